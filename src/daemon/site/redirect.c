#include "daemon/site/redirect.h"

#include "base/path.h"
#include "base/uri.h"

static struct str
next_word(struct str *rest)
{
	*rest = str_trim(*rest);
	return str_cut(rest, ' ');
}

static bool
take_star(struct str *pattern)
{
	if (!str_ends(*pattern, STR("*")))
		return false;
	pattern->n--;
	return true;
}

static int
read_end(struct str word, struct redirect *redirect)
{
	redirect->is_for_now = str_eq(word, STR("temporary"));
	return word.n == 0 || redirect->is_for_now ? 0 : -1;
}

int
redirect_read(struct str text, struct redirect *redirect, const char **why)
{
	struct uri uri;
	*redirect = (struct redirect){0};
	redirect->from = next_word(&text);
	redirect->to = next_word(&text);
	redirect->is_prefix = take_star(&redirect->from);
	if (redirect->is_prefix != take_star(&redirect->to))
		*why = "write '*' at the end of both places or of none";
	else if (!str_starts(redirect->from, STR("/")) || redirect->from.n >= PATH_LIMIT)
		*why = "the old place must begin with '/'";
	else if (redirect->to.n == 0 || redirect->to.n >= PATH_LIMIT ||
	         uri_parse(redirect->to, &uri) < 0)
		*why = "write the old place, a blank and the new place, percent-encoded";
	else if (read_end(str_trim(text), redirect) < 0)
		*why = "only \"temporary\" may follow the two places";
	else
		return 0;
	return -1;
}

bool
redirect_match(const struct redirect *redirect, struct str path, struct span *out)
{
	if (redirect->is_prefix ? !str_starts(path, redirect->from) : !str_eq(path, redirect->from))
		return false;
	char rest[3 * PATH_LIMIT];
	size_t n = uri_encode_path(str_upto(str_from(path, redirect->from.n), PATH_LIMIT), rest);
	span_add(out, redirect->to);
	span_add(out, (struct str){rest, n});
	return true;
}
