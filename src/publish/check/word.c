#include "publish/check/word.h"

#include <string.h>

static const char *const quotes[] = {"“", "”", "„", "‘", "’", "«", "»", "…", "—", "–"};

/* The mark that s begins (ends) with, in bytes; 0: none. */
static size_t
mark_before(struct str s, const char *ascii)
{
	if (s.n && s.p[0] && strchr(ascii, s.p[0]))
		return 1;
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
		if (str_starts(s, str_of(quotes[i])))
			return strlen(quotes[i]);
	return 0;
}

static size_t
mark_behind(struct str s, const char *ascii)
{
	if (s.n && s.p[s.n - 1] && strchr(ascii, s.p[s.n - 1]))
		return 1;
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
		if (str_ends(s, str_of(quotes[i])))
			return strlen(quotes[i]);
	return 0;
}

static struct str
without_marks(struct str word)
{
	for (size_t n; (n = mark_before(word, "(\"'<[{*_"));)
		word = str_from(word, n);
	for (size_t n; (n = mark_behind(word, ")\"'>]}*_.,;:!?"));)
		word.n -= n;
	return word;
}

bool
word_next(struct str *rest, struct str *word)
{
	while (rest->n) {
		*word = without_marks(str_trim(str_cut(rest, ' ')));
		if (word->n)
			return true;
	}
	return false;
}
