#include "publish/read/page.h"

#include "publish/read/clean.h"

enum {
	ROOM_FIRST = 64, /* lines */
	BLANKS_MAX = 256 /* blank lines in a row that are kept: no rule looks further */
};

/* One more than that, for the cleaner sees the end of the text with a line in its hand. */
static void
make_room(struct page *page, size_t count)
{
	page->lines = arena_resize(&page->arena, page->lines, (count + 1) * sizeof *page->lines);
}

/* How many blank lines there are in a row with that one, of which before stand before it; a page
 * break, which begins no line, parts them. */
static size_t
count_blanks(const struct line *line, size_t before)
{
	if (!line_is_blank(line))
		return 0;
	return before > 0 && line->number == line[-1].number + 1 ? before + 1 : 1;
}

/* One more of a long run, which the line before it stands for. */
static void
join_run(struct line *line)
{
	line[-1].number = line->number;
	line[-1].flags |= LINE_RUN;
}

void
page_init(struct page *page, struct doc *doc, const struct read_options *options, struct str text)
{
	*page = (struct page){.doc = doc, .options = options, .text = text};
	size_t room = ROOM_FIRST, blanks = 0;
	page->lines = arena_alloc(&page->arena, (room + 1) * sizeof *page->lines);
	struct cleaner cleaner = {.arena = &doc->arena, .rest = text, .number = 1};
	while (clean_line(&cleaner, &page->lines[page->count])) {
		struct line *line = &page->lines[page->count];
		blanks = count_blanks(line, blanks);
		if (blanks > BLANKS_MAX)
			join_run(line);
		else if (++page->count == room)
			make_room(page, room += room / 4);
	}
	make_room(page, page->count);
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
