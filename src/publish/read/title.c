#include "publish/read/heading.h"

#include "publish/read/date.h"
#include "publish/read/furniture.h"
#include "publish/read/join.h"
#include "publish/read/ordinal.h"
#include "publish/read/question.h"
#include "publish/read/shape.h"
#include "publish/read/year.h"

enum {
	TINY = 3,    /* columns: "See" goes on in what is set in below it */
	CENTRED = 8, /* columns beyond the running text */
	MIDDLE = 12, /* twice the columns that the middle of a line may be off that of the page */
	SHORT_WIDTH = 80,   /* of a heading at most */
	SECTION_WIDTH = 60, /* of one between wrapped paragraphs */
	HEADLINE_WORDS = 4, /* at least, of a headline that little tells apart */
	QUESTIONS_MIN = 3,
	ENDS_APART = 8,    /* columns */
	CENTRED_LINES = 3, /* of a title at most */
	CENTRED_SLACK = 4  /* twice the columns that their middles may be apart */
};

static bool
is_centred(const struct page *page, size_t at)
{
	return page->lines[at].indent >= page->survey.indent + CENTRED &&
	       line_edge(&page->lines[at]) <= SURVEY_LONG;
}

/* A centred title may go on in the next line, which then begins small or is centred and small. */
static size_t
title_end(const struct page *page, size_t at, size_t end)
{
	size_t to = at + 1;
	while (to < end && is_centred(page, to) && line_start(page->lines[to].text) == START_LOWER)
		to++;
	return to;
}

/* "Annual Meeting of the": the title goes on in the next line, which ends the block. */
static bool
is_cut_title(const struct page *page, size_t at, size_t end)
{
	const struct line *line = &page->lines[at], *next = line + 1;
	if (end - at != 2 || line_end(line->text) != END_WORD || line_end(next->text) != END_WORD ||
	    (next->width > line->width + CENTRED && !line_is_caps(line->text)) ||
	    shape_has_sentences(line->text) || shape_has_address(line->text) ||
	    line->flags & LINE_GAP || next->flags & LINE_GAP || date_ends(next->text))
		return false;
	enum line_start start = line_start(line->text);
	bool quoted = !page->has_text &&
	              (str_starts(next->text, STR("«")) || str_starts(next->text, STR("“")) ||
	               str_starts(next->text, STR("„")));
	bool flows = line_start(next->text) == START_LOWER &&
	             (join_goes_on(page, at, page->block_width) || line_is_caps(line->text));
	return (start == START_UPPER || start == START_DIGIT) && !shape_is_bullet(line) &&
	       !shape_is_record(line->text) && (flows || quoted || line_is_open(line->text));
}

static bool
is_likely_title(const struct page *page, size_t at)
{
	size_t next = page_next(page, at + 1);
	struct str text = page->lines[at].text;
	bool named = next < page->count &&
	             (shape_announces(text) ||
	              ((shape_is_post(text) || shape_is_subtitled(text)) &&
	               (line_is_caps(text) || survey_is_asked(page->lines[next].text) ||
	                !shape_is_record(page->lines[next].text))));
	return shape_may_lead(&page->lines[at]) || (named && page_is_alone(page, at)) ||
	       (page_is_alone(page, at) && shape_is_titled(page->lines[at].text));
}

/* "Going abroad?" over "Read this first!": both lines call, and no more are in the block. */
static bool
is_called_out(const struct page *page, size_t at, size_t end)
{
	return end - at == 2 && page_starts_block(page, at) &&
	       line_end(page->lines[at].text) == END_QUESTION &&
	       str_ends(page->lines[at + 1].text, STR("!")) &&
	       page->lines[at + 1].width <= SECTION_WIDTH;
}

/* The lines below the title in its block say when it was written or by whom, and no more. */
static bool
has_datelines(const struct page *page, size_t at, size_t end)
{
	for (size_t i = at + 1; i < end; i++)
		if ((!date_ends(page->lines[i].text) && !shape_is_author(page->lines[i].text)) ||
		    page->lines[i].width > SECTION_WIDTH)
			return false;
	return end - at > 1 && page_starts_block(page, at);
}

/* "Annual Report 2022      Harbour Trust": the two ends of a line, far apart, or what stands over
 * the next page again. */
static bool
is_page_head(const struct page *page, size_t at)
{
	struct line left = page->lines[at];
	if (!(left.flags & LINE_GAP) || !page_is_alone(page, at))
		return false;
	size_t gap = str_find_str(left.text, STR("  "));
	struct str blanks = str_from(left.text, gap), right = str_trim(blanks);
	bool far = blanks.n >= right.n + ENDS_APART && right.n && !line_has_digit(right) &&
	           str_find_str(right, STR("  ")) == STR_NOWHERE;
	if (!far && !(left.flags & LINE_HEAD))
		return false;
	left.text = str_upto(left.text, gap);
	left.flags = 0;
	return shape_may_lead(&left);
}

/* The name of a house over "Annual report 2022", and neither is of an address. */
static bool
is_over_subtitle(const struct page *page, size_t at, size_t end)
{
	const struct line *line = &page->lines[at], *next = line + 1;
	return end - at == 2 && page_starts_block(page, at) && page->survey.underlined <= 1 &&
	       line->width <= SECTION_WIDTH && next->width <= SECTION_WIDTH &&
	       shape_may_lead(line) && !line_has_digit(line->text) && year_ends(next->text) &&
	       !date_ends(next->text);
}

/* The first of many, over its answer; over a line or two it is the title of a leaflet. */
static bool
is_first_question(const struct page *page, size_t at, size_t end)
{
	if (page->survey.questions < QUESTIONS_MIN || is_called_out(page, at, end) ||
	    !question_match(page, at, end))
		return false;
	size_t next = page_next(page, at + 1);
	return page->lines[next].width > SECTION_WIDTH || !page_is_alone(page, next);
}

size_t
heading_take_title(struct page *page, size_t at, size_t end)
{
	if (page->has_text || page->survey.titled || page_next(page, end) >= page->count ||
	    page->lines[at].width > SURVEY_LONG)
		return 0;
	if (is_first_question(page, at, end))
		return 0;
	if (is_page_head(page, at)) {
		heading_add_cut(page, HEADING_TITLE, 0, at, "R4.12 head of the pages");
		return 1;
	}
	bool centred = is_centred(page, at), cut = is_cut_title(page, at, end);
	bool apart = page_is_alone(page, at) || centred || has_datelines(page, at, end) ||
	             is_called_out(page, at, end) || is_over_subtitle(page, at, end);
	if (!cut && (!is_likely_title(page, at) || !apart))
		return 0;
	size_t to = cut ? end : centred ? title_end(page, at, end) : at + 1;
	heading_add(page, HEADING_TITLE, 0, at, "R4.12 first line", join_lines(page, at, to, 0));
	return to - at;
}

/* The first line of a block, over lines that are set in from it. */
static bool
stands_over_indented(const struct page *page, size_t at, size_t end)
{
	if (!page_starts_block(page, at) || at + 1 >= end)
		return false;
	const struct line *line = &page->lines[at], *next = line + 1;
	return line->width > TINY && next->indent >= line->indent + 2 &&
	       line->indent <= page->survey.indent && !shape_is_bullet(next) &&
	       !shape_is_ordinal(next) && !shape_is_ordinal(line) &&
	       !join_is_forced(page, at, page->block_width);
}

/* One line between blank ones, set out from the running text. */
static bool
is_set_out(const struct page *page, size_t at)
{
	if (page->lines[at].indent >= page->survey.indent || !page_is_alone(page, at))
		return false;
	size_t next = page_next(page, at + 1);
	return next < page->count && page->lines[next].indent > page->lines[at].indent;
}

/* One line alone stands between the title and this one: "For immediate release". */
static bool
is_third(const struct page *page, size_t at)
{
	const struct node *first = page->doc->root->first;
	return first && first->type == NODE_HEADING && first->next == page->doc->root->last &&
	       first->next->type == NODE_PARAGRAPH &&
	       line_words(page->lines[at].text, HEADLINE_WORDS) == HEADLINE_WORDS;
}

/* What stands before does not flow into the line: it ended, or there is none. */
static bool
follows_text(const struct page *page, size_t from)
{
	size_t at = from;
	while (at > 0 && line_is_blank(&page->lines[at - 1]))
		at--;
	if (at == 0)
		return true;
	const struct line *before = &page->lines[at - 1];
	if (is_centred(page, at - 1))
		return true;
	if (date_is_whole(before->text) || date_ends(before->text))
		return true;
	enum line_end end = line_end(before->text);
	return end == END_STOP || end == END_QUESTION || !page_is_alone(page, at - 1) ||
	       is_third(page, from) ||
	       (page->doc->root->last && page->doc->root->last->type == NODE_HEADING);
}

/* One line between wrapped paragraphs. */
static bool
is_between_paragraphs(const struct page *page, size_t at)
{
	const struct line *line = &page->lines[at];
	size_t next = page_next(page, at + 1);
	if (!page_is_alone(page, at) || line->width > SECTION_WIDTH ||
	    line->indent > page->survey.indent || next >= page->count || !follows_text(page, at))
		return false;
	return heading_has_body(page, next);
}

/* Text follows, and not one more centred line: an author, a place. */
static bool
heads_text(const struct page *page, size_t at)
{
	struct str text = page->lines[at].text;
	size_t next = page_next(page, page_block_end(page, at));
	return !line_has_digit(text) && next < page->count && !is_centred(page, next) &&
	       str_find_str(text, STR(" - ")) == STR_NOWHERE;
}

/* Twice the column in the middle of the line. */
static uint32_t
middle_of(const struct line *line)
{
	return 2 * line->indent + line->width;
}

/* One line in the middle of the page, whatever stands around it. */
static bool
is_in_the_middle(const struct page *page, size_t at)
{
	const struct line *line = &page->lines[at];
	uint32_t twice = middle_of(line);
	uint32_t middle = page->survey.indent + page->survey.width;
	uint32_t off = twice > middle ? twice - middle : middle - twice;
	return is_centred(page, at) && page_is_alone(page, at) && off <= MIDDLE &&
	       line->width <= SECTION_WIDTH && heads_text(page, at);
}

/* The lines of a block centred between a heading and text: "CHAPTER ONE" and below it its title. */
static bool
is_centred_title(const struct page *page, size_t at, size_t end)
{
	const struct node *last = page->doc->root->last;
	if (!page_starts_block(page, at) || end - at < 2 || end - at > CENTRED_LINES || !last ||
	    last->type != NODE_HEADING || last->level == HEADING_TITLE ||
	    line_start(page->lines[at].text) == START_LOWER)
		return false;
	uint32_t middle = middle_of(&page->lines[at]);
	for (size_t i = at; i < end; i++) {
		const struct line *line = &page->lines[i];
		uint32_t here = middle_of(line);
		uint32_t off = here > middle ? here - middle : middle - here;
		if (!is_centred(page, i) || off > CENTRED_SLACK || line->width > SECTION_WIDTH ||
		    line_end(line->text) != END_WORD || line->flags & LINE_GAP ||
		    shape_is_record(line->text) || !heads_text(page, i))
			return false;
	}
	return true;
}

static bool
has_heading(const struct doc *doc)
{
	for (const struct node *node = doc->root->first; node; node = node->next)
		if (node->type == NODE_HEADING || node->type == NODE_PARAGRAPH)
			return true;
	return false;
}

/* "For the People at the Door." over a list. */
static bool
is_titled_over_list(const struct page *page, size_t at)
{
	size_t next = page_next(page, at + 1);
	return page_is_alone(page, at) && next < page->count &&
	       shape_is_bullet(&page->lines[next]) && !shape_is_bullet(&page->lines[at]) &&
	       shape_is_titled(page->lines[at].text);
}

/* "Commands that help@example.org knows" over a list of them. */
static bool
is_addressed_over_list(const struct page *page, size_t at)
{
	const struct line *line = &page->lines[at];
	size_t next = page_next(page, at + 1);
	return page_is_alone(page, at) && next < page->count &&
	       shape_is_bullet(&page->lines[next]) && !shape_is_bullet(line) &&
	       page->lines[next].indent > line->indent && shape_is_addressed(line);
}

/* "Saturday, 7 June" over a programme that begins behind a blank line. With its year and directly
 * below the title it says when all of it takes place. */
static bool
is_day(const struct page *page, size_t at)
{
	size_t next = page_next(page, at + 1);
	struct str text = page->lines[at].text;
	const struct node *last = page->doc->root->last;
	bool below_title = last && last->type == NODE_HEADING;
	return page_is_alone(page, at) && next < page->count &&
	       shape_is_timed(page->lines[next].text) && date_is_day(text) &&
	       !(below_title && date_is_whole(text));
}

/* "Vacancy: driver" alone below the name of the house. */
static bool
is_post(const struct page *page, size_t at)
{
	const struct node *first = page->doc->root->first;
	return page_is_alone(page, at) && first && first->type == NODE_HEADING && !first->next &&
	       shape_is_post(page->lines[at].text) && page_next(page, at + 1) < page->count;
}

size_t
heading_take_section(struct page *page, size_t at, size_t end)
{
	if (is_centred_title(page, at, end)) {
		heading_add(page, HEADING_SECTION, 0, at, "R4.12 centred lines",
		            join_lines(page, at, end, 0));
		return end - at;
	}
	if (is_day(page, at) || is_post(page, at)) {
		heading_add(page, HEADING_SECTION, 0, at, "R4.12 line over its text",
		            page->lines[at].text);
		return 1;
	}
	if (page->block_long || page->lines[at].width > SHORT_WIDTH)
		return 0;
	bool out = is_set_out(page, at);
	/* Where headings are underlined, a line that is not is none unless it stands out. */
	if (page->survey.underlined > 1 && !out)
		return 0;
	bool middle = is_in_the_middle(page, at);
	if (!stands_over_indented(page, at, end) && !out && !is_between_paragraphs(page, at) &&
	    !middle)
		return 0;
	if (!shape_may_lead(&page->lines[at]) && !is_titled_over_list(page, at) &&
	    !is_addressed_over_list(page, at))
		return 0;
	size_t next = page_next(page, at + 1);
	bool noticed = next < page->count && furniture_of(&page->lines[next]) == FURNITURE_FOOTER;
	if (date_ends(page->lines[at].text) || noticed)
		return 0;
	enum heading_style style =
	    middle && !has_heading(page->doc) ? HEADING_TITLE : HEADING_SECTION;
	heading_add(page, style, 0, at, "R4.12 line over its text", page->lines[at].text);
	return 1;
}
