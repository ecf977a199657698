#include "publish/read/question.h"

#include "publish/read/heading.h"
#include "publish/read/join.h"
#include "publish/read/shape.h"

enum {
	QUESTION_WIDTH = 100,
	QUESTIONS_MIN = 2,
	MANY_QUESTIONS = 4,
	MARKED_LINES = 4 /* of a question that "Q." opens, at most */
};

/* "A. Yes." */
static bool
is_answer(struct str text)
{
	static const char *const marks[] = {"A:", "A.", "A)", "Answer", "О:", "Ответ", "პასუხი"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_starts(text, str_of(marks[i])))
			return true;
	return false;
}

bool
question_is(const struct line *line)
{
	enum line_start start = line_start(line->text);
	return line->width <= QUESTION_WIDTH && line_asks(line->text) &&
	       (start == START_UPPER || start == START_CASELESS || start == START_DIGIT) &&
	       !shape_is_bullet(line);
}

/* "LUND: Since 2008." */
static bool
is_spoken(struct str text)
{
	return shape_is_record(text) && !survey_is_asked(text) && !is_answer(text);
}

/* The lines of a question that stands alone, or over its answer. */
static size_t
question_lines(const struct page *page, size_t at, size_t end)
{
	const struct line *line = &page->lines[at];
	if (question_is(line)) {
		bool ends = at + 1 == end || page->block_long ||
		            !join_is_forced(page, at, page->block_width) ||
		            (page->survey.narrow && page_starts_block(page, at) &&
		             line_start(line[1].text) == START_UPPER);
		return ends ? 1 : 0;
	}
	bool two = end - at == 2 && line->width + line[1].width < QUESTION_WIDTH + 10 &&
	           line_end(line->text) == END_WORD && line_end(line[1].text) == END_QUESTION &&
	           join_goes_on(page, at, page->block_width) && !shape_is_bullet(line) &&
	           line_start(line->text) != START_LOWER && !shape_has_sentences(line->text);
	return two ? 2 : 0;
}

/* Lines of a question that "Q." opens: it may fill a few of them. */
static size_t
marked_lines(const struct page *page, size_t at, size_t end)
{
	if (page->survey.asked < QUESTIONS_MIN || !survey_is_asked(page->lines[at].text))
		return 0;
	for (size_t to = at; to < end && to < at + MARKED_LINES; to++)
		if (line_end(page->lines[to].text) == END_QUESTION &&
		    (to + 1 == end || page->block_long || is_answer(page->lines[to + 1].text) ||
		     !join_is_forced(page, to, page->block_width)))
			return to + 1 - at;
	return 0;
}

/* Lines of the question that is the heading of its answer; 0: there is none. */
size_t
question_match(const struct page *page, size_t at, size_t end)
{
	struct str text = page->lines[at].text;
	if (page->survey.questions + page->survey.asked < QUESTIONS_MIN ||
	    (!page_starts_block(page, at) && !page->block_long && page->survey.has_blanks))
		return 0;
	size_t marked = marked_lines(page, at, end);
	if (marked && page_next(page, at + marked) < page->count)
		return marked;
	size_t taken = question_lines(page, at, end);
	/* "They keep my papers. What can I do?" among many questions. */
	bool told = page->survey.questions >= MANY_QUESTIONS && taken == 1;
	if (!taken || (shape_has_sentences(text) && !told))
		return 0;
	size_t next = page_next(page, at + taken);
	if (next < page->count && is_spoken(text) && is_spoken(page->lines[next].text))
		return 0;
	bool answered = next < page->count && !question_is(&page->lines[next]) &&
	                !(page->lines[next].flags & LINE_LABEL);
	return answered ? taken : 0;
}

size_t
heading_take_question(struct page *page, size_t at, size_t end)
{
	size_t taken = question_match(page, at, end);
	if (!taken)
		return 0;
	heading_add(page, HEADING_QUESTION, 0, at, "R4.12 question",
	            join_lines(page, at, at + taken, 0));
	return taken;
}

/* "* Questions about the house:" stands over questions and is no list. */
size_t
heading_take_subject(struct page *page, size_t at, size_t end)
{
	size_t offset, next = page_next(page, end);
	struct str text = page->lines[at].text;
	enum line_end how = line_end(text);
	if (end != at + 1 || !page_is_alone(page, at) || page->survey.asked < QUESTIONS_MIN ||
	    line_bullet(text, &offset) == BULLET_NONE || next >= page->count ||
	    !survey_is_asked(page->lines[next].text) || (how != END_COLON && how != END_WORD))
		return 0;
	heading_add(page, HEADING_SECTION, 0, at, "R4.12 subject of questions",
	            str_from(text, offset));
	return 1;
}
