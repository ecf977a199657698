#include "base/utf8.h"

#include <string.h>
#include <unistr.h>
#include <uniwidth.h>

static const uint8_t *
bytes(struct str s)
{
	return (const uint8_t *)s.p;
}

bool
utf8_is_ascii(struct str s)
{
	uint64_t seen = 0, word;
	size_t i = 0;
	for (; i + sizeof word <= s.n; i += sizeof word) {
		memcpy(&word, s.p + i, sizeof word);
		seen |= word;
	}
	for (; i < s.n; i++)
		seen |= (unsigned char)s.p[i];
	return (seen & 0x8080808080808080) == 0;
}

bool
utf8_valid(struct str s)
{
	return utf8_is_ascii(s) || u8_check(bytes(s), s.n) == NULL;
}

static bool
is_tail(char c)
{
	return (c & 0xC0) == 0x80;
}

/* Letters of two and three bytes, which are most of those that are not ASCII; 0: something else. */
static int
decode_short(struct str s, ucs4_t *c)
{
	unsigned char first = (unsigned char)s.p[0];
	if (first >= 0xC2 && first < 0xE0 && s.n > 1 && is_tail(s.p[1])) {
		*c = (ucs4_t)(first & 0x1F) << 6 | (s.p[1] & 0x3F);
		return 2;
	}
	if (first > 0xE0 && first < 0xED && s.n > 2 && is_tail(s.p[1]) && is_tail(s.p[2])) {
		*c = (ucs4_t)(first & 0x0F) << 12 | (ucs4_t)(s.p[1] & 0x3F) << 6 | (s.p[2] & 0x3F);
		return 3;
	}
	return 0;
}

uint32_t
utf8_next_wide(struct str *rest)
{
	ucs4_t c = 0;
	int n = decode_short(*rest, &c);
	if (n == 0)
		n = u8_mbtoucr(&c, bytes(*rest), rest->n);
	if (n <= 0) {
		n = 1;
		c = 0xFFFD;
	}
	*rest = (struct str){rest->p + n, rest->n - (size_t)n};
	return c;
}

uint32_t
utf8_last(struct str *rest)
{
	ucs4_t c;
	const uint8_t *start = bytes(*rest);
	const uint8_t *at = u8_prev(&c, start + rest->n, start);
	if (!at) {
		rest->n--;
		return 0xFFFD;
	}
	rest->n = (size_t)(at - start);
	return c;
}

size_t
utf8_count(struct str s)
{
	size_t count = 0;
	for (; s.n; count++)
		utf8_next(&s);
	return count;
}

size_t
utf8_put(char out[static UTF8_MAX], uint32_t c)
{
	int n = u8_uctomb((uint8_t *)out, c, UTF8_MAX);
	return n > 0 ? (size_t)n : 0;
}

void
utf8_add(struct buf *out, uint32_t c)
{
	char encoded[UTF8_MAX];
	buf_add(out, encoded, utf8_put(encoded, c));
}

bool
utf8_has_control(struct str s)
{
	while (s.n)
		if (utf8_is_control(utf8_next(&s)))
			return true;
	return false;
}

void
utf8_add_visible(struct buf *out, struct str s)
{
	while (s.n) {
		struct str letter = s;
		uint32_t c = utf8_next(&s);
		letter.n -= s.n;
		bool is_wrong = c == 0xFFFD && letter.n == 1;
		if (!is_wrong && !utf8_is_control(c))
			buf_add_str(out, letter);
		else
			for (size_t i = 0; i < letter.n; i++)
				buf_printf(out, "\\x%02x", (unsigned char)letter.p[i]);
	}
}

void
utf8_add_spaced(struct buf *out, struct str s)
{
	while (s.n) {
		uint32_t c = utf8_next(&s);
		utf8_add(out, utf8_is_control(c) ? ' ' : c);
	}
}

void
utf8_fill_spaced(struct span *out, struct str s)
{
	while (s.n) {
		struct str letter = s;
		uint32_t c = utf8_next(&s);
		letter.n -= s.n;
		if (utf8_is_control(c))
			letter = STR(" ");
		else if (c == 0xFFFD && letter.n == 1)
			letter = STR("?");
		span_add(out, letter);
	}
}

/* What most letters are; asking libunistring for each would be slow. */
static const struct width {
	uint32_t from, to;
	size_t columns;
} widths[] = {
    {0x400, 0x482, 1},   {0x10A0, 0x10FF, 1}, {0xAE, 0x2FF, 1},    {0x531, 0x556, 1},
    {0x561, 0x587, 1},   {0x620, 0x64A, 1},   {0x4E00, 0x9FFF, 2}, {0x3041, 0x3096, 2},
    {0x30A1, 0x30FA, 2}, {0xAC00, 0xD7A3, 2}, {0x1EA0, 0x1EF9, 1}, {0x388, 0x3FF, 1},
    {0x5D0, 0x5EA, 1},   {0x2010, 0x2027, 1},
};

size_t
utf8_width_wide(uint32_t c)
{
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
		if (c >= widths[i].from && c <= widths[i].to)
			return widths[i].columns;
	int width = uc_width(c, "UTF-8");
	return width > 0 ? (size_t)width : 0;
}

static size_t
count_controls(struct str s)
{
	size_t controls = 0;
	for (size_t i = 0; i < s.n; i++)
		controls += (unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F;
	return controls;
}

size_t
utf8_columns(struct str s)
{
	if (utf8_is_ascii(s))
		return s.n - count_controls(s);
	size_t columns = 0;
	while (s.n)
		columns += utf8_width(utf8_next(&s));
	return columns;
}
