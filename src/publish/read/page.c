#include "publish/read/page.h"

#include "publish/read/clean.h"

/* At least as many as there are lines: each break, and the blank line that a form feed adds. */
static size_t
count_breaks(struct str text)
{
	size_t breaks = 1;
	unsigned char before = 0;
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		breaks += c == '\n' || c == '\r';
		breaks += 2 * (size_t)(c == '\f' || c == '\v');
		breaks += (before == 0xC2 && c == 0x85) || (before == 0x80 && (c & 0xFE) == 0xA8);
		before = c;
	}
	return breaks;
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
