#include "publish/read/heading.h"

#include "base/utf8.h"
#include "publish/read/join.h"
#include "publish/read/roman.h"
#include "publish/read/shape.h"
#include "publish/read/statute.h"

#include <string.h>

enum {
	TITLE_WIDTH = 100, /* columns of an underlined title at most, … */
	LONG_TITLE = 1000, /* … unless its rule is as long */
	CAPS_WIDTH = 60,
	ACROSS_WIDTH = 40,
	CAPS_LETTERS = 4,
	SLACK = 3,          /* columns that an underline may be too long or too short, … */
	SLACK_PERCENT = 20, /* … or that much of the title's width */
	HASHES = 6
};

void
heading_add(struct page *page, enum heading_style style, unsigned rank, size_t at, const char *rule,
            struct str text)
{
	struct node *node = block_add(page, NODE_HEADING, at, rule, text);
	node->level = (int)style + (int)rank;
	page->heading = node;
}

struct node *
heading_add_cut(struct page *page, enum heading_style style, unsigned rank, size_t at,
                const char *rule)
{
	struct str text = page->lines[at].text;
	size_t gap = str_find_str(text, STR("  "));
	heading_add(page, style, rank, at, rule, str_upto(text, gap));
	struct node *lines = block_add(page, NODE_LINES, at, rule, STR_NONE);
	block_add_part(page, lines, NODE_LINE, at, rule, str_trim(str_from(text, gap)));
	return lines;
}

static unsigned
rank_of(uint32_t mark)
{
	static const uint32_t marks[] = {'=', '-', '~',    '*',    '^',   '#',
	                                 '+', '_', 0x2501, 0x2500, 0x2550};
	unsigned rank = 0;
	while (rank < sizeof marks / sizeof *marks && marks[rank] != mark)
		rank++;
	return rank;
}

/* A mark that people underline with; dots and colons lead the eye instead. */
static bool
is_underline(const struct line *line, uint32_t *mark)
{
	return line_is_rule(line->text, mark) && !strchr(".:", (int)(*mark & 0x7F)) &&
	       !str_has(line->text, ' ');
}

static bool
fits(const struct line *title, const struct line *rule, uint32_t mark)
{
	uint32_t wide = title->width, under = rule->width;
	uint32_t apart = wide > under ? wide - under : under - wide;
	uint32_t slack = wide * SLACK_PERCENT / 100;
	enum line_end end = line_end(title->text);
	/* A sentence over a rule is a sentence over a rule, unless the rule was made to measure. */
	if (end == END_COMMA || (end == END_STOP && str_ends(title->text, STR(".")) && apart > 1))
		return false;
	return mark == '=' || apart <= (slack > SLACK ? slack : SLACK);
}

/* A rule across the page below several lines parts them from what follows. */
static bool
is_across(const struct page *page, size_t at)
{
	return !page_starts_block(page, at) && page->lines[at + 1].width >= ACROSS_WIDTH &&
	       page->lines[at + 1].width > 2 * page->lines[at].width;
}

static bool
is_underlined(const struct page *page, size_t at, size_t end, uint32_t *mark)
{
	if (at + 1 >= end)
		return false;
	const struct line *title = &page->lines[at], *rule = title + 1;
	size_t offset;
	uint32_t other;
	bool exact = title->width == rule->width && title->width <= LONG_TITLE;
	return is_underline(rule, mark) && !is_across(page, at) &&
	       (exact || title->width <= TITLE_WIDTH) &&
	       line_bullet(title->text, &offset) == BULLET_NONE &&
	       !line_is_rule(title->text, &other) && fits(title, rule, *mark);
}

/* The first line of a title that takes two: what stands below it goes on with it. */
static bool
goes_on_over_rule(const struct page *page, size_t at, size_t end)
{
	uint32_t mark;
	if (!page_starts_block(page, at) || at + 2 >= end ||
	    !is_underline(&page->lines[at + 2], &mark))
		return false;
	const struct line *line = &page->lines[at], *next = line + 1;
	uint32_t wide = line->width > next->width ? line->width : next->width;
	uint32_t under = next[1].width;
	bool fitting = under + SLACK >= wide && under <= wide + SLACK;
	return fitting && line_end(next->text) == END_WORD && line->width <= CAPS_WIDTH &&
	       next->width <= CAPS_WIDTH && line_end(line->text) == END_WORD &&
	       shape_may_lead(line) && !shape_is_ordinal(next) && !(next->flags & LINE_GAP) &&
	       (line_start(next->text) == START_LOWER || line_is_open(line->text) ||
	        (!page->has_text && mark == '='));
}

size_t
heading_take_underlined(struct page *page, size_t at, size_t end)
{
	uint32_t mark;
	bool two = goes_on_over_rule(page, at, end);
	if (!two && !is_underlined(page, at, end, &mark))
		return 0;
	size_t rule = two ? at + 2 : at + 1;
	is_underline(&page->lines[rule], &mark);
	heading_add(page, HEADING_UNDERLINED, rank_of(mark), at, "R4.3 underline",
	            join_lines(page, at, rule, 0));
	return rule + 1 - at;
}

/* "* Title *" between two rules of stars. */
static struct str
unboxed(struct str text, uint32_t mark)
{
	if (text.n > 2 && mark < 0x80 && (unsigned char)text.p[0] == mark &&
	    (unsigned char)text.p[text.n - 1] == mark)
		text = str_trim((struct str){text.p + 1, text.n - 2});
	if (text.n > 2 && text.p[0] == '|' && text.p[text.n - 1] == '|')
		text = str_trim((struct str){text.p + 1, text.n - 2});
	return text;
}

/* Where the rule below the title stands, one or two lines further on; at: there is none. */
static size_t
lower_rule(const struct page *page, size_t at, size_t end)
{
	uint32_t above, below;
	if (at + 2 >= end || !is_underline(&page->lines[at], &above) ||
	    is_underline(&page->lines[at + 1], &below))
		return at;
	for (size_t rule = at + 2; rule < end && rule <= at + 3; rule++)
		if (is_underline(&page->lines[rule], &below))
			return below == above ? rule : at;
	return at;
}

/* "THE LIGHTHOUSE     No. 17" over more lines: the title ends at the gap. */
static size_t
take_masthead(struct page *page, size_t at, size_t rule, uint32_t mark)
{
	struct node *lines =
	    heading_add_cut(page, HEADING_BOXED, rank_of(mark), at, "R4.2 between rules");
	for (size_t i = at + 1; i < rule; i++)
		block_add_part(page, lines, NODE_LINE, i, "R4.2 between rules",
		               page->lines[i].text);
	return rule + 2 - at;
}

size_t
heading_take_boxed(struct page *page, size_t at, size_t end)
{
	uint32_t mark;
	size_t rule = lower_rule(page, at, end);
	if (rule == at || !is_underline(&page->lines[at], &mark))
		return 0;
	for (size_t i = at + 1; i < rule; i++) {
		struct str inner = unboxed(page->lines[i].text, mark);
		if (!inner.n || page->lines[i].width > TITLE_WIDTH || line_end(inner) == END_COMMA)
			return 0;
	}
	for (size_t i = at + 1; i < rule; i++)
		page->lines[i].text = unboxed(page->lines[i].text, mark);
	if (page->lines[at + 1].flags & LINE_GAP)
		return take_masthead(page, at + 1, rule, mark);
	heading_add(page, HEADING_BOXED, rank_of(mark), at + 1, "R4.2 between rules",
	            join_lines(page, at + 1, rule, 0));
	return rule + 1 - at;
}

/* "=== Title ===": the same marks at both ends. */
static struct str
unmarked(struct str text, uint32_t *mark)
{
	size_t n = 0;
	*mark = text.n ? (unsigned char)text.p[0] : 0;
	if (!*mark || !strchr("=-*~#_+>", (int)*mark))
		return STR_NONE;
	while (n < text.n && (unsigned char)text.p[n] == *mark)
		n++;
	if (n < 2 || 2 * n + 2 >= text.n || text.p[n] != ' ' || text.p[text.n - n - 1] != ' ')
		return STR_NONE;
	uint32_t last = *mark == '>' ? '<' : *mark; /* ">> Title <<" */
	for (size_t i = text.n - n; i < text.n; i++)
		if ((unsigned char)text.p[i] != last)
			return STR_NONE;
	return str_trim((struct str){text.p + n, text.n - 2 * n});
}

/* "-- end --" below the last text: nothing follows that it could head. */
static bool
is_end_mark(const struct page *page, size_t at)
{
	return page->has_text && page_next(page, at + 1) >= page->count;
}

/* "## Title", as in Markdown; "#1 priority" is text. */
static unsigned
count_hashes(struct str text)
{
	unsigned n = 0;
	while (n < text.n && text.p[n] == '#')
		n++;
	bool heads = n > 0 && n <= HASHES && n + 1 < text.n && text.p[n] == ' ';
	return heads && line_start(str_from(text, n)) != START_LOWER ? n : 0;
}

size_t
heading_take_marked(struct page *page, size_t at, size_t end)
{
	struct str text = page->lines[at].text;
	uint32_t mark;
	if (page->lines[at].width > TITLE_WIDTH || line_is_blank(&page->lines[at]))
		return 0;
	struct str inner = unmarked(text, &mark);
	if (inner.n && !is_end_mark(page, at)) {
		heading_add(page, HEADING_BOXED, rank_of(mark), at, "R4.2 between marks", inner);
		return 1;
	}
	unsigned hashes =
	    page_starts_block(page, at) && page->lines[at].indent == 0 ? count_hashes(text) : 0;
	if (!hashes || (at + 1 < end && count_hashes(page->lines[at + 1].text) == hashes))
		return 0;
	heading_add(page, HEADING_HASHED, hashes, at, "R4.2 number signs",
	            str_trim(str_from(text, hashes)));
	return 1;
}

size_t
heading_take_glued(struct page *page, size_t at, size_t end)
{
	(void)end;
	if (!(page->lines[at].flags & LINE_GLUED))
		return 0;
	heading_add(page, HEADING_GLUED, 0, at, "R3c glued heading", page->lines[at].text);
	return 1;
}

static bool
is_article(const struct page *page, size_t at)
{
	struct str word = page->survey.article;
	return word.n && line_folded_equal(survey_article(page->lines[at].text), word);
}

/* "Boats" below "Article 1", and the text of the article behind a blank line. */
static bool
has_subject(const struct page *page, size_t at, size_t end)
{
	size_t next = page_next(page, end);
	return end - at == 2 && page_starts_block(page, at) && next < page->count &&
	       !is_article(page, next) && page->lines[at + 1].width <= CAPS_WIDTH &&
	       shape_may_lead(&page->lines[at + 1]);
}

size_t
heading_take_article(struct page *page, size_t at, size_t end)
{
	if (!is_article(page, at))
		return 0;
	size_t to = has_subject(page, at, end) ? end : at + 1;
	heading_add(page, HEADING_ARTICLE, 0, at, "R4.10 numbered word",
	            join_lines(page, at, to, 0));
	return to - at;
}

static bool
is_end_word(struct str text)
{
	return str_eq(text, STR("END")) || str_eq(text, STR("ENDS")) || str_eq(text, STR("FIN"));
}

static bool
is_caps_heading(const struct line *line)
{
	struct str text = line->text;
	return line->width <= CAPS_WIDTH && line_end(text) == END_WORD && line_is_caps(text) &&
	       !str_has(text, ',') && !shape_has_address(text) && !shape_is_record(text) &&
	       !shape_is_trail(text) && !(line->flags & LINE_GAP) && !is_end_word(text) &&
	       !shape_is_stamp(text) && (line_words(text, 2) == 2 || line->width >= CAPS_LETTERS) &&
	       (line_start(text) == START_UPPER || line_start(text) == START_DIGIT);
}

/* A line of capitals over a text that is not, in the same block. */
static bool
stands_over_text(const struct page *page, size_t at, size_t end)
{
	return at + 1 < end && page_starts_block(page, at) &&
	       !line_is_caps(page->lines[at + 1].text) &&
	       !join_is_forced(page, at, page->block_width) &&
	       (page->lines[at + 1].width >= SURVEY_FILLED ||
	        shape_is_bullet(&page->lines[at + 1]) || shape_is_ordinal(&page->lines[at + 1]) ||
	        roman_parse(page->lines[at + 1].text) > 0 ||
	        (!page->has_text && line_start(page->lines[at + 1].text) != START_LOWER) ||
	        page->lines[at + 1].indent > page->lines[at].indent);
}

/* Two lines of capitals that make one banner. */
static bool
is_caps_pair(const struct page *page, size_t at, size_t end)
{
	return end - at == 2 && page_starts_block(page, at) && is_caps_heading(&page->lines[at]) &&
	       is_caps_heading(&page->lines[at + 1]) && page_next(page, end) < page->count &&
	       (page->lines[at].indent > page->survey.indent || !page->has_text);
}

size_t
heading_take_caps(struct page *page, size_t at, size_t end)
{
	size_t offset;
	if (is_caps_pair(page, at, end)) {
		heading_add(page, HEADING_BANNER, 0, at, "R4.11 capitals",
		            join_lines(page, at, end, 0));
		return 2;
	}
	if (!is_caps_heading(&page->lines[at]) || page_next(page, at + 1) >= page->count ||
	    line_bullet(page->lines[at].text, &offset) != BULLET_NONE)
		return 0;
	if (!page_is_alone(page, at) && !stands_over_text(page, at, end) &&
	    !(page->block_long && at + 1 < end && page->lines[at + 1].width > SURVEY_LONG))
		return 0;
	heading_add(page, HEADING_BANNER, 0, at, "R4.11 capitals", page->lines[at].text);
	return 1;
}

bool
heading_interrupts(const struct page *page, size_t at, size_t end)
{
	uint32_t mark;
	if (page->lines[at].flags & LINE_GLUED || is_article(page, at))
		return true;
	if (statute_match(page, at, end) || heading_is_short(page, at, end) ||
	    heading_is_numbered(page, at, end) || heading_is_year(page, at) ||
	    heading_is_roman(page, at))
		return true;
	return is_underlined(page, at, end, &mark) &&
	       !join_is_forced(page, at - 1, page->block_width);
}
