#include "publish/read/contents.h"

#include "publish/read/join.h"
#include "publish/read/numbered.h"
#include "publish/read/ordinal.h"
#include "publish/read/phrase.h"
#include "publish/read/shape.h"

enum {
	WORDS_WIDTH = 40,
	ENTRIES_MIN = 2
};

static const char rule[] = "R4.13 contents";

/* In the order of the first letters. */
static const struct phrase titles[] = {
    {0, "contents"},
    {0, "inhalt"},
    {0, "içindekiler"},
    {0, "mündəricat"},
    {0, "table of contents"},
    {0, "зміст"},
    {0, "оглавление"},
    {0, "содержание"},
    {0, "բովանդակություն"},
    {0, "المحتويات"},
    {0, "სარჩევი"},
    {0, "შინაარსი"},
    {0, "目录"},
    {0, "目次"},
};

static bool
says_contents(const struct line *line)
{
	struct str text = line->text;
	if (line->width > WORDS_WIDTH)
		return false;
	if (str_ends(text, STR(":")))
		text.n--;
	return phrase_whole(titles, sizeof titles / sizeof *titles, text) != NULL;
}

/* "Chapter 1. Receiving guests ..... 5" gives "Receiving guests". */
static struct str
title_of(struct str text)
{
	text = str_from(text, numbered_skip(text));
	size_t dots = str_find_str(text, STR("..."));
	if (dots == STR_NOWHERE)
		dots = str_find_str(text, STR(" . ."));
	return str_trim(dots == STR_NOWHERE ? text : str_upto(text, dots));
}

static bool
is_entry(struct str text)
{
	return numbered_skip(text) > 0 || shape_is_leader(text);
}

/* Where the first entry comes again as the title of its part; page->count: nowhere. */
static size_t
find_body(const struct page *page, size_t first)
{
	struct str title = title_of(page->lines[first].text);
	size_t at = first + 1;
	while (at < page->count && (line_is_blank(&page->lines[at]) || !title.n ||
	                            !line_folded_equal(title_of(page->lines[at].text), title)))
		at++;
	return at;
}

/* Among numbered entries a block without number or leader stands behind the table. */
static size_t
find_end(const struct page *page, size_t first, size_t body)
{
	size_t at = first;
	if (!is_entry(page->lines[first].text))
		return body;
	while (at < body && is_entry(page->lines[at].text))
		at = page_next(page, page_block_end(page, at));
	return at < body ? at : body;
}

void
contents_find(struct page *page)
{
	size_t at = 0;
	while (at < page->count && !says_contents(&page->lines[at]))
		at++;
	uint32_t mark;
	size_t first = page_next(page, at + 1);
	if (first < page->count && line_is_rule(page->lines[first].text, &mark))
		first = page_next(page, first + 1); /* the underline */
	if (first >= page->count)
		return;
	size_t body = find_body(page, first);
	if (body >= page->count || body < first + ENTRIES_MIN)
		return;
	page->contents_from = first;
	page->contents_to = find_end(page, first, body);
}

/* One past the lines of an entry. */
static size_t
entry_end(const struct page *page, size_t at)
{
	size_t to = at + 1, end = page_block_end(page, at);
	uint32_t width = join_width(page, at, end);
	while (to < end && to < page->contents_to && !shape_is_ordinal(&page->lines[to]) &&
	       !shape_is_bullet(&page->lines[to]) && join_goes_on(page, to - 1, width))
		to++;
	return to;
}

size_t
contents_take(struct page *page, size_t at, size_t end)
{
	(void)end;
	if (at != page->contents_from || at >= page->contents_to)
		return 0;
	struct node *lines = block_add(page, NODE_LINES, at, rule, STR_NONE);
	size_t to = at;
	for (size_t next; to < page->contents_to; to = page_next(page, next)) {
		next = entry_end(page, to);
		block_add_part(page, lines, NODE_LINE, to, rule, join_lines(page, to, next, 0));
	}
	return to - at;
}
