#include "daemon/config_text.h"

#include "base/str.h"

/* Libconfuse's: words end at these. */
static bool
ends_word(char c)
{
	return str_has(STR(" \t\r\n={}()+,*"), c);
}

/* The length of a quoted string, to its end or the text's. */
static size_t
string_length(struct str text)
{
	size_t i = 1;
	while (i < text.n && text.p[i] != text.p[0])
		i += text.p[i] == '\\' ? 2 : 1;
	return i < text.n ? i + 1 : text.n;
}

/* The length of a comment; 0: there is none. Within a word, as in a path, slashes begin none. */
static size_t
comment_length(struct str text, bool is_in_word)
{
	if (str_starts(text, STR("#")))
		return str_upto(text, str_find(text, '\n')).n;
	if (is_in_word || text.n < 2 || text.p[0] != '/')
		return 0;
	if (text.p[1] == '/')
		return str_upto(text, str_find(text, '\n')).n;
	if (text.p[1] != '*')
		return 0;
	size_t end = str_find_str(str_from(text, 2), STR("*/"));
	return end == STR_NOWHERE ? text.n : end + 4;
}

static void
blank(char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (text[i] != '\n')
			text[i] = ' ';
}

void
config_text_blank_comments(char *text, size_t n)
{
	bool is_in_word = false;
	for (size_t i = 0; i < n;) {
		struct str rest = {text + i, n - i};
		size_t length = comment_length(rest, is_in_word);
		blank(text + i, length);
		if (length == 0 && (text[i] == '"' || text[i] == '\''))
			length = string_length(rest);
		is_in_word = length == 0 && !ends_word(text[i]);
		i += length ? length : 1;
	}
}
