#include "publish/read/survey.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "publish/read/roman.h"
#include "publish/read/year.h"

#include <string.h>

enum {
	EDGES = SURVEY_LONG + 1,
	MOST_PERCENT = 95,
	TITLE_LINES = 10, /* of the text in which its title stands */
	COLONED_WIDTH = 50,
	COLONED_WORDS = 6,
	ARTICLES_MIN = 3,
	ARTICLE_WIDTH = 30,
	YEAR_WIDTH = 10,
	NARROW_MIN = 20, /* columns */
	NARROW_FLOWS = 4,
	FLOWS_PERCENT = 10, /* of the filled lines, where a newline ends a paragraph, at most */
	UNDERLINE_SLACK = 3,
	ENDED_MIN = 3, /* filled lines that end a sentence, to tell that from so few */
	WORDS_KEPT = 8 /* kinds of article words that are counted */
};

/* Counts that only the survey itself needs. */
struct tally {
	size_t edges[EDGES], indents[EDGES];
	uint64_t columns, long_columns, flow_columns;
	size_t filled, flows, ended;
	size_t narrow_flows; /* lines too narrow to be filled that go on small */
	unsigned year;       /* the last one that was a line */
	unsigned roman;      /* the last one that began a line */
	struct {
		struct str word;
		unsigned count;
	} articles[WORDS_KEPT];
};

struct str
survey_article(struct str text)
{
	size_t space = str_find_last(text, ' ');
	if (space == STR_NOWHERE || space == 0 || space + 1 == text.n)
		return STR_NONE;
	struct str word = str_upto(text, space), number = str_from(text, space + 1);
	if (str_has(word, ' ') || str_ends(word, STR(":")) || !ascii_is_digit(number.p[0]))
		return STR_NONE;
	if (strchr(".:)", number.p[number.n - 1]))
		number.n--;
	for (size_t i = 0; i < number.n; i++)
		if (!ascii_is_digit(number.p[i]) && number.p[i] != '.')
			return STR_NONE;
	enum line_start start = line_start(word);
	return start == START_UPPER || start == START_CASELESS ? word : STR_NONE;
}

bool
survey_is_asked(struct str text)
{
	static const char *const marks[] = {
	    "Q:", "Q.", "Q)", "Question:", "В:", "Вопрос:", "კითხვა:"};
	bool likely = text.n > 1 && (text.p[0] == 'Q' || (unsigned char)text.p[0] >= 0x80);
	for (size_t i = 0; likely && i < sizeof marks / sizeof *marks; i++)
		if (str_starts(text, str_of(marks[i])))
			return true;
	size_t n = 1;
	while (n < text.n && ascii_is_digit(text.p[n]))
		n++;
	return n > 1 && n + 1 < text.n && text.p[0] == 'Q' && strchr(".:)", text.p[n]);
}

bool
survey_is_coloned(const struct line *line)
{
	enum line_start start = line_start(line->text);
	return line->width <= COLONED_WIDTH && str_ends(line->text, STR(":")) &&
	       (start == START_UPPER || start == START_CASELESS) &&
	       line_words(line->text, COLONED_WORDS + 1) <= COLONED_WORDS;
}

static void
count_article(struct tally *tally, struct str text)
{
	struct str word = survey_article(text);
	if (!word.n)
		return;
	for (size_t i = 0; i < WORDS_KEPT; i++) {
		if (!tally->articles[i].count)
			tally->articles[i].word = word;
		if (!line_folded_equal(tally->articles[i].word, word))
			continue;
		tally->articles[i].count++;
		return;
	}
}

static unsigned
count_stars(struct str text)
{
	unsigned stars = 0;
	const char *end = text.p + text.n, *at = text.p;
	while ((at = memchr(at, '*', (size_t)(end - at)))) {
		bool behind_word = at > text.p && at[-1] != ' ' && at[-1] != '*';
		bool before_end = at + 1 == end || strchr(" .,;:)", at[1]);
		stars += behind_word && before_end && memchr(text.p, '*', text.n) == at;
		if (++at == end)
			break;
	}
	return stars;
}

bool
survey_continues(const struct line *line, const struct line *next)
{
	enum line_end end = line_end(line->text);
	enum line_start start = line_start(next->text);
	size_t offset;
	return end != END_STOP && end != END_QUESTION && end != END_COLON &&
	       (start == START_LOWER || start == START_CASELESS) &&
	       line_bullet(next->text, &offset) == BULLET_NONE;
}

bool
survey_flows(const struct line *line)
{
	return survey_continues(line, line + 1);
}

/* Whether filled lines go on in the next one, or end with their sentence. */
static void
count_flow(struct tally *tally, const struct line *line, bool more)
{
	if (line->width < SURVEY_FILLED || line->flags & LINE_GAP)
		return;
	bool flows = more && survey_flows(line);
	tally->flows += flows;
	tally->flow_columns += flows ? line->width : 0;
	enum line_end end = line_end(line->text);
	tally->ended += more && (end == END_STOP || end == END_QUESTION);
}

/* A word small in the next line goes on, where no verse is: verses begin with capitals or have no
 * case. */
static void
count_narrow(struct tally *tally, const struct line *line, bool more)
{
	tally->narrow_flows += more && line->width >= NARROW_MIN && line->width < SURVEY_FILLED &&
	                       line_start(line[1].text) == START_LOWER && survey_flows(line);
}

static void
count_columns(struct tally *tally, const struct line *line, bool more)
{
	uint32_t edge = line_edge(line);
	tally->columns += line->width;
	if (edge > SURVEY_LONG) {
		tally->long_columns += line->width;
		return;
	}
	count_flow(tally, line, more);
	count_narrow(tally, line, more);
	if (more)
		tally->edges[edge]++;
	if (line->width >= SURVEY_FILLED) {
		tally->filled++;
		tally->indents[line->indent]++;
	}
}

static void
count_year(struct survey *survey, struct tally *tally, const struct line *line)
{
	unsigned year = line->width <= YEAR_WIDTH ? year_parse(line->text) : 0;
	if (!year)
		return;
	survey->years += year + 1 == tally->year || year == tally->year + 1;
	tally->year = year;
}

static void
count_roman(struct survey *survey, struct tally *tally, const struct line *line)
{
	unsigned number = line->width <= SURVEY_LONG ? roman_parse(line->text) : 0;
	if (!number)
		return;
	survey->romans += number > 1 && number == tally->roman + 1;
	tally->roman = number;
}

static bool
is_underlined(const struct line *line)
{
	const struct line *rule = line + 1;
	uint32_t mark;
	uint32_t apart =
	    line->width > rule->width ? line->width - rule->width : rule->width - line->width;
	return apart <= UNDERLINE_SLACK && line_is_rule(rule->text, &mark) &&
	       !line_is_rule(line->text, &mark);
}

static void
count_line(struct survey *survey, struct tally *tally, const struct line *lines, size_t at,
           size_t count)
{
	const struct line *line = &lines[at];
	bool more = at + 1 < count && !line_is_blank(&lines[at + 1]);
	bool first = at == 0 || line_is_blank(&lines[at - 1]);
	count_columns(tally, line, more);
	if (line->width <= ARTICLE_WIDTH)
		count_article(tally, line->text);
	count_year(survey, tally, line);
	count_roman(survey, tally, line);
	survey->letter_o += str_starts(line->text, STR("o "));
	survey->questions +=
	    (first || !survey->has_blanks) && line->width <= SURVEY_LONG && line_asks(line->text);
	bool coloned = survey_is_coloned(line);
	survey->coloned += coloned;
	survey->coloned_over_long += coloned && more && line_edge(line + 1) > SURVEY_LONG;
	survey->asked += survey_is_asked(line->text);
	if (more && is_underlined(line)) {
		survey->underlined++;
		survey->doubled += line[1].text.p[0] == '=';
		survey->doubled_first += survey->doubled && at < TITLE_LINES;
	}
	survey->stars += str_starts(line->text, STR("* "));
	survey->starred += count_stars(line->text);
}

/* The column that all but a few broken lines stay within. */
static uint32_t
usual_width(const struct tally *tally)
{
	size_t all = 0, seen = 0;
	for (size_t i = 0; i < EDGES; i++)
		all += tally->edges[i];
	for (uint32_t i = 0; i < EDGES && all; i++) {
		seen += tally->edges[i];
		if (seen * 100 >= all * MOST_PERCENT)
			return i;
	}
	return 0;
}

static uint32_t
usual_indent(const struct tally *tally)
{
	uint32_t best = 0;
	for (uint32_t i = 1; i < EDGES; i++)
		if (tally->indents[i] > tally->indents[best])
			best = i;
	return best;
}

static struct str
usual_article(const struct tally *tally)
{
	size_t best = 0;
	for (size_t i = 1; i < WORDS_KEPT; i++)
		if (tally->articles[i].count > tally->articles[best].count)
			best = i;
	return tally->articles[best].count >= ARTICLES_MIN ? tally->articles[best].word : STR_NONE;
}

static bool
has_inner_blank(const struct line *lines, size_t count)
{
	bool text = false, blank = false;
	for (size_t i = 0; i < count; i++) {
		if (line_is_blank(&lines[i]))
			blank = text;
		else if (blank)
			return true;
		else
			text = true;
	}
	return false;
}

/* R1: long lines stand against those that flow; without long ones, hardly any line flows. */
static bool
has_long_lines(const struct tally *tally)
{
	if (tally->long_columns)
		return 2 * tally->long_columns >= tally->columns ||
		       tally->long_columns > 2 * tally->flow_columns;
	return tally->ended >= ENDED_MIN && 2 * tally->ended >= tally->filled &&
	       100 * tally->flows <= FLOWS_PERCENT * tally->filled;
}

void
survey_take(struct survey *survey, const struct line *lines, size_t count)
{
	struct tally tally = {0};
	survey->has_blanks = has_inner_blank(lines, count);
	for (size_t i = 0; i < count; i++)
		if (!line_is_blank(&lines[i]))
			count_line(survey, &tally, lines, i, count);
	survey->long_lines = has_long_lines(&tally);
	survey->width = usual_width(&tally);
	survey->indent = usual_indent(&tally);
	survey->narrow = !survey->long_lines && survey->width < SURVEY_FILLED &&
	                 tally.narrow_flows >= NARROW_FLOWS;
	survey->titled = survey->doubled == 1 && survey->doubled_first && survey->underlined > 1;
	survey->article = usual_article(&tally);
}
