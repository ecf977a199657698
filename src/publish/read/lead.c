#include "publish/read/heading.h"

#include "publish/read/ordinal.h"
#include "publish/read/shape.h"

enum {
	LABEL_WORDS = 4,   /* of a line that ends in a colon, at most, to be a heading */
	STOPPED_WORDS = 4, /* the same of one that ends in a full stop */
	STACKED = 3,       /* lines of a title, what stands below it, and the first heading */
	STACKED_WIDTH = 80,
	LEAD_WIDTH = 60
};

static bool
is_long(const struct page *page, size_t at, size_t end)
{
	return at < end && line_edge(&page->lines[at]) >= SURVEY_LONG;
}

/* "We offer:", "What is needed:": a sentence that the list ends. */
static bool
opens_sentence(struct str text)
{
	static const char *const words[] = {"we",   "you", "they",   "i",  "it", "he",   "she",
	                                    "what", "who", "please", "мы", "вы", "я",    "они",
	                                    "он",   "она", "просим", "ми", "ви", "ჩვენ", "თქვენ"};
	struct str first = str_upto(text, str_find(text, ' '));
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (line_folded_equal(str_of(words[i]), first))
			return true;
	return false;
}

/* "Notes to editors:", "Media contact:": behind a blank line such a label is a heading. */
static bool
is_label(const struct page *page, size_t at)
{
	struct line bare = page->lines[at];
	unsigned words = line_words(bare.text, LABEL_WORDS + 1);
	if (!survey_is_coloned(&bare) || words < 2 || words > LABEL_WORDS ||
	    opens_sentence(bare.text))
		return false;
	bare.text.n--;
	return shape_may_lead(&bare);
}

/* "Time and payment." directly over a paragraph. */
static bool
is_stopped(const struct page *page, size_t at, size_t end)
{
	struct line bare = page->lines[at];
	if (bare.width > LEAD_WIDTH || !str_ends(bare.text, STR(".")) || bare.text.n < 2 ||
	    line_words(bare.text, STOPPED_WORDS + 1) > STOPPED_WORDS || !is_long(page, at + 1, end))
		return false;
	bare.text.n--;
	return shape_may_lead(&bare) && !line_has_digit(bare.text);
}

/* The numbers of a list begin below it and go on. */
static bool
stands_over_numbers(const struct page *page, size_t at, size_t end)
{
	struct ordinal one, two;
	return at + 2 < end && shape_may_lead(&page->lines[at]) &&
	       !shape_is_ordinal(&page->lines[at]) &&
	       ordinal_parse(page->lines[at + 1].text, &one) && one.last == 1 &&
	       ordinal_parse(page->lines[at + 2].text, &two) && ordinal_follows(&one, &two);
}

/* The text begins with a title, a line that says more of it, and the first heading over text. */
static bool
is_stacked(const struct page *page, size_t at, size_t end)
{
	size_t first = page_next(page, 0), last = first + STACKED - 1;
	if ((at != first && at != last) || !is_long(page, last + 1, end))
		return false;
	for (size_t i = first; i <= last; i++) {
		const struct line *line = &page->lines[i];
		if (line_is_blank(line) || line->width > STACKED_WIDTH ||
		    line_end(line->text) != END_WORD || line->flags & (LINE_LABEL | LINE_GLUED) ||
		    shape_is_record(line->text) || shape_has_address(line->text))
			return false;
	}
	return shape_may_lead(&page->lines[first]) && shape_may_lead(&page->lines[last]);
}

/* "Person specification" over "Essential:". */
static bool
stands_over_label(const struct page *page, size_t at, size_t end)
{
	const struct line *line = &page->lines[at];
	return at + 2 < end && line->width <= LEAD_WIDTH && shape_may_lead(line) &&
	       !line_has_digit(line->text) && !str_has(line->text, ',') &&
	       survey_is_coloned(line + 1);
}

bool
heading_leads(const struct page *page, size_t at, size_t end)
{
	bool opens = page->survey.has_blanks && page_starts_block(page, at) && at > 0;
	if ((opens || (at > 0 && is_long(page, at - 1, end))) && stands_over_label(page, at, end))
		return true;
	return is_stacked(page, at, end) || stands_over_numbers(page, at, end) ||
	       (opens && (is_label(page, at) || is_stopped(page, at, end)));
}
