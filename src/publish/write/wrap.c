#include "publish/write/wrap.h"

#include "base/ascii.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unilbrk.h>

enum {
	RECORD_BYTES = 100, /* in which the key of a record ends */
	FEW_LINES = 4,
	NARROW_COLUMNS = 50, /* few lines are taken for no narrower than that, … */
	LEAST_COLUMNS = 40,  /* … and more for no narrower than that */
	WIDE_COLUMNS = 100,  /* a wider line holds a whole paragraph */
	OUTLIER = 12         /* columns by which one line alone may stand out */
};

/* A paragraph on its way: breaks is NULL where only blanks may part it. */
struct paragraph {
	struct str text;
	char *breaks; /* owned; libunistring's answer for each byte */
	bool readable;
};

/* Han, kana and Hangul: a line may end between any two that UAX 14 lets part. */
static bool
is_wide_script(uint32_t c)
{
	return (c >= 0x2E80 && c < 0xA4D0) || (c >= 0xAC00 && c < 0xD7B0) ||
	       (c >= 0xF900 && c < 0xFB00) || (c >= 0xFF00 && c < 0xFF70) || c >= 0x20000;
}

/* U+2E80, the first of them, begins with the bytes E2 BA. */
static bool
has_wide_script(struct str s)
{
	for (size_t i = 0; i + 1 < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c > 0xE2 || (c == 0xE2 && (unsigned char)s.p[i + 1] >= 0xBA))
			return true;
	}
	return false;
}

/* "12.", "2.1)", "(a)", "[3]" */
static bool
is_number(struct str word)
{
	size_t at = word.p[0] == '(' || word.p[0] == '[', digits = 0;
	bool letter = at + 2 == word.n && word.p[at] >= 'a' && word.p[at] <= 'z';
	for (; at + 1 < word.n && (ascii_is_digit(word.p[at]) || word.p[at] == '.'); at++)
		digits += ascii_is_digit(word.p[at]);
	return (letter || (digits && at + 1 == word.n)) && strchr(".)]", word.p[word.n - 1]);
}

/* Nothing but marks that items begin with and rules are drawn of. */
static bool
is_drawn(struct str word)
{
	size_t at = 0;
	while (at < word.n && strchr("*-+|=~^#_.:", word.p[at]))
		at++;
	return at == word.n;
}

/* A word that at the start of a line would make it an item, a quote, a rule or a heading. */
static bool
is_mark(struct str rest)
{
	struct str word = str_upto(rest, str_find(rest, ' '));
	if (!word.n)
		return false;
	if ((unsigned char)word.p[0] >= 0x80)
		return word.n <= 3 && utf8_columns(word) <= 1;
	return strchr(">`", word.p[0]) || str_eq(word, STR("o")) || is_drawn(word) ||
	       is_number(word);
}

/* "… by mail: Subject: help": a record below a colon would stand for itself. */
static bool
leads_to_record(struct str text, size_t at)
{
	return at > 1 && text.p[at - 2] == ':' &&
	       str_find_str(str_upto(str_from(text, at), RECORD_BYTES), STR(": ")) != STR_NOWHERE;
}

static struct str
without_blanks(struct str s)
{
	while (s.n && s.p[s.n - 1] == ' ')
		s.n--;
	return s;
}

/* Whether the line from `start` on may end before the byte at `at`. */
static bool
may_break(const struct paragraph *paragraph, size_t start, size_t at)
{
	struct str text = paragraph->text;
	if (text.p[at - 1] == ' ')
		return !paragraph->readable ||
		       (!str_ends(str_upto(text, at), STR("  ")) && !is_mark(str_from(text, at)) &&
		        !leads_to_record(text, at) &&
		        !is_drawn(without_blanks(str_upto(str_from(text, start), at - start))));
	if (!paragraph->breaks || paragraph->breaks[at] != UC_BREAK_POSSIBLE)
		return false;
	return is_wide_script(utf8_next(&(struct str){text.p + at, text.n - at})) &&
	       is_wide_script(utf8_last(&(struct str){text.p, at}));
}

/* Bytes of the next line: up to the last place within the columns where it may end. */
static size_t
line_length(const struct paragraph *paragraph, size_t start, size_t columns, bool whole_words)
{
	struct str text = paragraph->text;
	size_t used = 0, last = 0, at = start;
	while (at < text.n) {
		struct str rest = str_from(text, at);
		size_t width = (unsigned char)rest.p[0] < 0x80 ? 1 : 0;
		struct str after = rest;
		uint32_t c = utf8_next(&after);
		if (!width)
			width = utf8_width(c);
		if (at > start && c != ' ' && may_break(paragraph, start, at))
			last = at;
		if (used + width > columns && c != ' ' && (last || !whole_words) && at > start)
			return (last ? last : at) - start;
		used += width;
		at += rest.n - after.n;
	}
	return text.n - start;
}

/* line: a room to join both in. */
static void
add_line(struct buf *out, struct buf *line, struct str before, struct str words,
         const struct wrap *wrap)
{
	buf_reset(line);
	buf_add_str(line, before);
	buf_add_str(line, words);
	wrap->line(out, without_blanks(buf_str(line)));
}

/* The lines that a paragraph becomes, each a struct str; they lie in its text. */
static void
cut_lines(struct buf *lines, const struct paragraph *paragraph, const struct wrap *wrap,
          size_t columns)
{
	struct str text = paragraph->text, before = wrap->first;
	size_t at = 0;
	buf_reset(lines);
	do {
		size_t indent = utf8_columns(before),
		       room = columns > indent ? columns - indent : 1;
		size_t n = line_length(paragraph, at, room, wrap->whole_words);
		struct str line = without_blanks(str_upto(str_from(text, at), n));
		buf_add(lines, &line, sizeof line);
		at += n;
		while (at < text.n && text.p[at] == ' ')
			at++;
		before = wrap->next;
	} while (at < text.n);
}

/* The column that the lines reach, but for one that alone stands out. */
static size_t
reached(const struct str *lines, size_t count, size_t indent)
{
	size_t most = 0, second = 0;
	for (size_t i = 0; i < count; i++) {
		size_t edge = indent + utf8_columns(lines[i]);
		if (edge > most) {
			second = most;
			most = edge;
		} else if (edge > second) {
			second = edge;
		}
	}
	return count > 2 && most > second + OUTLIER ? second : most;
}

/* The column at which a reader will think that the lines were broken. */
static size_t
seen_margin(const struct str *lines, size_t count, size_t indent)
{
	size_t most = reached(lines, count, indent);
	size_t least = indent + (count <= FEW_LINES ? NARROW_COLUMNS : LEAST_COLUMNS);
	return most > least ? most : least;
}

/* Whether the first word of the second line would not have fitted on the first one. */
static bool
is_forced(const struct str lines[2], size_t indent, size_t margin)
{
	size_t edge = indent + utf8_columns(lines[0]);
	struct str word = str_upto(lines[1], str_find(lines[1], ' '));
	return edge + 1 > margin || edge + 1 + utf8_columns(word) > margin;
}

bool
wrap_is_kept(const struct str *lines, size_t count)
{
	size_t margin = reached(lines, count, 0), breaks = 0;
	margin = margin > LEAST_COLUMNS ? margin : LEAST_COLUMNS;
	for (size_t i = 0; i < count; i++) {
		if (utf8_columns(lines[i]) > NARROW_COLUMNS)
			return false;
		if (i + 1 == count)
			break;
		struct str next = str_upto(lines[i + 1], RECORD_BYTES);
		if (str_ends(lines[i], STR(":")) && str_find_str(next, STR(": ")) != STR_NOWHERE)
			return false;
		breaks += !is_forced(lines + i, 0, margin);
	}
	return 2 * breaks + 1 >= count && (count != 2 || breaks == 1);
}

/* Whether no first word of a line would have fitted on the one before it. */
static bool
are_forced(const struct buf *held, const struct wrap *wrap)
{
	const struct str *lines = (const void *)held->p;
	size_t count = held->n / sizeof *lines, indent = utf8_columns(wrap->next);
	size_t margin = wrap->alone ? seen_margin(lines, count, indent) : wrap->columns;
	for (size_t i = 0; i + 1 < count; i++)
		if (!is_forced(lines + i, indent, margin))
			return false;
	return true;
}

/* Whether the widest lines hold most of the columns: a reader will take each for a paragraph. */
static bool
are_long(const struct buf *held)
{
	const struct str *lines = (const void *)held->p;
	size_t all = 0, wide = 0;
	for (size_t i = 0; i < held->n / sizeof *lines; i++) {
		size_t columns = utf8_columns(lines[i]);
		all += columns;
		wide += columns > WIDE_COLUMNS ? columns : 0;
	}
	return wide && 2 * wide >= all;
}

/* Where a mark must not begin a line, the word before it moves too and leaves a break that looks
 * free: somewhat narrower lines have none. Without any such width the text stays on one line. */
static void
cut_readable(struct buf *lines, const struct paragraph *paragraph, const struct wrap *wrap)
{
	cut_lines(lines, paragraph, wrap, wrap->columns);
	for (size_t less = 1; less <= wrap->columns / 3 && !are_forced(lines, wrap); less++)
		cut_lines(lines, paragraph, wrap, wrap->columns - less);
	if (!are_forced(lines, wrap) || (wrap->alone && are_long(lines)))
		cut_lines(lines, paragraph, wrap, wrap->alone ? paragraph->text.n : wrap->columns);
}

void
wrap_add(struct buf *out, struct str text, const struct wrap *wrap)
{
	struct paragraph paragraph = {.text = text, .readable = wrap->readable};
	struct buf held = {0}, line = {0};
	if (has_wide_script(text))
		paragraph.breaks = malloc(text.n);
	if (paragraph.breaks)
		u8_possible_linebreaks((const uint8_t *)text.p, text.n, "UTF-8", paragraph.breaks);
	if (wrap->readable)
		cut_readable(&held, &paragraph, wrap);
	else
		cut_lines(&held, &paragraph, wrap, wrap->columns);
	const struct str *lines = (const void *)held.p;
	for (size_t i = 0; i < held.n / sizeof *lines; i++)
		add_line(out, &line, i == 0 ? wrap->first : wrap->next, lines[i], wrap);
	buf_free(&held);
	buf_free(&line);
	free(paragraph.breaks);
}
