#include "publish/read/heading.h"

#include "base/utf8.h"
#include "publish/read/date.h"
#include "publish/read/join.h"
#include "publish/read/ordinal.h"
#include "publish/read/shape.h"

#include <string.h>

enum {
	TITLE_WIDTH = 100, /* columns of an underlined title at most, … */
	LONG_TITLE = 1000, /* … unless its rule is as long */
	CAPS_WIDTH = 60,
	ACROSS_WIDTH = 40,
	SECTION_WIDTH = 72, /* of a title over its text */
	NUMBERED_LINES = 3,
	PART_WORD = 40, /* bytes before the number of a part at most */
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

size_t
heading_take_underlined(struct page *page, size_t at, size_t end)
{
	uint32_t mark;
	if (!is_underlined(page, at, end, &mark))
		return 0;
	heading_add(page, HEADING_UNDERLINED, rank_of(mark), at, "R4.3 underline",
	            page->lines[at].text);
	return 2;
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
	if (!*mark || !strchr("=-*~#_+", (int)*mark))
		return STR_NONE;
	while (n < text.n && (unsigned char)text.p[n] == *mark)
		n++;
	if (n < 2 || 2 * n + 2 >= text.n || text.p[n] != ' ' || text.p[text.n - n - 1] != ' ')
		return STR_NONE;
	for (size_t i = text.n - n; i < text.n; i++)
		if ((unsigned char)text.p[i] != *mark)
			return STR_NONE;
	return str_trim((struct str){text.p + n, text.n - 2 * n});
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
	if (inner.n) {
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

size_t
heading_take_article(struct page *page, size_t at, size_t end)
{
	(void)end;
	if (!is_article(page, at))
		return 0;
	heading_add(page, HEADING_ARTICLE, 0, at, "R4.10 numbered word", page->lines[at].text);
	return 1;
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
	       !(line->flags & LINE_GAP) && !is_end_word(text) &&
	       (line_words(text, 2) == 2 || line->width >= CAPS_LETTERS) &&
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

/* The words that number parts, and below them those that number articles. */
static const char *const part_words[] = {"Chapter", "Section", "Part",    "Appendix",   "Annex",
                                         "Глава",   "Раздел",  "Часть",   "Приложение", "თავი",
                                         "ნაწილი",  "Розділ",  "Kapitel", "Chapitre",   "Bölüm",
                                         "Fəsil",   "Գլուխ"};
static const char *const article_words[] = {"Article", "Статья", "მუხლი",  "Стаття",
                                            "Madde",   "Maddə",  "Հոդված", "المادة"};

static bool
starts_with_one(struct str text, const char *const *words, size_t count, size_t digit)
{
	for (size_t i = 0; i < count; i++) {
		size_t n = line_folded_prefix(str_of(words[i]), text);
		if (n != STR_NOWHERE && n < digit && digit <= n + 2)
			return true;
	}
	return false;
}

/* "Chapter 3. Title": the bytes before the number, 0 when the word is none that numbers parts. */
static size_t
part_word(struct str text, bool *article)
{
	size_t digit = 0;
	while (digit < text.n && digit <= PART_WORD && (text.p[digit] < '0' || text.p[digit] > '9'))
		digit++;
	if (digit == 0 || digit >= text.n || digit > PART_WORD)
		return 0;
	*article = starts_with_one(text, article_words,
	                           sizeof article_words / sizeof *article_words, digit);
	bool part =
	    starts_with_one(text, part_words, sizeof part_words / sizeof *part_words, digit);
	return part || *article ? digit : 0;
}

/* "1  INTRODUCTION": no stop behind the number, but capitals or a wide gap. */
static bool
parse_bare(struct str text, struct ordinal *ordinal)
{
	size_t n = 0;
	while (n < text.n && text.p[n] >= '0' && text.p[n] <= '9')
		n++;
	struct str rest = str_from(text, n);
	if (n == 0 || n > 2 || !str_starts(rest, STR(" ")) || date_is_whole(text))
		return false;
	struct str title = str_trim(rest);
	bool wide = str_starts(rest, STR("  ")) && line_start(title) == START_UPPER;
	if (!wide && (!line_is_caps(title) || title.n < CAPS_LETTERS))
		return false;
	*ordinal = (struct ordinal){.depth = 1, .text = text.n - title.n};
	return str_find_str(title, STR("  ")) == STR_NOWHERE;
}

/* The ordinal of a numbered heading, "2.1 Title" or "Chapter 3. Title". */
static bool
parse_numbered(struct str text, struct ordinal *ordinal, bool *article)
{
	*article = false;
	size_t word = part_word(text, article);
	if (!word && parse_bare(text, ordinal))
		return true;
	if (!ordinal_parse(str_from(text, word), ordinal) || ordinal->letter ||
	    ordinal->style == '(')
		return false;
	if (word)
		ordinal->depth = 0;
	ordinal->text += word;
	enum line_start start = line_start(str_from(text, ordinal->text));
	return ordinal->text < text.n && (start == START_UPPER || start == START_CASELESS);
}

/* Items of a list that blank lines part are no headings: the next one would be the next number. */
static bool
has_own_text(const struct page *page, size_t end, const struct ordinal *ordinal)
{
	struct ordinal next;
	size_t at = page_next(page, end);
	return at < page->count && (!ordinal_parse(page->lines[at].text, &next) ||
	                            next.depth > ordinal->depth || ordinal->depth > 1);
}

/* The next item of the list that stands just above, of which this is the last one. */
static bool
ends_numbers(const struct page *page, const struct ordinal *ordinal)
{
	const struct node *last = page->doc->root->last;
	struct ordinal before;
	return last && last->type == NODE_LINES && last->last &&
	       ordinal_parse(last->last->text, &before) && ordinal_follows(&before, ordinal);
}

/* The block is set out from the running text, so that even two sentences in it are a title. */
static bool
is_set_out(const struct page *page, size_t at, size_t end)
{
	size_t next = page_next(page, end);
	for (size_t i = at; i < end; i++)
		if (page->lines[i].indent >= page->survey.indent)
			return false;
	return next < page->count && page->lines[next].indent > page->lines[at].indent;
}

/* The last line of a block, below a sentence that has ended. */
static bool
closes_block(const struct page *page, size_t at, size_t end)
{
	return at + 1 == end && at > 0 && !join_is_forced(page, at - 1, page->block_width) &&
	       line_end(page->lines[at - 1].text) == END_STOP &&
	       page->lines[at].width <= SECTION_WIDTH && page->doc->root->last &&
	       page->doc->root->last->type == NODE_PARAGRAPH;
}

size_t
heading_take_numbered(struct page *page, size_t at, size_t end)
{
	struct ordinal ordinal;
	bool article;
	const struct line *line = &page->lines[at];
	if ((!page_starts_block(page, at) && !closes_block(page, at, end)) ||
	    end - at > NUMBERED_LINES || line->width > TITLE_WIDTH ||
	    !parse_numbered(line->text, &ordinal, &article))
		return 0;
	enum line_end how = line_end(page->lines[end - 1].text);
	bool set_out = is_set_out(page, at, end);
	if (how == END_COLON || how == END_COMMA || (how == END_STOP && !set_out))
		return 0;
	if (!set_out && (end - at > 1 || shape_has_sentences(str_from(line->text, ordinal.text))))
		return 0;
	if (!has_own_text(page, end, &ordinal) || ends_numbers(page, &ordinal))
		return 0;
	enum heading_style style = article ? HEADING_ARTICLE : HEADING_NUMBERED;
	heading_add(page, style, ordinal.depth, at, "R4.13 numbered title",
	            join_lines(page, at, end, 0));
	return end - at;
}

/* Text that a numbered title in the same block can stand over: a sentence, or numbers below it. */
static bool
is_text_of(const struct line *line, const struct ordinal *above)
{
	struct ordinal ordinal;
	if (ordinal_parse(line->text, &ordinal))
		return ordinal.depth > above->depth;
	return line_start(line->text) != START_LOWER &&
	       (line->width >= SURVEY_FILLED || line_end(line->text) == END_STOP ||
	        line_end(line->text) == END_COLON);
}

/* "3. Source Code" over the text of that section, in the same block. */
size_t
heading_take_run_in(struct page *page, size_t at, size_t end)
{
	struct ordinal ordinal;
	bool article;
	const struct line *line = &page->lines[at], *next = line + 1;
	if (at + 1 >= end || page->block_long || line->flags & LINE_GAP ||
	    !parse_numbered(line->text, &ordinal, &article) || line->width > SECTION_WIDTH)
		return 0;
	enum line_end how = line_end(line->text);
	if ((how != END_WORD && how != END_QUESTION) || next->indent < line->indent ||
	    join_is_forced(page, at, page->block_width) || !is_text_of(next, &ordinal))
		return 0;
	heading_add(page, HEADING_RUN_IN, 0, at, "R4.13 run-in title", line->text);
	return 1;
}

bool
heading_interrupts(const struct page *page, size_t at, size_t end)
{
	uint32_t mark;
	if (page->lines[at].flags & LINE_GLUED || is_article(page, at))
		return true;
	if (heading_is_short(page, at, end))
		return true;
	return is_underlined(page, at, end, &mark) &&
	       !join_is_forced(page, at - 1, page->block_width);
}
