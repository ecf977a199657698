#include "publish/read/scan.h"

#include "base/utf8.h"

#include <endian.h>
#include <string.h>

enum {
	DELETE = 0x7F,
	NBSP = 0xA0,
	SOFT_HYPHEN = 0xAD,
	IDEOGRAPHIC_SPACE = 0x3000
};

static const uint64_t ones = 0x0101010101010101, highs = 0x8080808080808080;

bool
scan_is_space(uint32_t c)
{
	return c == ' ' || c == NBSP || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
	       c == 0x205F || c == IDEOGRAPHIC_SPACE;
}

bool
scan_is_dropped(uint32_t c)
{
	return c < 0x20 || (c >= DELETE && c < NBSP) || c == SOFT_HYPHEN || c == 0xFEFF ||
	       c == 0x202D || c == 0x202E;
}

/* UAX 15, quick check: no character here has a combining class, a decomposition, or a partner that
 * it composes with; the others are asked of libunistring. */
static const struct range {
	uint32_t from, to;
} settled[] = {
    {0x400, 0x482},   {0x10A0, 0x10FF}, {0x0, 0x2FF},     {0x48A, 0x590},   {0x61B, 0x64A},
    {0x2010, 0x2027}, {0x4E00, 0xA66E}, {0x3001, 0x3029}, {0x3030, 0x3098}, {0x309B, 0x4DFF},
    {0xAC00, 0xD7A3}, {0x388, 0x3FF},   {0x5D0, 0x60F},   {0x671, 0x6D5},   {0x904, 0x939},
    {0xE01, 0xE30},   {0xE3F, 0xE47},   {0x1200, 0x135C}, {0x1C80, 0x1CC7}, {0x1E00, 0x1F70},
    {0x202A, 0x20CF}, {0x2190, 0x2328}, {0x2500, 0x2ADB}, {0xFE30, 0xFFFF}, {0x1F000, 0x1FFFF}};

bool
scan_is_settled(uint32_t c)
{
	for (size_t i = 0; i < sizeof settled / sizeof *settled; i++)
		if (c >= settled[i].from && c <= settled[i].to)
			return true;
	return false;
}

/* The high bit of each byte that is below 0x20, above 0x7E, or a part of something wider. */
static uint64_t
specials(uint64_t word)
{
	return (((word - ones * 0x20) & ~word) | (word + ones) | word) & highs;
}

/* The high bit of each byte that is a blank; the word holds ASCII only. */
static uint64_t
blanks(uint64_t word)
{
	return ~((word ^ (ones * ' ')) + (highs - ones)) & highs;
}

/* Eight bytes at a time; the first one is the lowest. */
static void
scan_words(struct scan *scan, struct str text)
{
	uint64_t before = 0, pairs = 0;
	size_t i = scan->bytes;
	for (uint64_t word; i + sizeof word <= text.n; i += sizeof word) {
		memcpy(&word, text.p + i, sizeof word);
		if (specials(word))
			break;
		uint64_t here = blanks(le64toh(word));
		pairs |= here & (here << 8 | before);
		before = here >> 56;
	}
	scan->bytes = i;
	scan->blanks = pairs != 0;
}

static void
scan_ascii(struct scan *scan, struct str text)
{
	size_t indent = 0;
	while (indent < text.n && text.p[indent] == ' ')
		indent++;
	scan->bytes = indent;
	scan_words(scan, text);
	size_t i = scan->bytes;
	for (; i < text.n && text.p[i] >= ' ' && text.p[i] < DELETE; i++)
		scan->blanks |= text.p[i] == ' ' && i > indent && text.p[i - 1] == ' ';
	scan->bytes = i;
	scan->columns = (uint32_t)i;
}

/* Bytes of a Cyrillic or Georgian letter, which is settled and one column wide; 0: another. */
static size_t
letter_length(const char *p)
{
	unsigned char c = (unsigned char)p[0];
	if (c == 0xD0 || c == 0xD1) /* U+0400 to U+047F */
		return 2;
	return c == 0xE1 && (unsigned char)p[1] == 0x83 ? 3 : 0; /* U+10C0 to U+10FF */
}

/* The same as a number of letters, which are taken off *rest. */
static uint32_t
skip_letters(struct str *rest)
{
	uint32_t letters = 0;
	for (size_t n; rest->n && (n = letter_length(rest->p)) > 0; letters++)
		*rest = (struct str){rest->p + n, rest->n - n};
	return letters;
}

struct scan
scan_text(struct str text)
{
	struct scan scan = {0};
	scan_ascii(&scan, text);
	struct str rest = str_from(text, scan.bytes);
	bool blank = scan.bytes > 0 && rest.p[-1] == ' ';
	while (rest.n) {
		uint32_t letters = skip_letters(&rest), c;
		scan.columns += letters;
		blank = blank && !letters;
		struct str next = rest;
		if (!rest.n || scan_is_dropped(c = utf8_next(&next)) || !scan_is_settled(c))
			break;
		scan.blanks |= blank && c == ' ';
		blank = c == ' ';
		scan.columns += (uint32_t)utf8_width(c);
		rest = next;
	}
	scan.bytes = text.n - rest.n;
	return scan;
}
