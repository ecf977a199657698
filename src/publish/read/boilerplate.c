#include "publish/read/boilerplate.h"

#include "base/utf8.h"
#include "publish/read/charset.h"
#include "publish/read/page.h"

#include <stdint.h>
#include <stdlib.h>
#include <unicase.h>

enum {
	SHORT = 60, /* columns */
	FILES_MIN = 3,
	FILES_PERCENT = 30,
	FIRST_ROOM = 256
};

struct boilerplate_slot {
	uint64_t hash; /* 0: free */
	size_t files;  /* that hold the line */
	size_t last;   /* of them, so that a file counts once */
};

/* Letters folded, blanks left out; 0: the line is blank or too long. */
static uint64_t
hash_line(struct str line)
{
	uint64_t hash = 0xCBF29CE484222325;
	if (!line.n || line.n > 4 * SHORT || utf8_columns(line) > SHORT || line_is_mark(line))
		return 0;
	while (line.n) {
		uint32_t c = utf8_next(&line);
		if (c != ' ')
			hash = (hash ^ uc_tolower(c)) * 0x100000001B3;
	}
	return hash ? hash : 1;
}

static struct boilerplate_slot *
find_slot(struct boilerplate_slot *slots, size_t room, uint64_t hash)
{
	size_t at = (size_t)(hash ^ hash >> 32) & (room - 1);
	while (slots[at].hash && slots[at].hash != hash)
		at = (at + 1) & (room - 1);
	return &slots[at];
}

static bool
grow(struct boilerplate *boilerplate)
{
	size_t room = boilerplate->room ? 2 * boilerplate->room : FIRST_ROOM;
	struct boilerplate_slot *slots = calloc(room, sizeof *slots);
	if (!slots)
		return false;
	for (size_t i = 0; i < boilerplate->room; i++)
		if (boilerplate->slots[i].hash)
			*find_slot(slots, room, boilerplate->slots[i].hash) = boilerplate->slots[i];
	free(boilerplate->slots);
	boilerplate->slots = slots;
	boilerplate->room = room;
	return true;
}

/* Without memory less is known, and so less is reported: no error. */
static void
count_line(struct boilerplate *boilerplate, struct str line)
{
	uint64_t hash = hash_line(line);
	if (!hash || (2 * boilerplate->count >= boilerplate->room && !grow(boilerplate)))
		return;
	struct boilerplate_slot *slot = find_slot(boilerplate->slots, boilerplate->room, hash);
	if (!slot->hash)
		boilerplate->count++;
	slot->hash = hash;
	if (slot->last == boilerplate->files)
		return;
	slot->last = boilerplate->files;
	slot->files++;
}

void
boilerplate_count(struct boilerplate *boilerplate, struct str bytes,
                  const struct read_options *options)
{
	struct read_options quiet = *options;
	struct page page;
	struct doc doc;
	quiet.trace = NULL;
	doc_init(&doc);
	page_init(&page, &doc, &quiet, charset_decode(bytes, &quiet, &doc.arena));
	boilerplate->files++;
	for (size_t i = 0; i < page.count; i++)
		count_line(boilerplate, page.lines[i].text);
	page_free(&page);
	doc_free(&doc);
}

bool
boilerplate_has(const struct boilerplate *boilerplate, struct str line)
{
	uint64_t hash = boilerplate->room ? hash_line(line) : 0;
	if (!hash)
		return false;
	size_t files = find_slot(boilerplate->slots, boilerplate->room, hash)->files;
	return files >= FILES_MIN && 100 * files >= FILES_PERCENT * boilerplate->files;
}

void
boilerplate_free(struct boilerplate *boilerplate)
{
	free(boilerplate->slots);
	*boilerplate = (struct boilerplate){0};
}
