#include "publish/read/page.h"

#include "base/utf8.h"
#include "publish/read/clean.h"

static size_t
count_bytes(struct str text, char c)
{
	size_t count = 0;
	for (size_t at; (at = str_find(text, c)) != STR_NOWHERE; count++)
		text = str_from(text, at + 1);
	return count;
}

static size_t
count_strings(struct str text, struct str string)
{
	size_t count = 0;
	for (size_t at; (at = str_find_str(text, string)) != STR_NOWHERE; count++)
		text = str_from(text, at + string.n);
	return count;
}

/* At least as many as there are lines: each break, and the blank line that a form feed adds. */
static size_t
count_breaks(struct str text)
{
	size_t feeds = count_bytes(text, '\f') + count_bytes(text, '\v');
	size_t wide = 0;
	if (!utf8_is_ascii(text))
		wide = count_strings(text, STR("\xC2\x85")) +
		       count_strings(text, STR("\xE2\x80\xA8")) +
		       count_strings(text, STR("\xE2\x80\xA9"));
	return 1 + count_bytes(text, '\n') + count_bytes(text, '\r') + 2 * feeds + wide;
}

void
page_init(struct page *page, struct doc *doc, const struct read_options *options, struct str text)
{
	*page = (struct page){.doc = doc, .options = options, .text = text};
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
	return at == 0 || line_is_blank(&page->lines[at - 1]) || page->lines[at].flags & LINE_OPENS;
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
