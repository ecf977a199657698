#include "publish/read/contents.h"

#include "publish/read/join.h"
#include "publish/read/numbered.h"
#include "publish/read/ordinal.h"
#include "publish/read/phrase.h"
#include "publish/read/shape.h"

#include <string.h>

enum {
	WORDS_WIDTH = 40,
	ENTRIES_MIN = 2,
	LEADERS_MIN = 3, /* lines that are entries although no title comes again */
	MARKS_MIN = 3,   /* of a leader */
	GAP_MIN = 2      /* columns that do for a leader */
};

static const char rule[] = "R4.13 contents";

/* In the order of the first letters. */
static const struct phrase titles[] = {
    {0, "contents"},      {0, "in this issue"},   {0, "inhalt"},
    {0, "içindekiler"},   {0, "mündəricat"},      {0, "table of contents"},
    {0, "в этом номере"}, {0, "зміст"},           {0, "оглавление"},
    {0, "содержание"},    {0, "բովանդակություն"}, {0, "المحتويات"},
    {0, "სარჩევი"},       {0, "შინაარსი"},        {0, "目录"},
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

/* Bytes of the mark of a leader that ends the text; 0: none does. */
static size_t
mark_length(struct str text)
{
	if (str_ends(text, STR("…")) || str_ends(text, STR("·")))
		return str_ends(text, STR("…")) ? strlen("…") : strlen("·");
	return str_ends(text, STR(".")) || str_ends(text, STR(" ")) ? 1 : 0;
}

/* "Receiving guests ..... 5": the bytes before the leader, or the gap, and the number of the page;
 * all of them when it gives none. */
static size_t
leader_start(struct str text)
{
	struct str rest = text;
	while (rest.n && strchr("0123456789ivxIVX", rest.p[rest.n - 1]))
		rest.n--;
	size_t number = rest.n, marks = 0;
	if (number == text.n)
		return text.n;
	for (size_t n; (n = mark_length(rest)) > 0; rest.n -= n)
		marks += rest.p[rest.n - 1] != ' ';
	bool gap = marks == 0 && number >= rest.n + GAP_MIN;
	return rest.n && (gap || marks >= MARKS_MIN) ? rest.n : text.n;
}

static bool
has_leader(struct str text)
{
	return leader_start(text) < text.n;
}

/* "Chapter 1. Receiving guests ..... 5" gives "Receiving guests". */
static struct str
title_of(struct str text)
{
	text = str_upto(text, leader_start(text));
	return str_trim(str_from(text, numbered_skip(text)));
}

static bool
is_numbered(struct str text)
{
	return numbered_skip(text) > 0 || line_start(text) == START_DIGIT;
}

static bool
is_entry(struct str text)
{
	return numbered_skip(text) > 0 || has_leader(text);
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

/* Behind the lines that lead to pages. */
static size_t
leaders_end(const struct page *page, size_t first)
{
	size_t at = first, count = 0;
	for (; at < page->count && has_leader(page->lines[at].text); count++)
		at = page_next(page, at + 1);
	return count >= LEADERS_MIN ? at : first;
}

/* Among numbered entries a block without number or leader stands behind the table. */
static size_t
find_end(const struct page *page, size_t first, size_t body)
{
	size_t at = first;
	uint32_t mark;
	for (size_t i = first; i < body; i++)
		if (line_is_rule(page->lines[i].text, &mark))
			body = i;
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
	if (body >= page->count)
		body = leaders_end(page, first);
	if (body < first + ENTRIES_MIN)
		return;
	page->contents_from = first;
	page->contents_to = find_end(page, first, body);
}

/* One past the lines of an entry. */
static size_t
entry_end(const struct page *page, size_t at)
{
	size_t to = at + 1, end = page_block_end(page, at);
	const struct line *entry = &page->lines[at];
	uint32_t width = join_width(page, at, end);
	bool numbered = is_numbered(entry->text);
	for (; to < end && to < page->contents_to; to++) {
		const struct line *line = &page->lines[to];
		bool hangs = numbered && line->indent > entry->indent && !is_entry(line->text);
		if (has_leader(line[-1].text) || shape_is_ordinal(line) || shape_is_bullet(line) ||
		    (!hangs && !join_goes_on(page, to - 1, width)))
			break;
	}
	return to;
}

/* Dots that lead to a page lead nowhere where there are no pages. A number tells its depth itself.
 */
static void
add_entry(struct page *page, struct node *list, size_t at, size_t to)
{
	size_t offset = 0;
	const struct line *first = &page->lines[page->contents_from];
	bool deeper = page->lines[at].indent > first->indent + 1 && !is_numbered(first->text) &&
	              !is_numbered(page->lines[at].text);
	line_bullet(page->lines[at].text, &offset);
	struct str text = join_lines(page, at, to, offset);
	size_t leader = page->options->strict ? text.n : leader_start(text);
	if (leader < text.n)
		page_trace(page, at, "dropped", "R4.13 leader", str_trim(str_from(text, leader)));
	block_add_part(page, list, NODE_ITEM, at, rule, str_upto(text, leader))->level =
	    deeper ? 2 : 1;
}

size_t
contents_take(struct page *page, size_t at, size_t end)
{
	(void)end;
	if (at != page->contents_from || at >= page->contents_to)
		return 0;
	struct node *list = block_add(page, NODE_LIST, at, rule, STR_NONE);
	size_t to = at;
	for (size_t next; to < page->contents_to; to = page_next(page, next)) {
		next = entry_end(page, to);
		add_entry(page, list, to, next);
	}
	return to - at;
}
