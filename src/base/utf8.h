/* UTF-8 as libunistring sees it: validity, code points, display columns. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"
#include "base/span.h"
#include "base/str.h"

#include <stdint.h>

enum {
	UTF8_MAX = 4 /* bytes of a code point */
};

bool utf8_is_ascii(struct str s);

/* RFC 3629: no surrogates, no overlong forms, nothing above U+10FFFF. */
bool utf8_valid(struct str s);

/* What utf8_next() and utf8_width() say of all that is not ASCII. */
uint32_t utf8_next_wide(struct str *rest);
size_t utf8_width_wide(uint32_t c);

/* Takes the first code point off *rest; a wrong byte comes out as U+FFFD, one byte long.
 * *rest must not be empty. */
static inline uint32_t
utf8_next(struct str *rest)
{
	unsigned char c = (unsigned char)rest->p[0];
	if (c >= 0x80)
		return utf8_next_wide(rest);
	rest->p++;
	rest->n--;
	return c;
}

/* The same at the other end: takes the last code point off *rest. */
uint32_t utf8_last(struct str *rest);

/* What a terminal may obey: the controls of ASCII, and those from U+0080 to U+009F. */
static inline bool
utf8_is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

bool utf8_has_control(struct str s);
/* Appends text with each byte of its controls, and each that is wrong, as \xNN. */
void utf8_add_visible(struct buf *out, struct str s);
/* The same with a space for each control, and U+FFFD for each wrong byte. */
void utf8_add_spaced(struct buf *out, struct str s);
/* The same into a span, and a ? for each wrong byte, so that nothing gets longer. */
void utf8_fill_spaced(struct span *out, struct str s);

size_t utf8_count(struct str s); /* code points */
/* The bytes of a code point, and how many they are; 0 where it is none. */
size_t utf8_put(char out[static UTF8_MAX], uint32_t c);
/* Appends them. */
void utf8_add(struct buf *out, uint32_t c);

/* Columns on a terminal: 2 for wide letters, 0 for combining marks and controls. */
static inline size_t
utf8_width(uint32_t c)
{
	return c >= 0x20 && c < 0x7F ? 1 : utf8_width_wide(c);
}

size_t utf8_columns(struct str s);

#endif
