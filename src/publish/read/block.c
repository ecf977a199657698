#include "publish/read/block.h"

#include "publish/read/contents.h"
#include "publish/read/furniture.h"
#include "publish/read/grid.h"
#include "publish/read/heading.h"
#include "publish/read/join.h"
#include "publish/read/keep.h"
#include "publish/read/list.h"
#include "publish/read/news.h"
#include "publish/read/quote.h"

enum {
	FILLED_LINES =
	    3, /* that many lines and nearly all breaks forced: a wrapped block after all */
	FILLED_WIDTH = 50,
	WRAPPED_LINES = 64 /* of a wrapped paragraph among long lines */
};

struct node *
block_add(struct page *page, enum node_type type, size_t at, const char *rule, struct str text)
{
	struct doc *doc = page->doc;
	struct node *node = doc_add(doc, doc->root, type, page->lines[at].number, text);
	node->rule = rule;
	page->has_text = true;
	return node;
}

struct node *
block_add_part(struct page *page, struct node *block, enum node_type type, size_t at,
               const char *rule, struct str text)
{
	struct node *node = doc_add(page->doc, block, type, page->lines[at].number, text);
	node->rule = rule;
	return node;
}

/* Where in a paragraph something else begins. */
static bool
is_interrupted(struct page *page, size_t at, size_t end)
{
	uint32_t mark;
	return line_is_rule(page->lines[at].text, &mark) || list_starts(page, at, end) ||
	       quote_starts(page, at) || heading_interrupts(page, at, end) ||
	       list_numbers_start(page, at, end) || grid_starts(page, at, end) ||
	       (line_end(page->lines[at - 1].text) == END_STOP && furniture_starts(page, at, end));
}

/* A wrapped paragraph among long lines, such as a letter that is quoted: one past its last line. */
static size_t
wrapped_end(struct page *page, size_t at, size_t end)
{
	size_t run = at, to = at + 1;
	while (run < end && run < at + WRAPPED_LINES && page->lines[run].width <= SURVEY_LONG)
		run++;
	uint32_t width = join_width(page, at, run);
	while (to < run && page->lines[to - 1].width >= FILLED_WIDTH &&
	       line_end(page->lines[to - 1].text) == END_WORD &&
	       line_start(page->lines[to].text) == START_LOWER &&
	       join_is_forced(page, to - 1, width) && !is_interrupted(page, to, end))
		to++;
	return to;
}

static size_t
take_paragraph(struct page *page, size_t at, size_t end)
{
	size_t to = page->block_long ? wrapped_end(page, at, end) : at + 1;
	while (!page->block_long && to < end && join_goes_on(page, to - 1, page->block_width) &&
	       !is_interrupted(page, to, end))
		to++;
	block_add(page, NODE_PARAGRAPH, at, page->block_long ? "R1 long line" : "R4.15 paragraph",
	          join_lines(page, at, to, 0));
	return to - at;
}

/* R4: the first that takes anything wins. */
static recognise *const recognisers[] = {
    grid_take_fenced,        /* ``` */
    contents_take,           /* R4.13, a table of contents */
    keep_take_stamp,         /* over the title */
    heading_take_marked,     /* "=== Title ===", "## Title" */
    grid_take_bordered,      /* R4.1 */
    grid_take_aligned,       /* R4.1 */
    grid_take_code,          /* R4.1 */
    heading_take_boxed,      /* R4.2 */
    heading_take_underlined, /* R4.3 */
    quote_take_rule,         /* R4.4 */
    heading_take_glued,      /* R4.5 */
    list_take_labels,        /* R4.6 */
    furniture_take,          /* R4.6 */
    heading_take_subject,    /* over questions */
    heading_take_statute,    /* R4.12, what a statute is about */
    list_take_bullets,       /* R4.7 */
    quote_take,              /* R4.8 */
    quote_take_signature,    /* R4.9 */
    heading_take_article,    /* R4.10 */
    heading_take_caps,       /* R4.11 */
    heading_take_numbered,   /* R4.13, alone */
    heading_take_run_in,     /* R4.13, over its text */
    heading_take_roman,      /* R4.13, behind a Roman number */
    heading_take_year,       /* R4.12, over its events */
    heading_take_title,      /* R4.12, the first */
    heading_take_short,      /* R4.12, long lines */
    heading_take_question,   /* R4.12 */
    news_take,               /* R4.12, below its day */
    heading_take_leading,    /* R4.12, in one block */
    heading_take_section,    /* R4.12, alone */
    list_take_numbers,       /* R4.13 */
    keep_take,               /* R4.14 */
    take_paragraph,          /* R4.15 */
};

static size_t
recognise_at(struct page *page, size_t at, size_t end)
{
	for (size_t i = 0; i < sizeof recognisers / sizeof *recognisers; i++) {
		size_t taken = recognisers[i](page, at, end);
		if (taken)
			return taken;
	}
	return 1; /* not reached: every line is a paragraph */
}

/* Several lines that fill their width are wrapped, also in a text of long lines. */
static bool
is_filled(const struct page *page, size_t from, size_t to)
{
	uint32_t width = join_width(page, from, to);
	return to - from >= FILLED_LINES && width >= FILLED_WIDTH &&
	       join_count_free(page, from, to, width) == 0;
}

/* R1 for one block: mixed texts are common. */
static bool
is_long(const struct page *page, size_t from, size_t to)
{
	size_t columns = 0, long_columns = 0, flow_columns = 0;
	for (size_t i = from; i < to; i++) {
		const struct line *line = &page->lines[i];
		bool flows = line->width >= SURVEY_FILLED && i + 1 < to && survey_flows(line);
		columns += line->width;
		if (line_edge(line) > SURVEY_LONG)
			long_columns += line->width;
		else
			flow_columns += flows ? line->width : 0;
	}
	if (long_columns)
		return 2 * long_columns >= columns ||
		       (page->survey.long_lines && long_columns > 2 * flow_columns);
	return page->survey.long_lines && !is_filled(page, from, to);
}

void
block_read_all(struct page *page)
{
	for (size_t at = page_next(page, 0); at < page->count; at = page_next(page, at)) {
		size_t end = page_block_end(page, at);
		page->block_start = at;
		page->block_width = join_width(page, at, end);
		page->block_long = is_long(page, at, end);
		while (at < end)
			at += recognise_at(page, at, end);
	}
}
