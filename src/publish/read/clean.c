#include "publish/read/clean.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

enum {
	TAB = 8, /* columns */
	DELETE = 0x7F,
	NBSP = 0xA0,
	SOFT_HYPHEN = 0xAD,
	IDEOGRAPHIC_SPACE = 0x3000
};

/* Whether a byte of the word is below 0x20, above 0x7E, or a part of something wider. */
static bool
has_special(uint64_t word)
{
	const uint64_t ones = 0x0101010101010101, high = 0x8080808080808080;
	uint64_t below = (word - ones * 0x20) & ~word;
	uint64_t above = word + ones;
	return ((below | above | word) & high) != 0;
}

/* Bytes of printable ASCII at the start. */
static size_t
plain_prefix(const char *p, size_t n)
{
	size_t i = 0;
	for (uint64_t word; i + sizeof word <= n; i += sizeof word) {
		memcpy(&word, p + i, sizeof word);
		if (has_special(word))
			break;
	}
	while (i < n && p[i] >= 0x20 && p[i] < DELETE)
		i++;
	return i;
}

/* Bytes of the line break at p: CR, VT, FF, NEL, U+2028 or U+2029; 0: none. */
static size_t
break_at(const char *p, size_t n)
{
	switch ((unsigned char)*p) {
	case '\r':
	case '\v':
	case '\f':
		return 1;
	case 0xC2:
		return n > 1 && (unsigned char)p[1] == 0x85 ? 2 : 0;
	case 0xE2:
		return n > 2 && (p[1] & 0xFF) == 0x80 && ((p[2] & 0xFE) == 0xA8) ? 3 : 0;
	default:
		return 0;
	}
}

/* Takes the raw line off *rest, its break too. next_lf is kept, so that a text without LF is not
 * searched anew for each of its lines. */
static struct str
take_raw(struct cleaner *cleaner, size_t *plain)
{
	struct str rest = cleaner->rest;
	if (!cleaner->next_lf || cleaner->next_lf < rest.p) {
		const char *lf = memchr(rest.p, '\n', rest.n);
		cleaner->next_lf = lf ? lf : rest.p + rest.n;
	}
	size_t n = (size_t)(cleaner->next_lf - rest.p), broken = 0;
	size_t i = *plain = plain_prefix(rest.p, n);
	while (i < n && (broken = break_at(rest.p + i, n - i)) == 0)
		i++;
	struct str raw = str_upto(rest, i);
	size_t taken = i + (broken ? broken : 1);
	bool feed = broken && (rest.p[i] == '\f' || rest.p[i] == '\v');
	if (broken == 1 && rest.p[i] == '\r' && i + 1 == n && n < rest.n)
		taken++;
	cleaner->rest = str_from(rest, taken);
	cleaner->number += !feed;
	cleaner->owes_blank = feed && raw.n > 0;
	return raw;
}

static bool
is_space(uint32_t c)
{
	return c == ' ' || c == NBSP || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
	       c == 0x205F || c == IDEOGRAPHIC_SPACE;
}

static bool
is_dropped(uint32_t c)
{
	return c < 0x20 || (c >= DELETE && c < NBSP) || c == SOFT_HYPHEN || c == 0xFEFF ||
	       c == 0x202D || c == 0x202E;
}

/* Letters that NFC leaves alone whatever stands beside them: most of all that is written. */
static bool
is_settled(uint32_t c)
{
	return c < 0x300 || (c >= 0x400 && c < 0x483) || (c >= 0x48A && c < 0x591) ||
	       (c >= 0x620 && c < 0x64B) || (c >= 0x10A0 && c < 0x1100) ||
	       (c >= 0x2010 && c < 0x2100) || (c >= 0x2500 && c < 0x2600) ||
	       (c >= 0x3001 && c < 0x302A) || (c >= 0x3041 && c < 0x3097) ||
	       (c >= 0x30A1 && c < 0x30FB) || (c >= 0x4E00 && c < 0xA000) ||
	       (c >= 0xAC00 && c < 0xD7A4);
}

/* Whether the line may stay as it is; *width is then known. */
static bool
is_clean(struct str s, uint32_t *width)
{
	size_t columns = 0;
	while (s.n) {
		uint32_t c = utf8_next(&s);
		if (is_dropped(c) || !is_settled(c))
			return false;
		columns += utf8_width(c);
	}
	*width = (uint32_t)columns;
	return true;
}

/* A line as it is being written anew. */
struct rewrite {
	char *p;
	size_t n, last; /* last: where the last character starts */
	size_t columns;
	bool settled, started;
};

static void
put_blanks(struct rewrite *out, size_t count)
{
	memset(out->p + out->n, ' ', count);
	out->n += count;
	out->last = out->n - 1;
	out->columns += count;
}

static void
put(struct rewrite *out, uint32_t c, struct str bytes)
{
	if (!out->started && is_space(c)) {
		put_blanks(out, utf8_width(c) ? utf8_width(c) : 1);
		return;
	}
	out->started = true;
	out->last = out->n;
	memcpy(out->p + out->n, bytes.p, bytes.n);
	out->n += bytes.n;
	out->columns += utf8_width(c);
	out->settled = out->settled && is_settled(c);
}

/* Terminals print X BS X as a bold X; what stays is one X. */
static void
put_backspace(struct rewrite *out)
{
	if (out->last < out->n)
		out->n = out->last;
}

/* ESC [ … letter: colours and cursor moves of a terminal; their length, 1 for a lone ESC. */
static size_t
escape_length(struct str s)
{
	size_t i = 1;
	if (s.n < 2 || s.p[1] != '[')
		return 1;
	for (i = 2; i < s.n && (unsigned char)s.p[i] >= 0x20 && (unsigned char)s.p[i] < 0x40; i++)
		;
	return i < s.n ? i + 1 : i;
}

static void
rewrite_text(struct rewrite *out, struct str rest)
{
	while (rest.n) {
		struct str at = rest;
		uint32_t c = utf8_next(&rest);
		if (c == '\t')
			put_blanks(out, TAB - out->columns % TAB);
		else if (c == '\b')
			put_backspace(out);
		else if (c == 0x1B)
			rest = str_from(at, escape_length(at));
		else if (!is_dropped(c))
			put(out, c, str_upto(at, at.n - rest.n));
	}
}

static size_t
count_tabs(struct str s)
{
	size_t tabs = 0;
	for (size_t i = 0; i < s.n; i++)
		tabs += s.p[i] == '\t';
	return tabs;
}

static struct str
normalize(struct arena *arena, struct str s)
{
	size_t n;
	uint8_t *text = u8_normalize(UNINORM_NFC, (const uint8_t *)s.p, s.n, NULL, &n);
	if (!text)
		return s;
	struct str copy = arena_copy(arena, (struct str){(const char *)text, n});
	free(text);
	return copy;
}

static struct str
rewrite_line(struct arena *arena, struct str raw)
{
	struct rewrite out = {.settled = true};
	out.p = arena_alloc(arena, raw.n + TAB * count_tabs(raw) + 1);
	rewrite_text(&out, raw);
	struct str text = {out.p, out.n};
	return out.settled ? text : normalize(arena, text);
}

static struct str
trim_right(struct str s)
{
	while (s.n) {
		struct str shorter = s;
		if (!is_space(utf8_last(&shorter)))
			break;
		s = shorter;
	}
	return s;
}

static bool
needs_rewrite(struct str raw)
{
	uint32_t first = raw.n ? utf8_next(&(struct str){raw.p, raw.n}) : 0;
	uint32_t width;
	return (first != ' ' && is_space(first)) || !is_clean(raw, &width);
}

static void
measure(struct line *line, struct str text, bool ascii)
{
	while (text.n && text.p[0] == ' ') {
		text = str_from(text, 1);
		line->indent++;
	}
	line->text = text;
	line->width = (uint32_t)(ascii ? text.n : utf8_columns(text));
	if (!text.n)
		line->indent = 0;
}

/* A blank that holds columns apart: two or more of them, but not behind a sentence. */
static bool
has_gap(struct str s)
{
	for (size_t at; (at = str_find_str(s, STR("  "))) != STR_NOWHERE;) {
		if (at > 0 && !strchr(".?!:", s.p[at - 1]))
			return true;
		s = str_from(s, at + 2);
		while (s.n && s.p[0] == ' ') {
			if (at > 0)
				return true;
			s = str_from(s, 1);
		}
	}
	return false;
}

bool
clean_line(struct cleaner *cleaner, struct line *line)
{
	*line = (struct line){.number = cleaner->number};
	if (cleaner->owes_blank) {
		cleaner->owes_blank = false;
		return true;
	}
	if (cleaner->rest.n == 0)
		return false;
	size_t plain;
	struct str raw = take_raw(cleaner, &plain);
	bool ascii = plain == raw.n;
	if (ascii && raw.n && raw.p[raw.n - 1] == ' ')
		raw = trim_right(raw);
	if (!ascii) {
		if (needs_rewrite(raw))
			raw = rewrite_line(cleaner->arena, raw);
		raw = trim_right(raw);
	}
	measure(line, raw, ascii);
	if (has_gap(line->text))
		line->flags |= LINE_GAP;
	return true;
}
