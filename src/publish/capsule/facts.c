#include "publish/capsule/facts.h"

#include "publish/doc/pack.h"

static const size_t fields[] = {
    offsetof(struct place, title),   offsetof(struct place, date),
    offsetof(struct place, lang),    offsetof(struct place, author),
    offsetof(struct place, summary), offsetof(struct place, moved_from),
    offsetof(struct place, asked),   offsetof(struct place, links),
    offsetof(struct place, type),    offsetof(struct place, lines),
    offsetof(struct place, dropped),
};
enum {
	FIELDS = sizeof fields / sizeof *fields,
	IS_DRAFT = 1,
	IS_MENU = 2
};

static void
pack(struct buf *out, const struct place *place)
{
	pack_number(out, (place->is_draft ? IS_DRAFT : 0) | (place->is_menu ? IS_MENU : 0));
	for (size_t i = 0; i < FIELDS; i++)
		pack_str(out, *(const struct str *)(const void *)((const char *)place + fields[i]));
}

bool
facts_take(struct place *place, struct str facts)
{
	struct str rest = facts;
	uint64_t marks;
	if (!pack_take_number(&rest, &marks))
		return false;
	for (size_t i = 0; i < FIELDS; i++)
		if (!pack_take_str(&rest, (struct str *)(void *)((char *)place + fields[i])))
			return false;
	place->is_draft = marks & IS_DRAFT;
	place->is_menu = marks & IS_MENU;
	place->facts = facts;
	return rest.n == 0;
}

void
facts_keep(struct place *place, struct arena *arena)
{
	struct buf facts = {0};
	pack(&facts, place);
	facts_take(place, arena_copy_buf(arena, &facts));
	buf_free(&facts);
}
