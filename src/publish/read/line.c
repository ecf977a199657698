#include "publish/read/line.h"

#include "base/ascii.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>

enum {
	OPEN_WORD = 3 /* columns */
};

bool
line_is_blank(const struct line *line)
{
	return line->text.n == 0;
}

uint32_t
line_edge(const struct line *line)
{
	return line->indent + line->width;
}

static bool
is_one_of(uint32_t c, const uint32_t *set)
{
	while (*set && *set != c)
		set++;
	return *set != 0;
}

/* Quotes and brackets, at either end. */
static bool
is_wrapping(uint32_t c)
{
	static const uint32_t marks[] = {'"',    '\'',   '(',    ')',    '[',    ']',    '*',
	                                 '_',    '`',    0xAB,   0xBB,   0x2018, 0x2019, 0x201A,
	                                 0x201C, 0x201D, 0x201E, 0x2039, 0x203A, 0x300C, 0x300D,
	                                 0xFF08, 0xFF09, 0xBF,   0xA1,   0};
	return is_one_of(c, marks);
}

/* Georgian letters have capitals since Unicode 11, which nobody writes: they do not count. */
static bool
is_caseless(uint32_t c)
{
	return (c >= 0x10D0 && c < 0x1100) || (c >= 0x1C90 && c < 0x1CC0) ||
	       (uc_is_alpha(c) && !uc_is_upper(c) && !uc_is_lower(c));
}

static enum line_start
start_of(uint32_t c)
{
	if (c < 0x80) {
		if (c >= 'A' && c <= 'Z')
			return START_UPPER;
		if (c >= 'a' && c <= 'z')
			return START_LOWER;
		return c >= '0' && c <= '9' ? START_DIGIT : START_OTHER;
	}
	if (c >= 0x410 && c < 0x450)
		return c < 0x430 ? START_UPPER : START_LOWER;
	if (is_caseless(c))
		return START_CASELESS;
	if (uc_is_upper(c))
		return START_UPPER;
	if (uc_is_lower(c))
		return START_LOWER;
	return uc_is_digit(c) ? START_DIGIT : START_OTHER;
}

enum line_start
line_start(struct str text)
{
	while (text.n) {
		uint32_t c = utf8_next(&text);
		bool letter =
		    (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0x400 && c < 0x2000);
		if (letter || !is_wrapping(c))
			return start_of(c);
	}
	return START_OTHER;
}

enum line_end
line_end(struct str text)
{
	static const uint32_t stops[] = {'.', '!', 0x2026, 0x3002, 0xFF01, 0x589, 0x6D4, 0x964, 0};
	static const uint32_t questions[] = {'?', 0x61F, 0xFF1F, 0x55E, 0};
	static const uint32_t colons[] = {':', 0xFF1A, 0};
	static const uint32_t commas[] = {',', ';', 0x60C, 0x61B, 0x3001, 0xFF0C, 0xFF1B, 0x55D, 0};
	static const uint32_t hyphens[] = {'-', 0x2010, 0};
	while (text.n) {
		uint32_t c = utf8_last(&text);
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 0x410 && c < 0x450))
			return END_WORD;
		if (is_wrapping(c))
			continue;
		if (c == '!' && text.n && text.p[text.n - 1] == '?')
			return END_QUESTION;
		if (is_one_of(c, stops))
			return END_STOP;
		if (is_one_of(c, questions))
			return END_QUESTION;
		if (is_one_of(c, colons))
			return END_COLON;
		if (is_one_of(c, commas))
			return END_COMMA;
		return is_one_of(c, hyphens) ? END_HYPHEN : END_WORD;
	}
	return END_WORD;
}

bool
line_asks(struct str text)
{
	enum line_end end = line_end(text);
	return end == END_QUESTION ||
	       (end == END_WORD && str_find_str(text, STR("\u055E")) != STR_NOWHERE);
}

unsigned
line_words(struct str text, unsigned max)
{
	unsigned words = 0;
	for (size_t i = 0; i < text.n && words < max; i++)
		words += text.p[i] != ' ' && (i == 0 || text.p[i - 1] == ' ');
	return words;
}

bool
line_is_open(struct str text)
{
	size_t space = str_find_last(text, ' ');
	if (space == STR_NOWHERE || line_end(text) != END_WORD)
		return false;
	struct str word = str_from(text, space + 1);
	return line_start(word) == START_LOWER && utf8_columns(word) <= OPEN_WORD;
}

bool
line_begins_sentence(struct str text)
{
	size_t space = str_find_last(text, ' ');
	if (space == STR_NOWHERE || line_end(text) != END_WORD ||
	    line_end(str_upto(text, space)) != END_STOP)
		return false;
	struct str word = str_from(text, space + 1);
	return line_start(word) == START_UPPER && utf8_columns(word) <= OPEN_WORD;
}

/* U+0660 to U+0669 and U+06F0 to U+06F9, in UTF-8. */
static bool
is_arabic_digit(const char *p)
{
	unsigned char first = (unsigned char)p[0], second = (unsigned char)p[1];
	return (first == 0xD9 && second >= 0xA0 && second <= 0xA9) ||
	       (first == 0xDB && second >= 0xB0 && second <= 0xB9);
}

bool
line_has_digit(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (ascii_is_digit(text.p[i]) || (i + 1 < text.n && is_arabic_digit(text.p + i)))
			return true;
	return false;
}

uint32_t
line_first_word(struct str text)
{
	return (uint32_t)utf8_columns(str_upto(text, str_find(text, ' ')));
}

uint32_t
line_repeated(struct str text)
{
	if (!text.n)
		return 0;
	uint32_t first = utf8_next(&text);
	while (text.n) {
		if (text.p[0] == ' ') {
			text = str_from(text, 1);
			continue;
		}
		if (utf8_next(&text) != first)
			return 0;
	}
	return first;
}

/* Whether a letter or digit comes first, as mostly, which is told from its first byte. */
static bool
begins_word(struct str text)
{
	unsigned char c = text.n ? (unsigned char)text.p[0] : 0;
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (c >= 0xC3 && c < 0xE2);
}

bool
line_is_mark(struct str text)
{
	static const uint32_t marks[] = {'-', 0x2013, 0x2014, 0x2022, '*', '|', 0xB7, 0};
	if (!text.n || begins_word(text))
		return false;
	uint32_t c = utf8_next(&text);
	return !text.n && is_one_of(c, marks);
}

bool
line_is_rule(struct str text, uint32_t *mark)
{
	static const uint32_t marks[] = {
	    '=',    '-',    '~', '*',    '^',    '#',    '+',    '_',    0x2500, 0x2501, 0x2550,
	    0x2014, 0x2013, '.', 0x2015, 0x2022, 0x2022, 0x2217, 0x2594, 0x2581, ':',    0};
	if (text.n < 3 || begins_word(text) ||
	    !is_one_of(utf8_next(&(struct str){text.p, text.n}), marks))
		return false;
	*mark = line_repeated(text);
	size_t least = *mark == '.' || *mark == ':' ? 5 : 3, marks_seen = 0;
	for (size_t i = 0; i < text.n && marks_seen < 5; i++)
		marks_seen += text.p[i] != ' ' && (text.p[i] & 0xC0) != 0x80;
	return *mark && marks_seen >= least;
}

static enum bullet
bullet_of(uint32_t c)
{
	static const uint32_t dots[] = {0x2022, 0x2023, 0x25E6, 0x25AA, 0x25CF, 0xB7,   0x25A0,
	                                0x25AB, 0x25CB, 0x2043, 0x2219, 0x25BA, 0x25B6, 0x2713,
	                                0x2714, 0x27A2, 0xF0B7, 0x25C6, 0x2756, 0x25A1, 0x25C7,
	                                0x27A4, 0x30FB, 0xFF65, 0};
	switch (c) {
	case '*':
		return BULLET_STAR;
	case '-':
	case 0xBB:
	case 0x203A:
		return BULLET_DASH;
	case '+':
		return BULLET_PLUS;
	case 'o':
		return BULLET_O;
	case 0x2013:
	case 0x2014:
		return BULLET_LONG;
	default:
		return c >= 0x80 && is_one_of(c, dots) ? BULLET_DOT : BULLET_NONE;
	}
}

/* "- 2 -": the number of a page. */
static bool
is_framed_number(struct str text, struct str rest)
{
	struct str mark = str_upto(text, str_find(text, ' '));
	if (!str_ends(rest, mark))
		return false;
	struct str number = str_trim(str_upto(rest, rest.n - mark.n));
	for (size_t i = 0; i < number.n; i++)
		if (number.p[i] < '0' || number.p[i] > '9')
			return false;
	return number.n > 0;
}

/* An ornament needs no blank behind it: "•Shelter". */
enum bullet
line_bullet(struct str text, size_t *offset)
{
	if (!text.n || (begins_word(text) && text.p[0] != 'o'))
		return BULLET_NONE;
	struct str rest = text;
	enum bullet bullet = bullet_of(utf8_next(&rest));
	bool apart = rest.n && (rest.p[0] == ' ' || str_starts(rest, STR("\xC2\xA0")));
	if (bullet == BULLET_NONE || !rest.n || (!apart && bullet != BULLET_DOT))
		return BULLET_NONE;
	if ((bullet == BULLET_DASH || bullet == BULLET_LONG) && is_framed_number(text, rest))
		return BULLET_NONE;
	while (rest.n && (rest.p[0] == ' ' || str_starts(rest, STR("\xC2\xA0"))))
		rest = str_from(rest, rest.p[0] == ' ' ? 1 : 2);
	*offset = text.n - rest.n;
	return rest.n ? bullet : BULLET_NONE;
}

bool
line_is_caps(struct str text)
{
	bool cased = false;
	while (text.n) {
		enum line_start kind = start_of(utf8_next(&text));
		if (kind == START_LOWER || kind == START_CASELESS)
			return false;
		cased = cased || kind == START_UPPER;
	}
	return cased;
}

static uint32_t
fold_next(struct str *rest)
{
	uint32_t c = utf8_next(rest);
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
	if (c >= 0x410 && c < 0x430)
		return c + 0x20;
	bool small = (c >= 0x430 && c < 0x450) || (c >= 0x10D0 && c < 0x1100) || c >= 0x3000;
	return small && c < 0xA640 ? c : uc_tolower(c);
}

uint32_t
line_first_folded(struct str text)
{
	return text.n ? fold_next(&text) : 0;
}

/* A quick look before letters are folded. Capitals of one script begin with one byte or the next,
 * but for U+0130 (C4 B0), which becomes a letter of ASCII, and U+018F (C6 8F), which becomes one of
 * C9. */
static bool
may_be_alike(struct str a, struct str b)
{
	unsigned char x = (unsigned char)a.p[0], y = (unsigned char)b.p[0];
	if (x < 0x80 && y < 0x80)
		return (x | 0x20) == (y | 0x20);
	return (x & 0xFC) == (y & 0xFC) || (x & 0xFD) == 0xC4 || (y & 0xFD) == 0xC4;
}

static void
skip_blanks(struct str *rest)
{
	while (rest->n && rest->p[0] == ' ')
		*rest = str_from(*rest, 1);
}

size_t
line_folded_prefix(struct str head, struct str text)
{
	struct str rest = text;
	if (head.n && rest.n && !may_be_alike(head, rest))
		return STR_NOWHERE;
	while (head.n && rest.n) {
		if ((head.p[0] == ' ') != (rest.p[0] == ' '))
			return STR_NOWHERE;
		if (head.p[0] == ' ') {
			skip_blanks(&head);
			skip_blanks(&rest);
		} else if (fold_next(&head) != fold_next(&rest)) {
			return STR_NOWHERE;
		}
	}
	return head.n ? STR_NOWHERE : text.n - rest.n;
}

bool
line_folded_equal(struct str a, struct str b)
{
	return line_folded_prefix(a, b) == b.n;
}
