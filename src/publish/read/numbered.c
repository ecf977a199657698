#include "publish/read/numbered.h"

#include "base/ascii.h"
#include "publish/read/date.h"
#include "publish/read/heading.h"
#include "publish/read/join.h"
#include "publish/read/ordinal.h"
#include "publish/read/shape.h"

#include <string.h>

enum {
	TITLE_WIDTH = 100,
	SECTION_WIDTH = 72, /* of a title over its text */
	NUMBERED_LINES = 3,
	CAPS_LETTERS = 4,
	PART_WORD = 40 /* bytes before the number of a part at most */
};

/* The words that number parts, and below them those that number articles. */
static const char *const part_words[] = {
    "Chapter",    "Section", "Part",   "Appendix",  "Annex",     "Глава",     "Раздел", "Часть",
    "Приложение", "თავი",    "ნაწილი", "Розділ",    "Kapitel",   "Chapitre",  "Bölüm",  "Fəsil",
    "Գլուխ",      "Step",    "Day",    "Week",      "Lesson",    "Session",   "Шаг",    "Этап",
    "День",       "Урок",    "Крок",   "ნაბიჯი",    "დღე",       "Adım",      "Addım",  "Քայլ",
    "Phase",      "Stage",   "Result", "Objective", "Component", "Output",    "Module", "Результат",
    "Компонент",  "Модуль",  "Етап",   "ეტაპი",     "მოდული",    "კომპონენტი"};
static const char *const article_words[] = {"Article", "Статья", "მუხლი",  "Стаття", "Madde",
                                            "Maddə",   "Հոդված", "المادة", "§"};

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
	while (n < text.n && ascii_is_digit(text.p[n]))
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

static bool
is_part_word(struct str text)
{
	for (size_t i = 0; i < sizeof part_words / sizeof *part_words; i++)
		if (line_folded_equal(str_of(part_words[i]), text))
			return true;
	return false;
}

/* "Chapter IV. Title": the bytes before the title behind a Roman number; 0: there is none. */
static size_t
roman_skip(struct str text)
{
	size_t blank = str_find(text, ' ');
	if (blank == STR_NOWHERE)
		return 0;
	size_t n = blank + 1;
	while (n < text.n && strchr("IVXLC", text.p[n]))
		n++;
	if (n == blank + 1 || n + 1 >= text.n || !strchr(".:)", text.p[n]) || text.p[n + 1] != ' ')
		return 0;
	return is_part_word(str_upto(text, blank)) ? n + 2 : 0;
}

/* "4 - Bodies" behind the word Article. */
static bool
parse_dash(struct str text, struct ordinal *ordinal)
{
	static const char *const dashes[] = {" - ", " – ", " — "};
	size_t n = 0;
	*ordinal = (struct ordinal){.style = '-'};
	while (n < text.n && n < 3 && text.p[n] >= '0' && text.p[n] <= '9')
		ordinal->last = 10 * ordinal->last + (unsigned)(text.p[n++] - '0');
	for (size_t i = 0; n > 0 && i < sizeof dashes / sizeof *dashes; i++) {
		ordinal->text = n + strlen(dashes[i]);
		if (str_starts(str_from(text, n), str_of(dashes[i])) && ordinal->text < text.n)
			return true;
	}
	return false;
}

/* "1: Fill in the form" behind the word Step. */
static bool
parse_colon(struct str text, struct ordinal *ordinal)
{
	size_t n = 0;
	*ordinal = (struct ordinal){.style = ':'};
	while (n < text.n && n < 3 && ascii_is_digit(text.p[n]))
		ordinal->last = 10 * ordinal->last + (unsigned)(text.p[n++] - '0');
	ordinal->text = n + 2;
	return n > 0 && str_starts(str_from(text, n), STR(": "));
}

/* "2 Findings" over "2.1 Who comes back", with a blank line between them. */
static bool
is_over_part(const struct page *page, size_t at, struct ordinal *ordinal)
{
	struct str text = page->lines[at].text;
	size_t n = str_find(text, ' '), next = page_next(page, at + 1);
	if (n == STR_NOWHERE || n == 0 || n > 2 || !page_is_alone(page, at) || next >= page->count)
		return false;
	struct str number = str_upto(text, n), part = page->lines[next].text;
	if (!str_starts(part, number) || !str_starts(str_from(part, n), STR(".1 ")))
		return false;
	*ordinal = (struct ordinal){.depth = 1, .text = n + 1};
	return ordinal_parse(part, &(struct ordinal){0}) &&
	       line_start(str_from(text, n)) != START_LOWER;
}

/* The ordinal of a numbered heading, "2.1 Title" or "Chapter 3. Title". */
static bool
parse_numbered(struct str text, struct ordinal *ordinal, bool *article)
{
	*article = false;
	size_t word = part_word(text, article);
	if (!word && parse_bare(text, ordinal))
		return true;
	size_t roman = word ? 0 : roman_skip(text);
	*ordinal = (struct ordinal){.style = '.', .text = roman};
	if (roman)
		return true;
	struct str number = str_from(text, word);
	if (!(word && (parse_colon(number, ordinal) || parse_dash(number, ordinal))) &&
	    !ordinal_parse(number, ordinal))
		return false;
	if (ordinal->letter || ordinal->style == '(')
		return false;
	if (word)
		ordinal->depth = 0;
	ordinal->text += word;
	enum line_start start = line_start(str_from(text, ordinal->text));
	return ordinal->text < text.n && (start == START_UPPER || start == START_CASELESS);
}

size_t
numbered_skip(struct str text)
{
	struct ordinal ordinal;
	bool article;
	if (parse_numbered(text, &ordinal, &article) || ordinal_parse(text, &ordinal))
		return ordinal.text;
	return 0;
}

/* Items of a list that blank lines part are no headings: the next one would be the next number. */
static bool
has_own_text(const struct page *page, size_t end, const struct ordinal *ordinal)
{
	struct ordinal next;
	bool article;
	size_t at = page_next(page, end);
	if (at < page->count && ordinal->style == ':' &&
	    parse_numbered(page->lines[at].text, &next, &article) && next.style == ':')
		return false;
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

/* "4. open() returns no lamp." after "3. Where is the lamp?": what counts on from a heading is one,
 * whatever it ends with and begins with. */
static bool
counts_on(const struct page *page, size_t at)
{
	const struct line *line = &page->lines[at];
	struct ordinal before, ordinal;
	size_t next = page_next(page, at + 1);
	return page_is_alone(page, at) && line->width <= SECTION_WIDTH && page->heading &&
	       ordinal_parse(page->heading->text, &before) && ordinal_parse(line->text, &ordinal) &&
	       !ordinal.letter && ordinal.style != '(' && ordinal_follows(&before, &ordinal) &&
	       ordinal.text < line->text.n &&
	       !shape_has_sentences(str_from(line->text, ordinal.text)) && next < page->count &&
	       !ordinal_parse(page->lines[next].text, &ordinal);
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
	if (counts_on(page, at)) {
		heading_add(page, (enum heading_style)page->heading->level, 0, at,
		            "R4.13 counts on", line->text);
		return 1;
	}
	if ((!page_starts_block(page, at) && !closes_block(page, at, end)) ||
	    end - at > NUMBERED_LINES || line->width > TITLE_WIDTH ||
	    (!parse_numbered(line->text, &ordinal, &article) && !is_over_part(page, at, &ordinal)))
		return 0;
	enum line_end how = line_end(page->lines[end - 1].text);
	bool set_out = is_set_out(page, at, end);
	if (how == END_COLON || how == END_COMMA || (how == END_STOP && !set_out))
		return 0;
	/* A document with a table of contents has long titles; a question may be long too. */
	bool short_end = end - at == 2 && str_find_str(line->text, STR("  ")) == STR_NOWHERE &&
	                 4 * page->lines[at + 1].width <= 3 * line->width;
	bool wide = end - at > 1 && how != END_QUESTION && !page->contents_to && !short_end;
	if (!set_out && (wide || shape_has_sentences(str_from(line->text, ordinal.text))))
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
		return ordinal.depth > above->depth || (ordinal.letter && !above->letter);
	return line_start(line->text) != START_LOWER &&
	       (line->width >= SURVEY_FILLED || line_end(line->text) == END_STOP ||
	        line_end(line->text) == END_COLON);
}

/* The same where every line is a paragraph: also over a list, records or numbers of more parts. */
static bool
is_long_numbered(const struct page *page, size_t at, size_t end, struct ordinal *ordinal,
                 bool *article)
{
	const struct line *line = &page->lines[at], *next = line + 1;
	struct ordinal before;
	if (!page->block_long || at + 1 >= end || line->width > SECTION_WIDTH ||
	    !parse_numbered(line->text, ordinal, article))
		return false;
	enum line_end how = line_end(line->text);
	if ((how != END_WORD && how != END_QUESTION) || shape_has_sentences(line->text) ||
	    (at > 0 && ordinal_parse(page->lines[at - 1].text, &before) && !before.letter &&
	     before.depth == ordinal->depth))
		return false;
	return is_text_of(next, ordinal) || shape_is_bullet(next) || shape_is_record(next->text);
}

/* The next of such titles may also stand over a list. */
static bool
has_text_below(const struct page *page, const struct line *next, const struct ordinal *ordinal)
{
	return is_text_of(next, ordinal) ||
	       (shape_is_bullet(next) && ordinal->last > 1 && ordinal->last == page->run_in + 1);
}

/* "3. Source Code" over the text of that section, in the same block. */
size_t
heading_take_run_in(struct page *page, size_t at, size_t end)
{
	struct ordinal ordinal;
	bool article;
	const struct line *line = &page->lines[at], *next = line + 1;
	if (is_long_numbered(page, at, end, &ordinal, &article)) {
		heading_add(page, article ? HEADING_ARTICLE : HEADING_NUMBERED, ordinal.depth, at,
		            "R4.13 numbered title", line->text);
		return 1;
	}
	if (at + 1 >= end || page->block_long || line->flags & LINE_GAP ||
	    !parse_numbered(line->text, &ordinal, &article) || line->width > SECTION_WIDTH)
		return 0;
	enum line_end how = line_end(line->text);
	if ((how != END_WORD && how != END_QUESTION) || next->indent < line->indent ||
	    join_is_forced(page, at, page->block_width) || !has_text_below(page, next, &ordinal) ||
	    ends_numbers(page, &ordinal))
		return 0;
	page->run_in = ordinal.last;
	heading_add(page, HEADING_RUN_IN, 0, at, "R4.13 run-in title", line->text);
	return 1;
}

bool
heading_is_numbered(const struct page *page, size_t at, size_t end)
{
	struct ordinal ordinal;
	bool article;
	return is_long_numbered(page, at, end, &ordinal, &article);
}
