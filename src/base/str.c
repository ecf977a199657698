#include "base/str.h"

#include <limits.h>
#include <string.h>

enum {
	SHORT_NEEDLE = 8 /* bytes */
};

int
str_printf_width(struct str s)
{
	return s.n > INT_MAX ? INT_MAX : (int)s.n;
}

struct str
str_of(const char *cstring)
{
	return cstring ? (struct str){cstring, strlen(cstring)} : STR_NONE;
}

static unsigned char
lower(char c)
{
	unsigned char u = (unsigned char)c;
	return u >= 'A' && u <= 'Z' ? (unsigned char)(u + ('a' - 'A')) : u;
}

bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
str_eq_nocase(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

bool
str_starts(struct str s, struct str prefix)
{
	/* Most differ in the first byte, which is cheaper than asking memcmp. */
	return s.n >= prefix.n &&
	       (prefix.n == 0 || (s.p[0] == prefix.p[0] && memcmp(s.p, prefix.p, prefix.n) == 0));
}

bool
str_starts_nocase(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq_nocase(str_upto(s, prefix.n), prefix);
}

bool
str_ends(struct str s, struct str suffix)
{
	/* As in str_starts. */
	return s.n >= suffix.n && (suffix.n == 0 || s.p[s.n - 1] == suffix.p[suffix.n - 1]) &&
	       str_eq(str_from(s, s.n - suffix.n), suffix);
}

bool
str_ends_nocase(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq_nocase(str_from(s, s.n - suffix.n), suffix);
}

bool
str_has(struct str s, char c)
{
	return str_find(s, c) != STR_NOWHERE;
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;
	if (order != 0)
		return order;
	return (a.n > b.n) - (a.n < b.n);
}

size_t
str_find(struct str s, char c)
{
	const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;
	return hit ? (size_t)(hit - s.p) : STR_NOWHERE;
}

size_t
str_find_last(struct str s, char c)
{
	const char *hit = s.n ? memrchr(s.p, c, s.n) : NULL;
	return hit ? (size_t)(hit - s.p) : STR_NOWHERE;
}

/* Far faster than memmem where the first byte is rare, and never much slower for so few bytes. */
static size_t
find_short(struct str s, struct str needle)
{
	size_t at = 0;
	for (struct str rest = s; rest.n >= needle.n; rest = str_from(s, at)) {
		size_t hit = str_find(str_upto(rest, rest.n - needle.n + 1), needle.p[0]);
		if (hit == STR_NOWHERE)
			break;
		at += hit;
		if (memcmp(s.p + at, needle.p, needle.n) == 0)
			return at;
		at++;
	}
	return STR_NOWHERE;
}

size_t
str_find_str(struct str s, struct str needle)
{
	if (needle.n == 0)
		return 0;
	if (needle.n <= SHORT_NEEDLE)
		return find_short(s, needle);
	const char *hit = s.n ? memmem(s.p, s.n, needle.p, needle.n) : NULL;
	return hit ? (size_t)(hit - s.p) : STR_NOWHERE;
}

uint64_t
str_hash(struct str s)
{
	uint64_t hash = 0xCBF29CE484222325;
	for (size_t i = 0; i < s.n; i++)
		hash = (hash ^ (unsigned char)s.p[i]) * 0x100000001B3;
	return hash;
}

struct str
str_from(struct str s, size_t start)
{
	if (start >= s.n)
		return (struct str){s.n ? s.p + s.n : s.p, 0};
	return (struct str){s.p + start, s.n - start};
}

struct str
str_upto(struct str s, size_t end)
{
	return (struct str){s.p, end < s.n ? end : s.n};
}

struct str
str_cut(struct str *rest, char sep)
{
	size_t at = str_find(*rest, sep);
	struct str piece = str_upto(*rest, at);
	*rest = at == STR_NOWHERE ? str_from(*rest, rest->n) : str_from(*rest, at + 1);
	return piece;
}

bool
str_line(struct str *rest, struct str *line)
{
	if (rest->n == 0)
		return false;
	*line = str_cut(rest, '\n');
	return true;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str
str_trim(struct str s)
{
	while (s.n && is_blank(s.p[0]))
		s = str_from(s, 1);
	while (s.n && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

int
str_number(struct str s, unsigned long max, unsigned long *value)
{
	unsigned long sum = 0;
	if (s.n == 0)
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		unsigned long digit = (unsigned long)(s.p[i] - '0');
		if (digit > max || sum > (max - digit) / 10)
			return -1;
		sum = sum * 10 + digit;
	}
	*value = sum;
	return 0;
}
