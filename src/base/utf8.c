#include "base/utf8.h"

#include <unistr.h>
#include <uniwidth.h>

static const uint8_t *
bytes(struct str s)
{
	return (const uint8_t *)s.p;
}

static bool
is_ascii(struct str s)
{
	unsigned char seen = 0;
	for (size_t i = 0; i < s.n; i++)
		seen |= (unsigned char)s.p[i];
	return seen < 0x80;
}

bool
utf8_valid(struct str s)
{
	return is_ascii(s) || u8_check(bytes(s), s.n) == NULL;
}

uint32_t
utf8_next(struct str *rest)
{
	ucs4_t c;
	int n = u8_mbtoucr(&c, bytes(*rest), rest->n);
	if (n <= 0) {
		n = 1;
		c = 0xFFFD;
	}
	*rest = str_from(*rest, (size_t)n);
	return c;
}

size_t
utf8_columns(struct str s)
{
	size_t columns = 0;
	while (s.n) {
		int width = uc_width(utf8_next(&s), "UTF-8");
		columns += width > 0 ? (size_t)width : 0;
	}
	return columns;
}
