#include "publish/read/roman.h"

#include "publish/read/heading.h"
#include "publish/read/shape.h"

#include <string.h>

enum {
	TITLE_WIDTH = 80,
	LETTERS_MAX = 7 /* XXXVIII */
};

unsigned
roman_parse(struct str text)
{
	static const char letters[] = "IVX";
	static const unsigned values[] = {1, 5, 10};
	unsigned sum = 0, last = 0;
	size_t n = 0;
	for (const char *found; n < text.n && n < LETTERS_MAX; n++) {
		if (!text.p[n] || !(found = strchr(letters, text.p[n])))
			break;
		unsigned value = values[found - letters];
		sum += last && last < value ? value - 2 * last : value;
		last = value;
	}
	bool ends = n > 0 && n + 1 < text.n && strchr(".)", text.p[n]) && text.p[n + 1] == ' ';
	return ends ? sum : 0;
}

static bool
is_roman(const struct page *page, size_t at)
{
	return at < page->count && roman_parse(page->lines[at].text) > 0;
}

bool
heading_is_roman(const struct page *page, size_t at)
{
	const struct line *line = &page->lines[at];
	if (!page->survey.romans || !is_roman(page, at) || line->width > TITLE_WIDTH ||
	    (!page->block_long && !page_is_alone(page, at)))
		return false;
	enum line_end end = line_end(line->text);
	struct str title = str_trim(str_from(line->text, str_find(line->text, ' ')));
	bool listed = is_roman(page, at + 1) || (at > 0 && is_roman(page, at - 1));
	return !listed && (end == END_WORD || end == END_QUESTION) &&
	       line_start(title) != START_LOWER && !shape_has_sentences(title) &&
	       !shape_has_address(title) && page_next(page, at + 1) < page->count;
}

size_t
heading_take_roman(struct page *page, size_t at, size_t end)
{
	(void)end;
	if (!heading_is_roman(page, at))
		return 0;
	/* Above "1.", as "Chapter 1" is. */
	heading_add(page, HEADING_NUMBERED, 0, at, "R4.13 Roman number", page->lines[at].text);
	return 1;
}
