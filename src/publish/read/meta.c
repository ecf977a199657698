#include "publish/read/meta.h"

#include "publish/read/date.h"
#include "publish/read/language.h"

#include <assert.h>
#include <string.h>

enum {
	HEADER_BYTES = 4096, /* of front matter, when its charset is not known yet */
	NAME_MAX = 32
};

static void
set_title(struct doc *doc, struct str value)
{
	doc->title = value;
}

static void
set_date(struct doc *doc, struct str value)
{
	struct date date;
	size_t used;
	char text[DATE_ISO];
	if (!date_parse(value, &date, &used))
		return;
	date_print(&date, text);
	doc->date = arena_copy(&doc->arena, (struct str){text, DATE_ISO - 1});
}

static void
set_lang(struct doc *doc, struct str value)
{
	if (language_is_tag(value))
		doc->lang = value;
}

static void
set_author(struct doc *doc, struct str value)
{
	doc->author = value;
}

static void
set_summary(struct doc *doc, struct str value)
{
	doc->summary = value;
}

/* What the bytes were decoded by; it has done its work. */
static void
set_charset(struct doc *doc, struct str value)
{
	(void)doc;
	(void)value;
}

static void
set_marked(struct doc *doc, struct str value)
{
	doc->marked = str_eq_nocase(value, STR("only"));
}

static const struct header {
	const char *name;
	void (*set)(struct doc *doc, struct str value);
} headers[] = {
    {"Title", set_title},     {"Date", set_date},     {"Lang", set_lang},
    {"Language", set_lang},   {"Author", set_author}, {"Summary", set_summary},
    {"Charset", set_charset}, {"Marks", set_marked},
};

static const struct header *
find_header(struct str line, struct str *value)
{
	size_t colon = str_find(line, ':');
	if (colon == STR_NOWHERE || colon >= NAME_MAX)
		return NULL;
	*value = str_trim(str_from(line, colon + 1));
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
		if (str_eq_nocase(str_upto(line, colon), str_of(headers[i].name)))
			return &headers[i];
	return NULL;
}

struct str
meta_charset(struct str bytes)
{
	struct str rest = str_upto(bytes, HEADER_BYTES), line, value, charset = STR_NONE;
	if (str_starts(rest, STR("\xEF\xBB\xBF")))
		rest = str_from(rest, 3);
	while (str_line(&rest, &line) && (line = str_trim(line)).n) {
		const struct header *header = find_header(line, &value);
		if (!header)
			return STR_NONE;
		if (header->set == set_charset)
			charset = value;
	}
	return charset;
}

/* The lines of the first block when each of them is a header; 0: it is something else. */
static size_t
front_end(const struct page *page, size_t from)
{
	struct str value;
	size_t end = page_block_end(page, from);
	for (size_t i = from; i < end; i++)
		if (!find_header(page->lines[i].text, &value))
			return from;
	return end;
}

void
meta_read(struct page *page)
{
	size_t from = page_next(page, 0), end = front_end(page, from);
	struct str value;
	for (size_t i = from; i < end; i++) {
		const struct header *header = find_header(page->lines[i].text, &value);
		assert(header);
		header->set(page->doc, value);
		page_trace(page, i, "front matter", "R7 header", page->lines[i].text);
	}
	if (end == from)
		return;
	memmove(page->lines, page->lines + end, (page->count - end) * sizeof *page->lines);
	page->count -= end;
}

/* The next line that is not the end of the block; false behind the last. */
static bool
next_header(struct str *rest, struct str *line)
{
	struct str at = *rest;
	if (!str_line(&at, line))
		return false;
	*line = str_trim(*line);
	if (line->n)
		*rest = at;
	return line->n > 0;
}

struct str
meta_take(struct str text, struct doc *doc, size_t *lines)
{
	struct str rest = text, line, value;
	*lines = 0;
	while (next_header(&rest, &line))
		if (!find_header(line, &value))
			return text;
	if (str_trim(rest).n == 0)
		return text;
	for (struct str at = text; next_header(&at, &line); ++*lines) {
		const struct header *header = find_header(line, &value);
		assert(header);
		header->set(doc, value);
	}
	return rest;
}
