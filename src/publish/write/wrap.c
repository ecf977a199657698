#include "publish/write/wrap.h"

#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unilbrk.h>

/* A paragraph on its way: breaks is NULL where only blanks part it. */
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

static bool
is_digit_or_letter(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

/* A word that at the start of a line would make it an item, a quote, a rule or a heading. */
static bool
is_mark(struct str rest)
{
	struct str word = str_upto(rest, str_find(rest, ' '));
	if (!word.n)
		return false;
	char first = word.p[0], last = word.p[word.n - 1];
	if (strchr(">#=|+~^`", first) || strchr("*-", first))
		return true;
	if ((unsigned char)first >= 0x80)
		return word.n <= 3 && utf8_columns(word) <= 1;
	bool numbered = last == ')' || (last == '.' && word.n <= 3);
	return (word.n == 1 && first == 'o') ||
	       (numbered && (is_digit_or_letter(first) || first == '(') && word.n <= 8);
}

/* Whether a line may end before the byte at `at`. */
static bool
may_break(const struct paragraph *paragraph, size_t at)
{
	struct str text = paragraph->text;
	if (text.p[at - 1] == ' ')
		return !paragraph->readable || !is_mark(str_from(text, at));
	if (!paragraph->breaks || paragraph->breaks[at] != UC_BREAK_POSSIBLE)
		return false;
	return is_wide_script(utf8_next(&(struct str){text.p + at, text.n - at})) &&
	       is_wide_script(utf8_last(&(struct str){text.p, at}));
}

static struct str
without_blanks(struct str s)
{
	while (s.n && s.p[s.n - 1] == ' ')
		s.n--;
	return s;
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
		if (at > start && c != ' ' && may_break(paragraph, at))
			last = at;
		if (used + width > columns && c != ' ' && (last || !whole_words) && at > start)
			return (last ? last : at) - start;
		used += width;
		at += rest.n - after.n;
	}
	return text.n - start;
}

static void
add_line(struct buf *out, struct str before, struct str words, const struct wrap *wrap)
{
	struct buf line = {0};
	buf_add_str(&line, before);
	buf_add_str(&line, words);
	wrap->line(out, without_blanks(buf_str(&line)));
	buf_free(&line);
}

void
wrap_add(struct buf *out, struct str text, const struct wrap *wrap)
{
	struct paragraph paragraph = {.text = text, .readable = wrap->readable};
	if (!utf8_is_ascii(text))
		paragraph.breaks = malloc(text.n);
	if (paragraph.breaks)
		u8_possible_linebreaks((const uint8_t *)text.p, text.n, "UTF-8", paragraph.breaks);
	struct str before = wrap->first;
	size_t at = 0;
	do {
		size_t indent = utf8_columns(before);
		size_t room = wrap->columns > indent ? wrap->columns - indent : 1;
		size_t n = line_length(&paragraph, at, room, wrap->whole_words);
		add_line(out, before, str_upto(str_from(text, at), n), wrap);
		at += n;
		while (at < text.n && text.p[at] == ' ')
			at++;
		before = wrap->next;
	} while (at < text.n);
	free(paragraph.breaks);
}
