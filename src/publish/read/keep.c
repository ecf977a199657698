#include "publish/read/keep.h"

#include "publish/read/furniture.h"
#include "publish/read/grid.h"
#include "publish/read/heading.h"
#include "publish/read/join.h"
#include "publish/read/list.h"
#include "publish/read/quote.h"
#include "publish/read/shape.h"

enum {
	KEPT_WIDTH = 50, /* columns */
	SET_IN = 8,      /* columns beyond the running text; and lines at most */
	LEAVES = 4,      /* columns further out, something else begins */
	WINDOW = 64      /* lines judged together */
};

/* Where the lines that could be kept end: another kind of block follows in the same one. */
static size_t
kept_end(const struct page *page, size_t at, size_t end)
{
	size_t to = at + 1;
	uint32_t mark;
	uint32_t widest = page->block_long ? KEPT_WIDTH : SURVEY_LONG;
	while (to < end && to < at + WINDOW && page->lines[to].width <= widest &&
	       page->lines[to].indent + LEAVES > page->lines[at].indent &&
	       (page->lines[to].indent <= page->lines[at].indent ||
	        !grid_code_starts(page, to, end)) &&
	       !(page->lines[to].flags & LINE_LABEL) && !list_starts(page, to, end) &&
	       !quote_starts(page, to) && !heading_interrupts(page, to, end) &&
	       !furniture_starts(page, to, end) && !line_is_rule(page->lines[to].text, &mark) &&
	       !str_eq(page->lines[to].text, STR("--")))
		to++;
	return to;
}

static bool
is_record(struct str text)
{
	return shape_is_record(text) || shape_is_timed(text);
}

/* A record set in under another: no margin brought its key to the line's start. */
static bool
is_inner(const struct page *page, size_t at)
{
	return is_record(page->lines[at].text) && line_start(page->lines[at].text) == START_UPPER &&
	       !join_is_forced(page, at - 1, page->block_width);
}

/* A line set in under the record that it goes on with. */
static bool
hangs(const struct page *page, size_t from, size_t at)
{
	return at > from && page->lines[at].indent > page->lines[from].indent &&
	       !is_inner(page, at);
}

/* One past the lines of the record. */
static size_t
record_end(const struct page *page, size_t from, size_t to)
{
	size_t end = from + 1;
	while (end < to && hangs(page, from, end))
		end++;
	return end;
}

static bool
are_records(const struct page *page, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (!is_record(page->lines[i].text) && !hangs(page, from, i))
			return false;
	return record_end(page, from, to) < to;
}

/* Where every line is a paragraph, also wider ones are records when nothing else is between. */
static size_t
wide_records_end(const struct page *page, size_t at, size_t end)
{
	size_t to = at;
	while (to < end && to < at + WINDOW && page->lines[to].width <= SURVEY_LONG &&
	       is_record(page->lines[to].text) && line_end(page->lines[to].text) != END_STOP &&
	       (to == at || !heading_interrupts(page, to, end)))
		to++;
	return to;
}

/* Lines set far in are centred or stand in a letter head: never a paragraph. */
static bool
are_set_in(const struct page *page, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (page->lines[i].indent < page->survey.indent + SET_IN ||
		    page->lines[i].width > KEPT_WIDTH)
			return false;
	return to - from > 1 && to - from <= SET_IN;
}

/* Two lines that are one, unless records are among them or both begin small. */
static bool
is_sentence(const struct page *page, size_t from, size_t to)
{
	if (line_start(page->lines[from].text) == START_LOWER)
		return join_is_forced(page, from, join_width(page, from, to));
	return join_goes_on(page, from, join_width(page, from, to)) &&
	       !(page->block_long && is_record(page->lines[from].text));
}

static bool
are_short(const struct page *page, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (page->lines[i].width > KEPT_WIDTH)
			return false;
	size_t breaks = to - from - 1;
	if (breaks == 1 && is_sentence(page, from, to))
		return false;
	if (breaks == 1 && line_end(page->lines[from].text) != END_COLON &&
	    !join_goes_on(page, from, join_width(page, from, to)))
		return true;
	return breaks > 0 &&
	       2 * join_count_free(page, from, to, join_width(page, from, to)) >= breaks;
}

static bool
are_addresses(const struct page *page, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (!join_is_address(page->lines[i].text))
			return false;
	return to - from > 1;
}

/* Lines of a table of contents or of prices: "Papers ..... 9". */
static bool
are_leaders(const struct page *page, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (!shape_is_leader(page->lines[i].text) && !shape_is_priced(page->lines[i].text))
			return false;
	return to - from > 1;
}

/* "Chairman                K. Lind": two lines of columns are no table yet, and no paragraph. */
static bool
are_columns(const struct page *page, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (str_find_str(page->lines[i].text, STR("    ")) == STR_NOWHERE)
			return false;
	return to - from > 1;
}

/* "For immediate release" alone before everything: the title is still to come. */
size_t
keep_take_stamp(struct page *page, size_t at, size_t end)
{
	if (page->has_text || end != at + 1 || !shape_is_stamp(page->lines[at].text))
		return 0;
	block_add(page, NODE_PARAGRAPH, at, "R4.12 note over the title", page->lines[at].text);
	page->has_text = false;
	return 1;
}

size_t
keep_take(struct page *page, size_t at, size_t end)
{
	if (page->lines[at].width > SURVEY_LONG)
		return 0;
	size_t to = kept_end(page, at, end);
	size_t wide = page->block_long ? wide_records_end(page, at, end) : at;
	to = wide > to ? wide : to;
	bool records = are_records(page, at, to);
	if (!records && !are_addresses(page, at, to) && !are_leaders(page, at, to) &&
	    !are_columns(page, at, to) && !are_set_in(page, at, to) && !are_short(page, at, to))
		return 0;
	const char *rule = records ? "R4.14 records" : "R4.14 short lines";
	struct node *lines = block_add(page, NODE_LINES, at, rule, STR_NONE);
	for (size_t i = at, next; i < to; i = next) {
		next = records ? record_end(page, i, to) : i + 1;
		block_add_part(page, lines, NODE_LINE, i, rule, join_lines(page, i, next, 0));
	}
	return to - at;
}
