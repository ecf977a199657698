#include "publish/read/heading.h"

#include "base/ascii.h"
#include "publish/read/date.h"
#include "publish/read/furniture.h"
#include "publish/read/join.h"
#include "publish/read/numbered.h"
#include "publish/read/ordinal.h"
#include "publish/read/question.h"
#include "publish/read/shape.h"

enum {
	SHORT_WIDTH = 80, /* R4.12 in a long-line text */
	RUN_WIDTH = 60,   /* of a line in an address or a menu */
	COLONED_MIN = 2,  /* lines that end in a colon, to be headings */
	RECORDS_MIN = 2,
	MENU_LINES = 40,
	BYLINES = 8,       /* between a headline and its text, at most */
	SENTENCE = 7,      /* words: so many are a sentence, with numbers in it or without */
	HEADLINE_WORDS = 4 /* so many words are a headline, even below a run of short lines */
};

static bool
is_wide(const struct line *line)
{
	return line_edge(line) >= SURVEY_LONG;
}

/* "Monday: 10:00", which is a record although a blank may be missing. */
static bool
has_time(struct str text)
{
	for (size_t i = 0; i + 2 < text.n; i++)
		if ((text.p[i] == ':' && ascii_is_digit(text.p[i + 1])))
			return true;
	return str_find_str(text, STR(": ")) != STR_NOWHERE;
}

/* Nothing but a web address: the line before it is what it leads to. */
static bool
is_address(struct str text)
{
	return !str_has(text, ' ') && !str_has(text, '@') && shape_has_address(text);
}

/* "Tel: 555 0100", "info@example.org": what no heading looks like. */
static bool
is_record(const struct line *line)
{
	return shape_is_record(line->text) || shape_has_address(line->text) ||
	       shape_has_telephone(line->text) ||
	       (line->width <= RUN_WIDTH && has_time(line->text));
}

/* How many short lines that end no sentence stand directly before: an address, a menu. */
static unsigned
count_short_before(const struct page *page, size_t at)
{
	unsigned count = 0;
	while (at-- > 0 && count < 3) {
		const struct line *line = &page->lines[at];
		enum line_end end = line_end(line->text);
		if (line_is_blank(line) || line->width > RUN_WIDTH ||
		    line->flags & (LINE_LABEL | LINE_GLUED) || shape_is_bullet(line) ||
		    end == END_STOP || end == END_QUESTION || is_record(line) ||
		    furniture_of(line) != FURNITURE_NONE)
			break;
		count++;
	}
	return count;
}

bool
heading_has_body(const struct page *page, size_t at)
{
	if (at >= page->count)
		return false;
	const struct line *line = &page->lines[at];
	enum line_end end = line_end(line->text);
	if (shape_is_trail(line->text))
		return false;
	if (question_match(page, at, page_block_end(page, at)))
		return true;
	if (page_is_alone(page, at) && date_is_whole(line->text))
		return page_next(page, at + 1) < page->count;
	return is_wide(line) || shape_is_bullet(line) || shape_is_ordinal(line) ||
	       line->flags & LINE_GAP || end == END_STOP || end == END_COLON ||
	       (page_is_alone(page, at) && numbered_skip(line->text) > 0) ||
	       shape_has_address(line->text) || (at + 1 < page->count && !line_is_blank(line + 1));
}

/* "12 May 2021", "By Ana K.": such a line may stand between a headline and its text. */
static bool
is_byline(const struct line *line)
{
	return line->width <= RUN_WIDTH && !shape_is_heading(line) && !shape_is_bullet(line) &&
	       !shape_is_ordinal(line) && line_end(line->text) == END_WORD;
}

/* The headline of a text, with bylines between them or without. */
static bool
stands_over_long(const struct page *page, size_t at, size_t end)
{
	size_t next = at + 1;
	while (next < end && next <= at + BYLINES && is_byline(&page->lines[next]))
		next++;
	return next < end && is_wide(&page->lines[next]);
}

/* The first line of a text without blank lines, over the first of its headings. */
static bool
is_first_of_all(const struct page *page, size_t at, size_t end)
{
	return !page->has_text && at + 1 < end && question_match(page, at + 1, end) > 0;
}

/* One past the short lines from at on: an address, opening hours. */
static size_t
short_run_end(const struct page *page, size_t at, size_t end)
{
	while (at < end && page->lines[at].width <= RUN_WIDTH &&
	       !shape_is_bullet(&page->lines[at]) && line_end(page->lines[at].text) != END_STOP &&
	       furniture_of(&page->lines[at]) == FURNITURE_NONE)
		at++;
	return at;
}

/* "Where we are" over an address that is not the last thing of the text: there it could as well
 * be the name below a letter. */
static bool
stands_over_address(const struct page *page, size_t at, size_t end)
{
	size_t to = short_run_end(page, at + 1, end);
	if (page->survey.has_blanks || to < at + 3 || count_short_before(page, at))
		return false;
	bool last = page_next(page, to) >= page->count;
	if (line_has_digit(page->lines[at].text) ||
	    (last && line_words(page->lines[at].text, 2) > 1))
		return false;
	for (size_t i = at + 1; i < to; i++)
		if (line_has_digit(page->lines[i].text) && !date_is_whole(page->lines[i].text))
			return true;
	return false;
}

/* Behind a run of short lines a heading is told from one more of them: it has no digit, and what
 * stands before it has. */
static bool
leaves_run(const struct page *page, size_t at)
{
	struct str text = page->lines[at].text;
	return line_words(text, HEADLINE_WORDS) == HEADLINE_WORDS ||
	       (line_words(text, 2) == 2 && !line_has_digit(text) &&
	        line_has_digit(page->lines[at - 1].text));
}

/* "VACANCY NOTICE: Driver" over what the vacancy is about. */
static bool
stands_over_records(const struct page *page, size_t at, size_t end)
{
	if (!shape_is_notice(page->lines[at].text) || at + RECORDS_MIN >= end)
		return false;
	for (size_t i = at + 1; i <= at + RECORDS_MIN; i++)
		if (!shape_is_record(page->lines[i].text) || shape_is_notice(page->lines[i].text))
			return false;
	return true;
}

/* "Workshop for beginners" or "Talk: Coming home" over the hour at which it begins. */
static bool
is_announced(const struct page *page, size_t at, size_t end)
{
	const struct line *line = &page->lines[at];
	return at + 1 < end && shape_is_occasion(page->lines[at + 1].text) &&
	       (shape_may_lead(line) || shape_is_named(line->text));
}

/* Below a headline and the hour stands the place: no headline itself. */
static bool
is_place(const struct page *page, size_t at)
{
	return at > 1 && !line_is_blank(&page->lines[at - 2]) && is_announced(page, at - 2, at);
}

/* What stands directly before the line has ended: a sentence or an item of a list. */
static bool
follows_end(const struct page *page, size_t at)
{
	if (at == 0 || line_is_blank(&page->lines[at - 1]))
		return true;
	enum line_end end = line_end(page->lines[at - 1].text);
	return end == END_STOP || end == END_QUESTION || shape_is_bullet(&page->lines[at - 1]) ||
	       page->lines[at - 1].flags & (LINE_LABEL | LINE_GLUED);
}

static bool
is_sentence(const struct line *line)
{
	return line_end(line->text) == END_STOP && line_start(line->text) != START_LOWER &&
	       line_words(line->text, SENTENCE) == SENTENCE;
}

/* "News" between a headline and its date. */
static bool
is_category(const struct page *page, size_t at, size_t end)
{
	if (at == 0 || at + 2 >= end || line_words(page->lines[at].text, 3) > 2 ||
	    !date_is_whole(page->lines[at + 1].text) || !is_wide(&page->lines[at + 2]))
		return false;
	const struct line *headline = &page->lines[at - 1];
	return headline->width <= SHORT_WIDTH && shape_may_lead(headline) &&
	       line_words(headline->text, HEADLINE_WORDS) == HEADLINE_WORDS;
}

/* The first of two short lines of which the second has text: "What we do" over "Prevention". */
static bool
stands_over_heading(const struct page *page, size_t at, size_t end)
{
	const struct line *line = &page->lines[at], *next = line + 1;
	if (at + 2 >= end || !follows_end(page, at) || count_short_before(page, at) ||
	    line_has_digit(line->text) || !shape_may_lead(line) || !shape_may_lead(next) ||
	    shape_is_ordinal(line) || next->width > SHORT_WIDTH || shape_is_occasion(next->text))
		return false;
	const struct line *body = next + 1;
	if (question_match(page, at + 2, end))
		return !question_is(line) && !question_is(next);
	return (is_wide(body) || is_sentence(body))
	           ? furniture_of(body) == FURNITURE_NONE
	           : shape_is_bullet(body) || shape_is_occasion(body->text);
}

/* The menu above, of short lines, names the page: "About us" among them, and again over text. */
static bool
is_in_menu(const struct page *page, size_t at)
{
	for (size_t i = at; i-- > 0 && i + MENU_LINES > at;) {
		const struct line *line = &page->lines[i];
		if (line_is_blank(line) || line->width > RUN_WIDTH ||
		    line_end(line->text) != END_WORD)
			return false;
		if (line_folded_equal(line->text, page->lines[at].text))
			return true;
	}
	return false;
}

/* A blank line stands before the run of short lines, as before an address. */
static bool
is_in_address(const struct page *page, size_t at)
{
	while (at > 0 && page->lines[at].width <= RUN_WIDTH && !page_starts_block(page, at))
		at--;
	return page->survey.has_blanks && page_starts_block(page, at);
}

/* A short line directly over something that is no heading itself: a record, an answer, a
 * question. */
static bool
stands_over_short(const struct page *page, size_t at, size_t end)
{
	if (at + 1 >= end || question_is(&page->lines[at]) || has_time(page->lines[at].text))
		return false;
	struct str text = page->lines[at].text;
	const struct line *next = &page->lines[at + 1];
	enum line_end how = line_end(next->text);
	bool place = line_has_digit(text) && str_has(text, ',');
	if (is_record(next) && !place && !is_address(next->text) &&
	    !stands_over_records(page, at + 1, end) &&
	    (!count_short_before(page, at) || (leaves_run(page, at) && !line_has_digit(text) &&
	                                       !str_has(text, ',') && !is_in_address(page, at))))
		return true;
	if (stands_over_address(page, at, end))
		return true;
	bool answer = how == END_STOP && line_words(next->text, 3) > 2 &&
	              (!line_has_digit(next->text) || line_words(next->text, SENTENCE) == SENTENCE);
	return !page->survey.has_blanks && (answer || question_match(page, at + 1, end) > 0);
}

/* "How to apply:", where a whole paragraph below such a line tells that they are headings. */
static bool
is_coloned(const struct page *page, const struct line *line)
{
	struct line bare = *line;
	if (!survey_is_coloned(line) || !page->survey.coloned_over_long ||
	    page->survey.coloned < COLONED_MIN)
		return false;
	bare.text.n--;
	return shape_may_lead(&bare);
}

/* Its date stands below it, and then its text. */
static bool
is_dated(const struct page *page, size_t at, size_t end)
{
	return at + 1 < end && date_is_whole(page->lines[at + 1].text) &&
	       stands_over_long(page, at, end);
}

/* Directly below a question that is the heading of its answer. */
static bool
is_answer(const struct page *page, size_t at, size_t end)
{
	return at > 0 && !line_is_blank(&page->lines[at - 1]) &&
	       question_match(page, at - 1, end) == 1;
}

static bool
match_short(const struct page *page, size_t at, size_t end)
{
	const struct line *line = &page->lines[at];
	if (!page->block_long || line->width > SHORT_WIDTH ||
	    page_next(page, at + 1) >= page->count)
		return false;
	bool label = line->flags & LINE_LABEL && at + 1 < end && is_wide(line + 1);
	bool named =
	    ((!page->has_text && shape_is_post(line->text)) || shape_is_subtitled(line->text)) &&
	    at + 1 < end && is_wide(line + 1);
	if (is_place(page, at) || is_category(page, at, end) || is_answer(page, at, end))
		return false;
	if (at + 1 < end && heading_is_year(page, at + 1) && shape_may_lead(line) &&
	    !count_short_before(page, at))
		return true;
	if (heading_leads(page, at, end))
		return true;
	if (stands_over_records(page, at, end) || is_announced(page, at, end) ||
	    (at + 1 < end && is_category(page, at + 1, end)))
		return true;
	if (shape_is_ordinal(line) && at > 0 && shape_is_ordinal(line - 1))
		return false; /* the last of some numbers */
	if (!label && !named && !is_coloned(page, line) && !shape_may_lead(&page->lines[at]))
		return false;
	bool below = at > 0 && stands_over_heading(page, at - 1, end);
	if (below || stands_over_heading(page, at, end))
		return true;
	bool led = at > 0 && line_end(page->lines[at - 1].text) == END_COLON;
	if (at + 1 < end && is_wide(line + 1) && (led || is_in_menu(page, at)))
		return true;
	if (count_short_before(page, at) && !leaves_run(page, at) && !is_dated(page, at, end))
		return false;
	return stands_over_long(page, at, end) || (at + 1 < end && shape_is_bullet(line + 1)) ||
	       is_first_of_all(page, at, end) || stands_over_short(page, at, end) ||
	       (page_is_alone(page, at) && heading_has_body(page, page_next(page, at + 1)));
}

size_t
heading_take_short(struct page *page, size_t at, size_t end)
{
	if (question_match(page, at, end) || !match_short(page, at, end))
		return 0;
	struct str text = page->lines[at].text;
	enum line_end how = line_end(text);
	bool marked = how == END_COLON || how == END_STOP; /* no title of all */
	heading_add(page, marked ? HEADING_SECTION : HEADING_SHORT, 0, at,
	            "R4.12 short line over text", text);
	return 1;
}

bool
heading_is_short(const struct page *page, size_t at, size_t end)
{
	return question_match(page, at, end) || match_short(page, at, end);
}
