/* facts_take: any bytes are facts or are refused; a slice that is taken lies inside them. */
#include "publish/capsule/facts.h"

#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
check_inside(struct str whole, struct str part)
{
	if (part.n)
		assert(part.p >= whole.p && part.p + part.n <= whole.p + whole.n);
}

/* What was taken is what is kept and taken again. */
static void
check_kept(struct place *place)
{
	struct arena arena = {0};
	struct place again = *place;
	facts_keep(&again, &arena);
	assert(str_eq(again.title, place->title) && str_eq(again.links, place->links));
	assert(again.is_draft == place->is_draft && again.is_menu == place->is_menu);
	arena_free(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct str facts = {(const char *)bytes, n};
	struct place place = {0};
	if (!facts_take(&place, facts))
		return 0;
	check_inside(facts, place.title);
	check_inside(facts, place.asked);
	check_inside(facts, place.links);
	check_inside(facts, place.dropped);
	check_kept(&place);
	return 0;
}
