#include "publish/read/news.h"

#include "publish/read/date.h"
#include "publish/read/heading.h"
#include "publish/read/shape.h"

enum {
	LINES_MIN = 3,
	HEADLINE_WIDTH = 100
};

static const char rule[] = "R4.12 day of news";

static bool
is_entry(const struct page *page, size_t at, size_t end)
{
	const struct line *headline = &page->lines[at + 1];
	return end - at >= LINES_MIN && date_is_whole(page->lines[at].text) &&
	       headline->width <= HEADLINE_WIDTH && shape_may_lead(headline);
}

/* The block before was one, or the next is. */
static bool
has_sibling(const struct page *page, size_t at, size_t end)
{
	size_t next = page_next(page, end);
	return page->news_next == at ||
	       (next < page->count && is_entry(page, next, page_block_end(page, next)));
}

size_t
news_take(struct page *page, size_t at, size_t end)
{
	if (!page_starts_block(page, at) || !is_entry(page, at, end) || !has_sibling(page, at, end))
		return 0;
	page->news_next = page_next(page, end);
	struct node *lines = block_add(page, NODE_LINES, at, rule, STR_NONE);
	block_add_part(page, lines, NODE_LINE, at, rule, page->lines[at].text);
	heading_add(page, HEADING_SECTION, 0, at + 1, "R4.12 headline below its day",
	            page->lines[at + 1].text);
	return 2;
}
