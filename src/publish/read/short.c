#include "publish/read/heading.h"

#include "publish/read/join.h"
#include "publish/read/ordinal.h"
#include "publish/read/shape.h"

enum {
	SHORT_WIDTH = 80, /* R4.12 in a long-line text */
	RUN_WIDTH = 60,   /* of a line in an address or a menu */
	QUESTION_WIDTH = 100,
	QUESTIONS_MIN = 2,
	BYLINES = 3,       /* between a headline and its text, at most */
	HEADLINE_WORDS = 4 /* so many words are a headline, even below a run of short lines */
};

static bool
is_bullet(const struct line *line)
{
	size_t offset;
	return line_bullet(line->text, &offset) != BULLET_NONE;
}

static bool
is_ordinal(const struct line *line)
{
	struct ordinal ordinal;
	return ordinal_parse(line->text, &ordinal);
}

static bool
could_be_heading(const struct page *page, size_t at)
{
	const struct line *line = &page->lines[at];
	return !(line->flags & LINE_LABEL) && !is_bullet(line) && shape_is_heading(line);
}

static bool
is_wide(const struct line *line)
{
	return line_edge(line) >= SURVEY_LONG;
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
		    line->flags & (LINE_LABEL | LINE_GLUED) || is_bullet(line) || end == END_STOP ||
		    end == END_QUESTION)
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
	return is_wide(line) || is_bullet(line) || is_ordinal(line) || line->flags & LINE_GAP ||
	       end == END_STOP || end == END_COLON || shape_has_address(line->text) ||
	       (at + 1 < page->count && !line_is_blank(line + 1));
}

/* "12 May 2021", "By Ana K.": such a line may stand between a headline and its text. */
static bool
is_byline(const struct line *line)
{
	return line->width <= RUN_WIDTH && !shape_is_heading(line) && !is_bullet(line) &&
	       !is_ordinal(line) && line_end(line->text) == END_WORD;
}

static bool
is_question(const struct line *line)
{
	enum line_start start = line_start(line->text);
	return line->width <= QUESTION_WIDTH && line_end(line->text) == END_QUESTION &&
	       (start == START_UPPER || start == START_CASELESS || start == START_DIGIT) &&
	       !is_bullet(line);
}

/* The lines of a question that stands alone, or over its answer. */
static size_t
question_lines(const struct page *page, size_t at, size_t end)
{
	const struct line *line = &page->lines[at];
	if (is_question(line)) {
		bool ends = at + 1 == end || page->block_long ||
		            !join_is_forced(page, at, page->block_width);
		return ends ? 1 : 0;
	}
	bool two = end - at == 2 && line->width + line[1].width < QUESTION_WIDTH + 10 &&
	           line_end(line->text) == END_WORD && line_end(line[1].text) == END_QUESTION &&
	           join_goes_on(page, at, page->block_width) && !is_bullet(line) &&
	           line_start(line->text) != START_LOWER && !shape_has_sentences(line->text);
	return two ? 2 : 0;
}

/* "Q. May I stay?": where such questions fill whole paragraphs, none of them is a heading. */
static bool
is_among_long_questions(const struct page *page, struct str text)
{
	return survey_is_asked(text) && 4 * page->survey.asked_long > page->survey.asked;
}

/* Lines of the question that is the heading of its answer; 0: there is none. */
static size_t
match_question(const struct page *page, size_t at, size_t end)
{
	struct str text = page->lines[at].text;
	if (page->survey.questions < QUESTIONS_MIN ||
	    (!page_starts_block(page, at) && !page->block_long && page->survey.has_blanks))
		return 0;
	size_t taken = question_lines(page, at, end);
	if (!taken || shape_has_sentences(text) || is_among_long_questions(page, text))
		return 0;
	size_t next = page_next(page, at + taken);
	bool answered = next < page->count && !is_question(&page->lines[next]) &&
	                !(page->lines[next].flags & LINE_LABEL);
	return answered ? taken : 0;
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
	return !page->has_text && at + 1 < end && match_question(page, at + 1, end) > 0;
}

static bool
match_short(const struct page *page, size_t at, size_t end)
{
	const struct line *line = &page->lines[at];
	if (!page->block_long || line->width > SHORT_WIDTH ||
	    page_next(page, at + 1) >= page->count)
		return false;
	bool label = line->flags & LINE_LABEL && at + 1 < end && is_wide(line + 1);
	if (!label && !could_be_heading(page, at))
		return false;
	bool headline = line_words(line->text, HEADLINE_WORDS) == HEADLINE_WORDS;
	if (count_short_before(page, at) && !headline)
		return false;
	return stands_over_long(page, at, end) || (at + 1 < end && is_bullet(line + 1)) ||
	       is_first_of_all(page, at, end) ||
	       (page_is_alone(page, at) && heading_has_body(page, page_next(page, at + 1)));
}

size_t
heading_take_short(struct page *page, size_t at, size_t end)
{
	if (!match_short(page, at, end))
		return 0;
	heading_add(page, HEADING_SHORT, 0, at, "R4.12 short line over text", page->lines[at].text);
	return 1;
}

size_t
heading_take_question(struct page *page, size_t at, size_t end)
{
	size_t taken = match_question(page, at, end);
	if (!taken)
		return 0;
	heading_add(page, HEADING_QUESTION, 0, at, "R4.12 question",
	            join_lines(page, at, at + taken, 0));
	return taken;
}

bool
heading_is_short(const struct page *page, size_t at, size_t end)
{
	return match_question(page, at, end) || match_short(page, at, end);
}
