#include "base/fold.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

enum {
	SOFT_HYPHEN = 0xAD,
	CYRILLIC_CAPITAL_IE_WITH_GRAVE = 0x400,
	CYRILLIC_CAPITAL_A = 0x410,
	CYRILLIC_A = 0x430,
	CYRILLIC_IE = 0x435,
	CYRILLIC_IO = 0x451,
	CYRILLIC_YERU_END = 0x460,
	TATWEEL = 0x640,
	GEORGIAN_AN = 0x10D0,
	GEORGIAN_END = 0x10FB
};

/* Scripts of which no letter composes with the next one: the form of each is known at once. 0:
 * another script. */
static uint32_t
fold_quickly(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
	if (c == CYRILLIC_IO || c == CYRILLIC_IO - 0x50)
		return CYRILLIC_IE;
	if (c >= CYRILLIC_A && c < CYRILLIC_YERU_END)
		return c;
	if (c >= CYRILLIC_CAPITAL_A && c < CYRILLIC_A)
		return c + 0x20;
	if (c >= CYRILLIC_CAPITAL_IE_WITH_GRAVE && c < CYRILLIC_CAPITAL_A)
		return c + 0x50;
	return c >= GEORGIAN_AN && c < GEORGIAN_END ? c : 0;
}

/* Whether all of it could be done; if not, nothing was added. */
static bool
add_quickly(struct buf *out, struct str chunk)
{
	size_t start = out->n;
	while (chunk.n) {
		uint32_t c = fold_quickly(utf8_next(&chunk));
		if (c == 0) {
			buf_cut(out, start);
			return false;
		}
		if (c < 0x80)
			buf_add_char(out, (char)c);
		else
			utf8_add(out, c);
	}
	return true;
}

/* What is left to do once Unicode's own folding is done. */
static void
add_folded(struct buf *out, struct str folded)
{
	while (folded.n) {
		uint32_t c = utf8_next(&folded);
		if (c == CYRILLIC_IO)
			c = CYRILLIC_IE;
		if (c != SOFT_HYPHEN && c != TATWEEL)
			utf8_add(out, c);
	}
}

static void
add_slowly(struct buf *out, struct str chunk)
{
	size_t n = 0;
	uint8_t *folded =
	    u8_casefold((const uint8_t *)chunk.p, chunk.n, NULL, UNINORM_NFC, NULL, &n);
	if (folded)
		add_folded(out, (struct str){(const char *)folded, n});
	else
		out->failed = true;
	free(folded);
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
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
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
