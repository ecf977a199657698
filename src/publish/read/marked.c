#include "publish/read/marked.h"

#include "publish/read/block.h"
#include "publish/read/grid.h"
#include "publish/read/join.h"

enum {
	UNDERLINE_MIN = 3, /* columns */
	FENCE_MIN = 3,     /* marks */
	STEP = 2           /* columns that a level of items is set in */
};

/* The level of a heading with that rule below it; 0: it is none. */
static int
level_of(const struct line *rule)
{
	uint32_t mark;
	if (rule->indent || !line_is_rule(rule->text, &mark) || str_has(rule->text, ' '))
		return 0;
	return mark == '=' ? 1 : mark == '-' ? 2 : mark == '~' ? 3 : 0;
}

/* A second line of level 1 would be a second title: it goes one level down. */
static void
add_heading(struct page *page, size_t at, int level)
{
	struct str text = page->lines[at].text;
	if (level == 1 && page->survey.titled)
		level = 2;
	page->survey.titled = page->survey.titled || level == 1;
	block_add(page, NODE_HEADING, at, "marks heading", text)->level = level;
	if (level == 1 && !page->doc->title.n)
		page->doc->title = text;
}

static size_t
take_heading(struct page *page, size_t at, size_t end)
{
	const struct line *title = &page->lines[at];
	uint32_t wide = title->width < UNDERLINE_MIN ? UNDERLINE_MIN : title->width;
	if (at + 1 >= end || title->indent || title[1].width != wide || !level_of(title + 1))
		return 0;
	add_heading(page, at, level_of(title + 1));
	return 2;
}

static size_t
count_ticks(const struct line *line)
{
	size_t n = 0;
	while (!line->indent && n < line->text.n && line->text.p[n] == '`')
		n++;
	return n;
}

/* A fence that nothing closes ends with the text. */
static size_t
take_fence(struct page *page, size_t at, size_t end)
{
	size_t ticks = count_ticks(&page->lines[at]), to = at + 1;
	(void)end;
	if (ticks < FENCE_MIN)
		return 0;
	while (to < page->count &&
	       (count_ticks(&page->lines[to]) != ticks || page->lines[to].text.n != ticks))
		to++;
	struct str label = str_trim(str_from(page->lines[at].text, ticks));
	grid_add_verbatim(page, at + 1, to, 0, "marks fence", label);
	return (to < page->count ? to + 1 : to) - at;
}

static bool
is_item(const struct line *line)
{
	return line->indent % STEP == 0 && str_starts(line->text, STR("* "));
}

static size_t
take_list(struct page *page, size_t at, size_t end)
{
	if (!is_item(&page->lines[at]))
		return 0;
	struct node *list = block_add(page, NODE_LIST, at, "marks item", STR_NONE);
	for (size_t i = at, next; i < end; i = next) {
		for (next = i + 1; next < end && !is_item(&page->lines[next]);)
			next++;
		struct node *item =
		    block_add_part(page, list, NODE_ITEM, i, "marks item", STR_NONE);
		item->level = (int)(page->lines[i].indent / STEP) + 1;
		item->text = str_trim(join_words(page, i, next, 2));
	}
	return end - at;
}

static bool
is_quoted(const struct line *line)
{
	return !line->indent && str_starts(line->text, STR(">"));
}

static size_t
take_quote(struct page *page, size_t at, size_t end)
{
	size_t to = at;
	for (; to < end && is_quoted(&page->lines[to]); to++)
		page->lines[to].text = str_trim(str_from(page->lines[to].text, 1));
	if (to == at)
		return 0;
	struct node *quote = block_add(page, NODE_QUOTE, at, "marks quote", STR_NONE);
	for (size_t i = at, next; i < to; i = next) {
		next = page_block_end(page, i);
		next = next < to ? next : to;
		if (next > i)
			block_add_part(page, quote, NODE_LINE, i, "marks quote",
			               join_words(page, i, next, 0));
		next = next == i ? i + 1 : next;
	}
	return to - at;
}

static size_t
line_end_of(const struct page *page, size_t at, size_t end)
{
	size_t to = at + 1;
	while (to < end && page->lines[to].indent != 1)
		to++;
	return to;
}

static size_t
take_text(struct page *page, size_t at, size_t end)
{
	size_t to = line_end_of(page, at, end);
	if (to == end && page->lines[at].indent != 1) {
		block_add(page, NODE_PARAGRAPH, at, "marks none", join_words(page, at, end, 0));
		return end - at;
	}
	struct node *lines = block_add(page, NODE_LINES, at, "marks line", STR_NONE);
	for (size_t i = at; i < end; i = to) {
		to = line_end_of(page, i, end);
		block_add_part(page, lines, NODE_LINE, i, "marks line", join_words(page, i, to, 0));
	}
	return end - at;
}

/* The first that takes anything wins. */
static recognise *const recognisers[] = {take_heading, take_fence, take_list, take_quote,
                                         take_text};

void
marked_read(struct page *page)
{
	for (size_t at = page_next(page, 0); at < page->count; at = page_next(page, at)) {
		size_t end = page_block_end(page, at), taken = 0;
		for (size_t i = 0; !taken; i++)
			taken = recognisers[i](page, at, end);
		at += taken;
	}
}
