#include "publish/read/page.h"

#include "base/utf8.h"
#include "publish/read/clean.h"

#include <string.h>

static size_t
count_bytes(struct str text, char c)
{
	size_t count = 0;
	const char *end = text.p + text.n, *at = text.p;
	while (at < end && (at = memchr(at, c, (size_t)(end - at)))) {
		count++;
		at++;
	}
	return count;
}

/* NEL and U+2028, U+2029. */
static size_t
count_wide_breaks(struct str text)
{
	size_t breaks = 0;
	unsigned char before = 0;
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		breaks += (before == 0xC2 && c == 0x85) || (before == 0x80 && (c & 0xFE) == 0xA8);
		before = c;
	}
	return breaks;
}

/* At least as many as there are lines: each break, and the blank line that a form feed adds. */
static size_t
count_breaks(struct str text)
{
	size_t feeds = count_bytes(text, '\f') + count_bytes(text, '\v');
	size_t wide = utf8_is_ascii(text) ? 0 : count_wide_breaks(text);
	return 1 + count_bytes(text, '\n') + count_bytes(text, '\r') + 2 * feeds + wide;
}

void
page_init(struct page *page, struct doc *doc, const struct read_options *options, struct str text)
{
	*page = (struct page){.doc = doc, .options = options};
	page->lines = arena_alloc(&page->arena, (count_breaks(text) + 1) * sizeof *page->lines);
	struct cleaner cleaner = {.arena = &doc->arena, .rest = text, .number = 1};
	while (clean_line(&cleaner, &page->lines[page->count]))
		page->count++;
}

void
page_free(struct page *page)
{
	words_free(&page->words);
	arena_free(&page->arena);
	*page = (struct page){0};
}

void
page_trace(const struct page *page, size_t at, const char *became, const char *rule,
           struct str about)
{
	trace_add(page->options->trace, page->lines[at].number, became, rule, about);
}

size_t
page_block_end(const struct page *page, size_t at)
{
	while (at < page->count && !line_is_blank(&page->lines[at]))
		at++;
	return at;
}

bool
page_starts_block(const struct page *page, size_t at)
{
	return at == 0 || line_is_blank(&page->lines[at - 1]);
}

bool
page_is_alone(const struct page *page, size_t at)
{
	return page_starts_block(page, at) &&
	       (at + 1 >= page->count || line_is_blank(&page->lines[at + 1]));
}

size_t
page_next(const struct page *page, size_t at)
{
	while (at < page->count && line_is_blank(&page->lines[at]))
		at++;
	return at;
}
