#include "base/fold.h"

#include "base/ascii.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

enum {
	LEFT_GUILLEMET = 0xAB,
	SOFT_HYPHEN = 0xAD,
	RIGHT_GUILLEMET = 0xBB,
	LATIN_CAPITAL_A_WITH_GRAVE = 0xC0,
	MULTIPLICATION_SIGN = 0xD7,
	LATIN_SHARP_S = 0xDF,
	LATIN_Y_WITH_DIAERESIS = 0xFF,
	COMBINING_DIAERESIS = 0x308,
	CYRILLIC_CAPITAL_IE_WITH_GRAVE = 0x400,
	CYRILLIC_CAPITAL_A = 0x410,
	CYRILLIC_A = 0x430,
	CYRILLIC_IE = 0x435,
	CYRILLIC_IO = 0x451,
	CYRILLIC_YERU_END = 0x460,
	TATWEEL = 0x640,
	GEORGIAN_AN = 0x10D0,
	GEORGIAN_END = 0x10FB,
	HYPHEN = 0x2010,
	ELLIPSIS = 0x2026
};

/* Its capitals stand two rows above the small letters; sharp s folds to two. */
static uint32_t
fold_latin_1(uint32_t c)
{
	bool is_capital = c >= LATIN_CAPITAL_A_WITH_GRAVE && c < LATIN_SHARP_S;
	bool is_letter = c >= LATIN_CAPITAL_A_WITH_GRAVE && c <= LATIN_Y_WITH_DIAERESIS;
	if (c == LATIN_SHARP_S || !is_letter)
		return 0;
	return is_capital && c != MULTIPLICATION_SIGN ? c + 0x20 : c;
}

/* Letters and marks of a text of which none composes with another: the form of each is known at
 * once. 0: it may be otherwise. */
static uint32_t
fold_quickly(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
	if (c < 0x100)
		return c == LEFT_GUILLEMET || c == RIGHT_GUILLEMET ? c : fold_latin_1(c);
	if (c == CYRILLIC_IO || c == CYRILLIC_IO - 0x50)
		return CYRILLIC_IE;
	if (c >= CYRILLIC_A && c < CYRILLIC_YERU_END)
		return c;
	if (c >= CYRILLIC_CAPITAL_A && c < CYRILLIC_A)
		return c + 0x20;
	if (c >= CYRILLIC_CAPITAL_IE_WITH_GRAVE && c < CYRILLIC_CAPITAL_A)
		return c + 0x50;
	bool is_georgian = c >= GEORGIAN_AN && c < GEORGIAN_END;
	bool is_punctuation = c >= HYPHEN && c <= ELLIPSIS;
	return is_georgian || is_punctuation ? c : 0;
}

/* Whether all of it could be done; if not, nothing was added. No form is longer than its letter. */
static bool
add_quickly(struct buf *out, struct str chunk)
{
	char *room = buf_reserve(out, chunk.n + UTF8_MAX), *to = room;
	while (room && chunk.n) {
		uint32_t c = fold_quickly(utf8_next(&chunk));
		if (c == 0)
			return false;
		to += utf8_put(to, c);
	}
	out->n += (size_t)(to - room);
	return true;
}

/* Of decomposed text: a letter that is taken out parts none from its marks, and a diaeresis is not
 * ye's own, wherever it stands among its marks. */
static void
add_reduced(struct buf *out, struct str decomposed)
{
	uint32_t letter = 0;
	while (decomposed.n) {
		uint32_t c = utf8_next(&decomposed);
		if (c == SOFT_HYPHEN || c == TATWEEL)
			continue;
		if (uc_combining_class(c) == 0)
			letter = c;
		if (letter != CYRILLIC_IE || c != COMBINING_DIAERESIS)
			utf8_add(out, c);
	}
}

static void
add_composed(struct buf *out, struct str text)
{
	size_t n = 0;
	uint8_t *composed = u8_normalize(UNINORM_NFC, (const uint8_t *)text.p, text.n, NULL, &n);
	if (composed)
		buf_add(out, composed, n);
	else
		out->failed = true;
	free(composed);
}

/* Composing comes last, so that what was folded once stays as it is. */
static void
add_slowly(struct buf *out, struct str chunk)
{
	struct buf reduced = {0};
	size_t n = 0;
	uint8_t *folded =
	    u8_casefold((const uint8_t *)chunk.p, chunk.n, NULL, UNINORM_NFD, NULL, &n);
	if (folded)
		add_reduced(&reduced, (struct str){(const char *)folded, n});
	if (folded && buf_ok(&reduced))
		add_composed(out, buf_str(&reduced));
	else
		out->failed = true;
	free(folded);
	buf_free(&reduced);
}

static bool
is_blank(char c)
{
	return (unsigned char)c <= ' ';
}

/* No letter reaches over a blank, so that each piece between two can be folded for itself. */
static void
add_valid(struct buf *out, struct str text)
{
	size_t start = 0;
	for (size_t i = 0; i <= text.n; i++) {
		if (i < text.n && !is_blank(text.p[i]))
			continue;
		struct str chunk = str_from(str_upto(text, i), start);
		if (chunk.n && !add_quickly(out, chunk))
			add_slowly(out, chunk);
		if (i < text.n)
			buf_add_char(out, ' ');
		start = i + 1;
	}
}

static void
mend(struct buf *out, struct str text)
{
	while (text.n) {
		struct str rest = text;
		uint32_t c = utf8_next(&rest);
		if (c == 0xFFFD)
			buf_add_char(out, ' ');
		else
			buf_add(out, text.p, text.n - rest.n);
		text = rest;
	}
}

void
fold_add(struct buf *out, struct str text)
{
	if (utf8_valid(text)) {
		add_valid(out, text);
		return;
	}
	struct buf mended = {0};
	mend(&mended, text);
	add_valid(out, buf_str(&mended));
	out->failed = out->failed || !buf_ok(&mended);
	buf_free(&mended);
}

static bool
is_word_character(uint32_t c)
{
	if (c < 0x80)
		return ascii_is_alnum((char)c);
	uint32_t mask =
	    UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N | UC_CATEGORY_MASK_Co | UC_CATEGORY_MASK_M;
	return uc_is_general_category_withtable(c, mask);
}

bool
fold_next(struct str *rest, struct str *word)
{
	*word = STR_NONE;
	while (rest->n) {
		struct str at = *rest;
		bool belongs = is_word_character(utf8_next(rest));
		if (!belongs && word->n)
			return true;
		if (belongs && word->n == 0)
			word->p = at.p;
		if (belongs)
			word->n += at.n - rest->n;
	}
	return word->n > 0;
}
