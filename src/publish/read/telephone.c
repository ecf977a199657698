#include "publish/read/telephone.h"

#include "base/ascii.h"
#include "publish/read/line.h"

#include <string.h>

enum {
	DIGITS_MIN = 8,
	CERTAIN_MIN = 9, /* digits of a number that nothing else tells to be one */
	CERTAIN_MAX = 13,
	DIGITS_MAX = 15, /* RFC 3966 §3: E.164 numbers have no more */
	MARK_BYTES = 40, /* looked at before the number */
	BARE_BYTES = 80, /* of a line that gives a number without a word before it */
	AMOUNT_MAX = 9   /* digits: in groups of three they may be an amount */
};

/* The words that stand before a number that can be called. */
static bool
is_mark(struct str word)
{
	static const char *const words[] = {
	    "tel",       "phone",   "telephone", "mobile",   "mob",       "cell",     "hotline",
	    "call",      "tel/fax", "тел",       "телефону", "телефоном", "номером",  "номеру",
	    "ტელეფონზე", "ნომერზე", "телефон",   "моб",      "факс/тел",  "тел/факс", "ტელ",
	    "ტელეფონი",  "მობ",     "მობილური",  "հեռ",      "հեռախոս",   "telefon",  "mobil",
	    "gsm",       "هاتف",    "الهاتف",    "جوال",     "电话",      "電話",     "โทร"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (line_folded_equal(str_of(words[i]), word))
			return true;
	return false;
}

/* Between the word and its number; U+200E and U+200F set the number's direction. */
static struct str
without_marks(struct str text)
{
	static const char *const marks[] = {":", ".",      "(",      "：",    "՝",
	                                    " ", "\u00A0", "\u200E", "\u200F"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_ends(text, str_of(marks[i])))
			return without_marks(str_upto(text, text.n - strlen(marks[i])));
	return text;
}

/* "Tel.: " ends the text. */
static bool
is_marked(struct str before)
{
	if (before.n > MARK_BYTES)
		before = str_from(before, before.n - MARK_BYTES);
	struct str text = without_marks(before);
	size_t start = text.n;
	while (start > 0 && !strchr(" ,;()", text.p[start - 1]))
		start--;
	return is_mark(str_from(text, start));
}

/* Bytes between two digits of one number; STR_NOWHERE: it ends here. */
static size_t
gap_length(struct str text)
{
	size_t n = 0;
	if (str_starts(text, STR("\u00A0")))
		n = strlen("\u00A0");
	else
		while (n < text.n && n < 3 && strchr(" -.()", text.p[n]))
			n++;
	return n < text.n && ascii_is_digit(text.p[n]) ? n : STR_NOWHERE;
}

/* The number that begins behind the sign; its length, or 0. */
static size_t
take_number(struct str text, struct buf *target)
{
	size_t digits = 0, n = 0;
	buf_reset(target);
	buf_add_str(target, STR("tel:+"));
	for (size_t gap; (gap = gap_length(str_from(text, n))) != STR_NOWHERE; n++) {
		n += gap;
		buf_add_char(target, text.p[n]);
		digits++;
	}
	return digits >= DIGITS_MIN && digits <= DIGITS_MAX ? n : 0;
}

/* ", " between two numbers behind one mark. */
static bool
goes_on(struct str between)
{
	between = str_trim(between);
	return between.n == 1 && strchr(",;/", between.p[0]);
}

/* "1 250 000" behind the sign: the groups behind the first have three digits each. */
static bool
is_amount(struct str number, size_t digits)
{
	size_t group = 0, groups = 0;
	for (size_t i = 0; i <= number.n; i++) {
		if (i < number.n && ascii_is_digit(number.p[i])) {
			group++;
			continue;
		}
		if (groups++ ? group != 3 : group > 3)
			return false;
		group = 0;
	}
	return digits <= AMOUNT_MAX;
}

/* "Mira Stolz, +00 555 7788, mira@example.org": a field of a short line, which is nothing else. */
static bool
is_field(struct str text, size_t sign, size_t n, const struct buf *target)
{
	struct str before = str_trim(str_upto(text, sign)), after = str_from(text, sign + 1 + n);
	size_t digits = buf_str(target).n - strlen("tel:+");
	bool opens = !before.n || str_ends(before, STR(",")) || str_ends(before, STR(";"));
	bool closes = !after.n || after.p[0] == ',' || after.p[0] == ';';
	return text.n <= BARE_BYTES && opens && closes && line_end(text) != END_STOP &&
	       !is_amount(str_upto(str_from(text, sign + 1), n), digits);
}

/* "by fax at" */
static bool
names_fax(struct str text)
{
	static const char *const words[] = {"fax", "факс", "ფაქს", "ֆաքս", "faks", "فاكس"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (struct str rest = text; rest.n; str_cut(&rest, ' '))
			if (line_folded_prefix(str_of(words[i]), rest) != STR_NOWHERE)
				return true;
	return false;
}

/* "12 000 000 EUR", "5 %": what is counted stands behind it. */
static bool
has_unit(struct str after)
{
	static const char *const units[] = {"%", "‰", "°", "€", "$", "£", "₾", "₽", "₴"};
	struct str word = str_trim(after);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (str_starts(word, str_of(units[i])))
			return true;
	word = str_upto(word, str_find(word, ' '));
	return word.n > 1 && line_is_caps(word);
}

/* "ring Ivo at +31 20 555 0142 after six": so many digits with a country's code before them are
 * nothing else, wherever they stand. */
static bool
is_certain(struct str text, size_t sign, size_t n, const struct buf *target)
{
	struct str before = str_upto(text, sign), after = str_from(text, sign + 1 + n);
	size_t digits = buf_str(target).n - strlen("tel:+");
	if (before.n > MARK_BYTES) {
		before = str_from(before, before.n - MARK_BYTES);
		str_cut(&before, ' '); /* a part of a word */
	}
	return digits >= CERTAIN_MIN && digits <= CERTAIN_MAX && text.p[sign + 1] != '0' &&
	       ascii_is_digit(text.p[sign + 1]) && (sign == 0 || strchr(" (", text.p[sign - 1])) &&
	       !names_fax(before) && !has_unit(after) &&
	       !is_amount(str_upto(str_from(text, sign + 1), n), digits);
}

bool
telephone_next(struct str *rest, struct buf *target)
{
	struct str text = *rest;
	bool first = true;
	for (size_t from = 0, at; (at = str_find(str_from(text, from), '+')) != STR_NOWHERE;) {
		at += from;
		from = at + 1;
		struct str before = str_upto(text, at);
		bool marked = is_marked(before) || (first && goes_on(before));
		size_t n = take_number(str_from(text, from), target);
		if (n &&
		    (marked || is_field(text, at, n, target) || is_certain(text, at, n, target))) {
			*rest = str_from(text, from + n);
			return true;
		}
		first = false;
	}
	*rest = str_from(text, text.n);
	return false;
}
