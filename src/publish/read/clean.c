#include "publish/read/clean.h"

#include "publish/read/ordinal.h"

#include "base/utf8.h"
#include "publish/read/scan.h"

#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

enum {
	TAB = 8 /* columns */
};

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

/* Takes the raw line off *rest, its break too; *scan is what was seen of it. next_lf is kept, so
 * that a text without LF is not searched anew for each of its lines. */
static struct str
take_raw(struct cleaner *cleaner, struct scan *scan)
{
	struct str rest = cleaner->rest;
	if (!cleaner->next_lf || cleaner->next_lf < rest.p) {
		const char *lf = memchr(rest.p, '\n', rest.n);
		cleaner->next_lf = lf ? lf : rest.p + rest.n;
	}
	size_t n = (size_t)(cleaner->next_lf - rest.p), broken = 0;
	*scan = scan_text(str_upto(rest, n));
	size_t i = scan->bytes;
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
	if (!out->started && scan_is_space(c)) {
		put_blanks(out, utf8_width(c) ? utf8_width(c) : 1);
		return;
	}
	out->started = true;
	out->last = out->n;
	memmove(out->p + out->n, bytes.p, bytes.n);
	out->n += bytes.n;
	out->columns += utf8_width(c);
	out->settled = out->settled && scan_is_settled(c);
}

/* Terminals print X BS X as a bold X; what stays is one X. */
static void
put_backspace(struct rewrite *out)
{
	if (out->last < out->n)
		out->n = out->last;
}

/* ESC [ … letter: colours and cursor moves of a terminal (ECMA-48 5.4); their length, 1 for a lone
 * ESC. One that is cut short takes nothing from the character behind it. */
static size_t
escape_length(struct str s)
{
	size_t i = 1;
	if (s.n < 2 || s.p[1] != '[')
		return 1;
	for (i = 2; i < s.n && (unsigned char)s.p[i] >= 0x20 && (unsigned char)s.p[i] < 0x40; i++)
		;
	bool is_ended = i < s.n && (unsigned char)s.p[i] >= 0x40 && (unsigned char)s.p[i] < 0x7F;
	return is_ended ? i + 1 : i;
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
		else if (!scan_is_dropped(c))
			put(out, c, str_upto(at, at.n - rest.n));
	}
}

/* In place when there is room for it, as there nearly always is. */
static struct str
normalize(struct arena *arena, struct str s, size_t room)
{
	size_t n;
	uint8_t *text = u8_normalize(UNINORM_NFC, (const uint8_t *)s.p, s.n, NULL, &n);
	if (!text)
		return s;
	struct str composed = {(const char *)text, n};
	if (n <= room)
		s = (struct str){memcpy(arena_writable(s), text, n), n};
	else
		s = arena_copy(arena, composed);
	free(text);
	return s;
}

static size_t
count_tabs(struct str s)
{
	size_t tabs = 0;
	for (size_t i = 0; i < s.n; i++)
		tabs += s.p[i] == '\t';
	return tabs;
}

/* Nothing but tabs makes a line longer, so that any other stays where it is. */
static struct str
rewrite_line(struct arena *arena, struct str raw)
{
	struct rewrite out = {.settled = true};
	size_t tabs = count_tabs(raw), room = raw.n + TAB * tabs;
	out.p = tabs ? arena_alloc(arena, room) : arena_writable(raw);
	rewrite_text(&out, raw);
	struct str text = {out.p, out.n};
	return out.settled ? text : normalize(arena, text, room);
}

/* Takes the columns of the blanks that go off *columns. */
static struct str
trim_right(struct str s, uint32_t *columns)
{
	while (s.n) {
		struct str shorter = s;
		uint32_t c = utf8_last(&shorter);
		if (!scan_is_space(c))
			break;
		*columns -= (uint32_t)utf8_width(c);
		s = shorter;
	}
	return s;
}

/* Whether another blank than that of ASCII sets the line in. */
static bool
is_set_in(struct str raw)
{
	while (raw.n && raw.p[0] == ' ')
		raw = str_from(raw, 1);
	return raw.n && (unsigned char)raw.p[0] >= 0x80 &&
	       scan_is_space(utf8_next(&(struct str){raw.p, raw.n}));
}

static unsigned
at_most(uint32_t n, unsigned most)
{
	return n < most ? n : most;
}

static void
measure(struct line *line, struct str text, uint32_t columns)
{
	uint32_t indent = 0;
	text = trim_right(text, &columns);
	while (indent < text.n && text.p[indent] == ' ')
		indent++;
	line->text = str_from(text, indent);
	if (!line->text.n)
		return;
	line->indent = at_most(indent, LINE_INDENT_MAX);
	line->width = at_most(columns - indent, LINE_WIDTH_MAX);
}

/* A blank that holds columns apart: two or more of them, but not behind a sentence. */
static bool
has_gap(struct str s)
{
	struct ordinal ordinal;
	size_t offset = 0;
	enum bullet bullet = line_bullet(s, &offset);
	if (bullet == BULLET_NONE && ordinal_parse(s, &ordinal))
		offset = ordinal.text;
	else if (bullet != BULLET_DOT && bullet != BULLET_O)
		offset = 0; /* it may be what the table is about */
	s = str_trim(str_from(s, offset));
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
	struct scan scan;
	struct str raw = take_raw(cleaner, &scan);
	if (scan.bytes < raw.n || is_set_in(raw)) {
		raw = rewrite_line(cleaner->arena, raw);
		scan = scan_text(raw);
		if (scan.bytes < raw.n)
			scan =
			    (struct scan){.columns = (uint32_t)utf8_columns(raw), .blanks = true};
	}
	measure(line, raw, scan.columns);
	if (scan.blanks && has_gap(line->text))
		line->flags |= LINE_GAP;
	return true;
}
