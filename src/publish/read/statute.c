#include "publish/read/statute.h"

#include "publish/read/heading.h"
#include "publish/read/join.h"
#include "publish/read/shape.h"

enum {
	HEAD_WIDTH = 72, /* of the lines above the subject */
	SUBJECT_LINES = 3
};

/* "about" stands first in some languages, … */
static bool
begins_with_about(struct str text)
{
	static const struct str words[] = {STR_CONST("О "), STR_CONST("Об "), STR_CONST("Про ")};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_starts(text, words[i]))
			return true;
	return false;
}

/* … and last in others. */
static bool
ends_with_about(struct str text)
{
	static const struct str words[] = {STR_CONST(" შესახებ"), STR_CONST(" մասին"),
	                                   STR_CONST(" haqqında"), STR_CONST(" hakkında")};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_ends(text, words[i]))
			return true;
	return false;
}

/* The first block begins above the line, and no sentence ends there. */
static bool
is_in_head(const struct page *page, size_t at, size_t end)
{
	size_t first = page_next(page, 0);
	if (page->block_start != first || at == first || page_next(page, end) >= page->count)
		return false;
	for (size_t i = first; i < at; i++)
		if (page->lines[i].width > HEAD_WIDTH ||
		    line_end(page->lines[i].text) != END_WORD || shape_is_bullet(&page->lines[i]) ||
		    shape_is_record(page->lines[i].text))
			return false;
	return true;
}

size_t
statute_match(const struct page *page, size_t at, size_t end)
{
	if (end - at > SUBJECT_LINES)
		return 0;
	struct str last = page->lines[end - 1].text;
	bool about =
	    begins_with_about(page->lines[at].text) || (end - at == 1 && ends_with_about(last));
	if (!about || line_end(last) != END_WORD || !is_in_head(page, at, end))
		return 0;
	for (size_t i = at; i + 1 < end; i++)
		if (line_start(page->lines[i + 1].text) != START_LOWER ||
		    line_end(page->lines[i].text) != END_WORD)
			return 0;
	return end - at;
}

size_t
heading_take_statute(struct page *page, size_t at, size_t end)
{
	size_t taken = statute_match(page, at, end);
	if (!taken)
		return 0;
	heading_add(page, HEADING_TITLE, 0, at, "R4.12 subject of a statute",
	            join_lines(page, at, end, 0));
	return taken;
}
