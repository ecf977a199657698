#include "base/lang.h"

#include "base/ascii.h"

enum {
	SUBTAG_MAX = 8 /* RFC 5646 2.1 */
};

static bool
is_subtag(struct str text, bool is_first)
{
	if (text.n == 0 || text.n > SUBTAG_MAX || (is_first && text.n < 2))
		return false;
	for (size_t i = 0; i < text.n; i++)
		if (!ascii_is_letter(text.p[i]) && (is_first || !ascii_is_digit(text.p[i])))
			return false;
	return true;
}

bool
lang_is_tag(struct str text)
{
	if (text.n == 0 || str_ends(text, STR("-")))
		return false;
	for (bool is_first = true; text.n; is_first = false)
		if (!is_subtag(str_cut(&text, '-'), is_first))
			return false;
	return true;
}
