#include "publish/read/heading.h"

#include "base/ascii.h"
#include "publish/read/contact.h"
#include "publish/read/date.h"
#include "publish/read/join.h"
#include "publish/read/list.h"
#include "publish/read/ordinal.h"
#include "publish/read/shape.h"

enum {
	LEADING_WIDTH = 50,
	LEADING_WORDS = 8,
	RECORDS_MIN = 2,
	HOURS_MIN = 2
};

/* The line of a paragraph that fills its width, or ends its sentence. */
static bool
is_prose(const struct page *page, size_t at, size_t end)
{
	const struct line *line = &page->lines[at];
	bool lead = at + 1 == end && line_end(line->text) == END_COLON;
	if ((line->width < SURVEY_FILLED && !lead) || line_start(line->text) == START_LOWER ||
	    shape_is_record(line->text) || line->flags & LINE_GAP || shape_is_ordinal(line) ||
	    shape_is_bullet(line))
		return false;
	enum line_end how = line_end(line->text);
	if (page->block_long)
		return how == END_STOP || lead;
	return at + 1 == end ? how == END_STOP || how == END_COLON
	                     : join_is_forced(page, at, page->block_width);
}

static bool
is_list(const struct page *page, size_t at, size_t end)
{
	struct ordinal ordinal;
	if (shape_is_bullet(&page->lines[at]))
		return list_starts(page, at, end);
	return ordinal_parse(page->lines[at].text, &ordinal) && ordinal.last == 1 &&
	       list_numbers_start(page, at, end);
}

/* "Anna Weiss" over her telephone number: capitals on two words or three. */
static bool
is_name(struct str text)
{
	unsigned words = 0;
	for (; text.n; words++)
		if (line_start(str_cut(&text, ' ')) != START_UPPER)
			return false;
	return words == 2 || words == 3;
}

/* "Serves 4" is a record itself. */
static bool
ends_in_digit(struct str text)
{
	return ascii_is_digit(text.p[text.n - 1]);
}

/* Records to the end of the block, which is not that of a letter. */
static bool
are_records(const struct page *page, size_t at, size_t end)
{
	size_t records = 0;
	bool named = is_name(page->lines[at - 1].text);
	if (ends_in_digit(page->lines[at - 1].text))
		return false;
	for (size_t i = at; i < end; i++) {
		bool record = shape_is_record(page->lines[i].text);
		if (named && str_has(page->lines[i].text, '@'))
			return false;
		if (!record && (i == at || page->lines[i].indent <= page->lines[at].indent))
			return false;
		records += record;
	}
	return records >= RECORDS_MIN && page_next(page, end) < page->count;
}

/* "Friday: 8.00-12.30" */
static bool
holds_hour(struct str text)
{
	for (; text.n; text = str_from(text, 1))
		if (shape_is_timed(text))
			return true;
	return false;
}

static bool
are_short(const struct page *page, size_t at, size_t end)
{
	for (; at < end; at++)
		if (page->lines[at].width > LEADING_WIDTH || shape_is_bullet(&page->lines[at]))
			return false;
	return true;
}

/* When something is open: most of the short lines name an hour. */
static bool
are_hours(const struct page *page, size_t at, size_t end)
{
	size_t hours = 0;
	if (holds_hour(page->lines[at - 1].text) || !holds_hour(page->lines[at].text))
		return false;
	for (size_t i = at; i < end; i++)
		hours += holds_hour(page->lines[i].text);
	return hours >= HOURS_MIN && 2 * hours > end - at;
}

/* A title in one block with what it stands over. */
static bool
is_leading(const struct page *page, size_t at, size_t end)
{
	const struct line *line = &page->lines[at];
	if (!shape_may_lead(line) || line_words(line->text, LEADING_WORDS + 1) > LEADING_WORDS ||
	    shape_is_ordinal(line) || join_goes_on(page, at, page->block_width))
		return false;
	bool one = !str_has(line->text, ',');
	if (one && are_short(page, at + 1, end) &&
	    (contact_is_label(line->text) || are_hours(page, at + 1, end)))
		return true;
	return (one && is_prose(page, at + 1, end)) ||
	       (!line_is_open(line->text) && is_list(page, at + 1, end)) ||
	       (one && are_records(page, at + 1, end));
}

/* "Saturday 1 June" over "10:00 Children's day". */
static bool
is_day(const struct page *page, size_t at)
{
	return date_is_day(page->lines[at].text) && shape_is_timed(page->lines[at + 1].text);
}

size_t
heading_take_leading(struct page *page, size_t at, size_t end)
{
	const struct line *line = &page->lines[at];
	if (page->survey.underlined > 1 || at + 1 >= end || !page_starts_block(page, at) ||
	    line->width > LEADING_WIDTH || line->indent > page->survey.indent)
		return 0;
	if (!is_day(page, at) && !is_leading(page, at, end))
		return 0;
	bool first = !page->has_text && !page->survey.titled;
	heading_add(page, first ? HEADING_TITLE : HEADING_SECTION, 0, at,
	            "R4.12 line over its block", line->text);
	return 1;
}
