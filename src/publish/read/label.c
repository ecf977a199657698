#include "publish/read/label.h"

#include "base/utf8.h"
#include "publish/read/line.h"

enum {
	WORDS_MAX = 4, /* of a label that no quotes bound */
	BYTES_MAX = 160,
	SMALL = 2 /* columns: a word as short as that joins others */
};

/* Words that stand before a name and are no part of it. */
static bool
is_function_word(struct str word)
{
	static const char *const words[] = {
	    "the",   "our",   "your",   "their", "his",   "her",   "its",   "this",  "that",
	    "see",   "and",   "for",    "from",  "with",  "about", "read",  "also",  "into",
	    "over",  "under", "are",    "was",   "were",  "has",   "have",  "can",   "you",
	    "all",   "new",   "which",  "наш",   "нашем", "наша",  "нашей", "наше",  "для",
	    "или",   "см.",   "это",    "этот",  "этом",  "при",   "под",   "над",   "что",
	    "ჩვენი", "ჩვენს", "ჩვენმა", "ეს",    "და",    "იხ.",   "ამ",    "bizim", "için",
	    "ilə",   "üçün",  "նաև",    "մեր",   "наші",  "нашій"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (line_folded_equal(word, str_of(words[i])))
			return true;
	return utf8_columns(word) <= SMALL && line_start(word) != START_DIGIT;
}

static bool
ends_phrase(struct str word)
{
	enum line_end end = line_end(word);
	return end == END_COMMA || end == END_STOP || end == END_COLON || end == END_QUESTION;
}

/* “Annual report” before the bracket; empty: no quotes end there. */
static struct str
quoted(struct str before)
{
	static const char *const quotes[][2] = {{"“", "”"}, {"„", "“"}, {"«", "»"}, {"\"", "\""}};
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
		struct str open = str_of(quotes[i][0]), close = str_of(quotes[i][1]);
		if (!str_ends(before, close))
			continue;
		struct str inner = str_upto(before, before.n - close.n);
		for (size_t n = 1; n < inner.n && n < BYTES_MAX; n++)
			if (str_starts(str_from(inner, inner.n - n), open))
				return str_from(inner, inner.n - n + open.n);
	}
	return STR_NONE;
}

/* The last few words that no small word and no mark part. */
static struct str
last_words(struct str before)
{
	size_t start = before.n;
	for (unsigned count = 0; start > 0 && count < WORDS_MAX; count++) {
		struct str rest = str_upto(before, start);
		while (rest.n && rest.p[rest.n - 1] == ' ')
			rest.n--;
		size_t space = str_find_last(rest, ' ');
		size_t from = space == STR_NOWHERE ? 0 : space + 1;
		struct str word = str_from(rest, from);
		if (is_function_word(word) || ends_phrase(word) || str_has(word, '('))
			break;
		start = from;
	}
	return str_from(before, start);
}

/* Whole characters, as many as a label can have. */
static struct str
last_bytes(struct str s)
{
	struct str near = s.n > BYTES_MAX ? str_from(s, s.n - BYTES_MAX) : s;
	while (near.n && (near.p[0] & 0xC0) == 0x80)
		near = str_from(near, 1);
	return near;
}

struct str
label_of(struct str text, struct str address)
{
	size_t at = (size_t)(address.p - text.p);
	struct str after = str_from(text, at + address.n);
	if (at < 3 || !after.n)
		return STR_NONE;
	char open = text.p[at - 1], close = after.p[0];
	if (!(open == '(' && close == ')') && !(open == '<' && close == '>'))
		return STR_NONE;
	if (text.p[at - 2] != ' ')
		return STR_NONE;
	struct str before = str_trim(str_upto(text, at - 1)), near = last_bytes(before);
	struct str label = quoted(near);
	/* A word that was cut is none. */
	if (!label.n && near.n < before.n)
		near = str_has(near, ' ') ? str_from(near, str_find(near, ' ') + 1) : STR_NONE;
	return label.n ? label : last_words(near);
}
