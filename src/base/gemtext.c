#include "base/gemtext.h"

/* Past as many of the mark as there are. */
static struct str
without(struct str line, char mark)
{
	size_t n = 0;
	while (n < line.n && line.p[n] == mark)
		n++;
	return str_from(line, n);
}

/* Gemtext 0.24.1 Link lines: the label behind an address that names its scheme. */
static struct str
label_of(struct str link)
{
	struct str label = str_trim(link);
	size_t end = 0;
	while (end < label.n && label.p[end] != ' ' && label.p[end] != '\t')
		end++;
	return str_has(str_upto(label, end), ':') ? str_from(label, end) : STR_NONE;
}

static struct str
words_of(struct str line)
{
	if (str_starts(line, STR("```")))
		return STR_NONE;
	if (str_starts(line, STR("=>")))
		return label_of(str_from(line, 2));
	if (str_starts(line, STR("#")))
		return without(line, '#');
	if (str_starts(line, STR("* ")) || str_starts(line, STR(">")))
		return str_from(line, 1);
	return line;
}

bool
gemtext_next(struct str *rest, struct str *words)
{
	struct str line;
	while (str_line(rest, &line)) {
		*words = str_trim(words_of(line));
		if (words->n)
			return true;
	}
	return false;
}
