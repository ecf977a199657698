#include "publish/read/quote.h"

#include "base/utf8.h"
#include "publish/read/join.h"

enum {
	SIGNATURE_LINES = 15 /* between the mark and the end of the text, at most */
};

bool
quote_starts(const struct page *page, size_t at)
{
	struct str text = page->lines[at].text;
	return text.n && text.p[0] == '>' && !str_starts(text, STR(">>> "));
}

/* "> > text" gives "text": who quoted whom is lost in a page anyway. */
static void
strip_marks(struct line *line)
{
	struct str rest = line->text;
	while (rest.n && (rest.p[0] == '>' || rest.p[0] == ' '))
		rest = str_from(rest, 1);
	line->indent = 0;
	line->width -= (uint32_t)utf8_columns(str_upto(line->text, line->text.n - rest.n));
	line->text = rest;
}

/* "-- Henk Dorn" below what he said, or the next who speaks. */
static bool
says_who(struct str said, struct str text)
{
	enum line_end end = line_end(said);
	return (end == END_STOP || end == END_QUESTION) &&
	       (str_starts(text, STR("-- ")) || str_starts(text, STR("— ")) ||
	        str_starts(text, STR("– ")));
}

/* The lines of one paragraph within the quote. */
static size_t
paragraph_end(const struct page *page, size_t at, size_t end, uint32_t width)
{
	size_t to = at + 1;
	while (to < end && !line_is_blank(&page->lines[to]) && join_goes_on(page, to - 1, width) &&
	       !says_who(page->lines[to - 1].text, page->lines[to].text))
		to++;
	return to;
}

size_t
quote_take(struct page *page, size_t at, size_t end)
{
	size_t to = at;
	while (to < end && quote_starts(page, to))
		strip_marks(&page->lines[to++]);
	if (to == at)
		return 0;
	if (page_next(page, at) >= to) {
		page_trace(page, at, "dropped", "R4.8 empty quote", STR(">"));
		return to - at;
	}
	struct node *quote = block_add(page, NODE_QUOTE, at, "R4.8 quote", STR_NONE);
	uint32_t width = join_width(page, at, to);
	for (size_t i = page_next(page, at), next; i < to; i = page_next(page, next)) {
		next = paragraph_end(page, i, to, width);
		block_add_part(page, quote, NODE_LINE, i, "R4.8 quote",
		               join_lines(page, i, next, 0));
	}
	return to - at;
}

size_t
quote_take_signature(struct page *page, size_t at, size_t end)
{
	if (!str_eq(page->lines[at].text, STR("--")) || at + 1 == end ||
	    page->count - at > SIGNATURE_LINES)
		return 0;
	page_trace(page, at, "dropped", "R4.9 signature mark", page->lines[at].text);
	struct node *lines = block_add(page, NODE_LINES, at + 1, "R4.9 signature", STR_NONE);
	for (size_t i = at + 1; i < end; i++)
		block_add_part(page, lines, NODE_LINE, i, "R4.9 signature", page->lines[i].text);
	return end - at;
}

size_t
quote_take_rule(struct page *page, size_t at, size_t end)
{
	uint32_t mark;
	(void)end;
	if (page->options->strict || !line_is_rule(page->lines[at].text, &mark))
		return 0;
	page_trace(page, at, "dropped", "R4.4 rule", page->lines[at].text);
	return 1;
}
