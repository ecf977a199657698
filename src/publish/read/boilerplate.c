#include "publish/read/boilerplate.h"

#include "base/utf8.h"
#include "publish/read/charset.h"

#include <stdlib.h>
#include <string.h>
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
count_hash(struct boilerplate *boilerplate, uint64_t hash)
{
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

static void
open_page(struct page *page, struct doc *doc, struct str bytes, struct read_options *quiet)
{
	quiet->trace = NULL;
	doc_init(doc);
	page_init(page, doc, quiet, charset_decode(bytes, quiet, &doc->arena));
}

void
boilerplate_count(struct boilerplate *boilerplate, struct str bytes,
                  const struct read_options *options)
{
	struct read_options quiet = *options;
	struct page page;
	struct doc doc;
	open_page(&page, &doc, bytes, &quiet);
	boilerplate->files++;
	for (size_t i = 0; i < page.count; i++)
		count_hash(boilerplate, hash_line(page.lines[i].text));
	page_free(&page);
	doc_free(&doc);
}

size_t
boilerplate_files(const struct boilerplate *boilerplate, uint64_t line)
{
	if (!line || !boilerplate->room)
		return 0;
	return find_slot(boilerplate->slots, boilerplate->room, line)->files;
}

static bool
is_shared(const struct boilerplate *boilerplate, uint64_t hash)
{
	size_t files = boilerplate_files(boilerplate, hash);
	return files >= FILES_MIN && 100 * files >= FILES_PERCENT * boilerplate->files;
}

bool
boilerplate_has(const struct boilerplate *boilerplate, struct str line)
{
	return boilerplate->room && is_shared(boilerplate, hash_line(line));
}

void
boilerplate_list(struct buf *lines, const struct page *page)
{
	for (size_t i = 0; i < page->count; i++) {
		bool is_short = page->lines[i].width <= SHORT;
		uint64_t hash = is_short ? hash_line(page->lines[i].text) : 0;
		if (hash)
			buf_add(lines, &hash, sizeof hash);
	}
}

static bool
next_line(struct str *rest, uint64_t *line)
{
	if (rest->n < sizeof *line)
		return false;
	memcpy(line, rest->p, sizeof *line);
	*rest = str_from(*rest, sizeof *line);
	return true;
}

void
boilerplate_count_lines(struct boilerplate *boilerplate, struct str lines)
{
	uint64_t line;
	boilerplate->files++;
	while (next_line(&lines, &line))
		count_hash(boilerplate, line);
}

bool
boilerplate_next(const struct boilerplate *boilerplate, struct str *rest, uint64_t *line)
{
	while (next_line(rest, line))
		if (is_shared(boilerplate, *line))
			return true;
	return false;
}

void
boilerplate_name(struct buf *out, struct str bytes, const struct read_options *options,
                 uint64_t line)
{
	struct read_options quiet = *options;
	struct page page;
	struct doc doc;
	open_page(&page, &doc, bytes, &quiet);
	size_t at = 0;
	while (at < page.count && hash_line(page.lines[at].text) != line)
		at++;
	if (at < page.count)
		buf_add_str(out, page.lines[at].text);
	page_free(&page);
	doc_free(&doc);
}

void
boilerplate_free(struct boilerplate *boilerplate)
{
	free(boilerplate->slots);
	*boilerplate = (struct boilerplate){0};
}
