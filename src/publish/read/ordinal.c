#include "publish/read/ordinal.h"

#include "base/ascii.h"

enum {
	DEPTH_MAX = 5,
	DIGITS_MAX = 4,
	ABBREVIATION = 3 /* bytes that its second word has at most */
};

/* "12" off *rest. */
static bool
take_number(struct str *rest, unsigned *value)
{
	size_t n = 0;
	*value = 0;
	while (n < rest->n && n <= DIGITS_MAX && ascii_is_digit(rest->p[n]))
		*value = *value * 10 + (unsigned)(rest->p[n++] - '0');
	*rest = str_from(*rest, n);
	return n > 0 && n <= DIGITS_MAX;
}

/* Letters count in the order of their alphabet; ё and й are passed over in lists. */
static bool
take_other_letter(struct str *rest, struct ordinal *ordinal)
{
	static const char letters[][2 + 1] = {"а", "б", "в", "г", "д", "е", "ж", "з", "и", "к",
	                                      "л", "м", "н", "о", "п", "р", "с", "т", "у", "ф"};
	static const char arabic[][2 + 1] = {"أ", "ب", "ج", "د", "ه", "و", "ز", "ح", "ط", "ي",
	                                     "ك", "ل", "م", "ن", "س", "ع", "ف", "ص", "ق", "ر"};
	size_t length = (unsigned char)rest->p[0] == 0xE1 ? 3 : 2;
	if (rest->n <= length || rest->p[length] != ')')
		return false; /* a stop ends too many words of one letter */
	unsigned char last = (unsigned char)rest->p[2];
	/* U+10D0, the first of the Georgian letters, and those that follow. */
	if (str_starts(*rest, STR("\xE1\x83")) && last >= 0x90 && last < 0xA0)
		ordinal->last = last - 0x90u + 1;
	for (unsigned i = 0; !ordinal->last && i < sizeof letters / sizeof *letters; i++)
		if (str_starts(*rest, str_of(letters[i])) || str_starts(*rest, str_of(arabic[i])))
			ordinal->last = i + 1;
	if (!ordinal->last)
		return false;
	ordinal->letter = true;
	ordinal->depth = 1;
	*rest = str_from(*rest, length);
	return true;
}

static bool
take_letter(struct str *rest, struct ordinal *ordinal)
{
	if (rest->n && (unsigned char)rest->p[0] >= 0x80)
		return take_other_letter(rest, ordinal);
	if (!rest->n || rest->p[0] < 'a' || rest->p[0] > 'z')
		return false;
	ordinal->letter = true;
	ordinal->depth = 1;
	ordinal->last = (unsigned)(rest->p[0] - 'a' + 1);
	*rest = str_from(*rest, 1);
	return true;
}

static bool
take_parts(struct str *rest, struct ordinal *ordinal)
{
	while (ordinal->depth < DEPTH_MAX && take_number(rest, &ordinal->last)) {
		ordinal->depth++;
		bool more = rest->n > 1 && rest->p[0] == '.' && ascii_is_digit(rest->p[1]);
		if (!more)
			return true;
		*rest = str_from(*rest, 1);
	}
	return false;
}

/* Bytes of the blank that the text begins with, a no-break one too; 0: none. */
static size_t
blank_length(struct str rest)
{
	if (rest.n && rest.p[0] == ' ')
		return 1;
	return str_starts(rest, STR("\xC2\xA0")) ? 2 : 0;
}

/* "a. m.", "e. g.": the stop ends a word cut short and no letter of a list. */
static bool
is_abbreviated(struct str behind)
{
	struct str word = str_trim(behind);
	return str_has(str_upto(word, ABBREVIATION), '.') || !word.n;
}

/* What may stand behind the number. */
static bool
take_end(struct str *rest, struct ordinal *ordinal, bool opened)
{
	char c = rest->n ? rest->p[0] : '\0';
	bool stop = c == '.' && !(ordinal->letter && is_abbreviated(str_from(*rest, 1)));
	if (c == ')' || (stop && !opened)) {
		ordinal->style = opened ? '(' : c;
		*rest = str_from(*rest, 1);
		return !rest->n || blank_length(*rest) > 0;
	}
	return !opened && ordinal->depth > 1 && blank_length(*rest) > 0;
}

bool
ordinal_parse(struct str text, struct ordinal *ordinal)
{
	struct str rest = text;
	*ordinal = (struct ordinal){0};
	bool opened = rest.n && rest.p[0] == '(';
	if (opened)
		rest = str_from(rest, 1);
	if (!take_letter(&rest, ordinal) && !take_parts(&rest, ordinal))
		return false;
	if (!take_end(&rest, ordinal, opened))
		return false;
	for (size_t n; (n = blank_length(rest)) > 0;)
		rest = str_from(rest, n);
	ordinal->text = text.n - rest.n;
	return true;
}

bool
ordinal_follows(const struct ordinal *a, const struct ordinal *b)
{
	return a->depth == b->depth && a->style == b->style && a->letter == b->letter &&
	       b->last == a->last + 1;
}
