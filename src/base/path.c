#include "base/path.h"

#include "base/uri.h"

#include <string.h>

/* Where the segment begins that ends before out[n]; n is behind a '/'. */
static size_t
parent_of(const char *out, size_t n)
{
	n--;
	while (n > 0 && out[n - 1] != '/')
		n--;
	return n;
}

/* Decodes one segment to out; its length, or the reason why it can be none. */
static enum path_end
read_segment(struct str raw, enum path_form form, char *out, size_t *n)
{
	if (form == PATH_ENCODED) {
		long decoded = uri_decode(raw, out);
		if (decoded < 0)
			return PATH_BAD;
		*n = (size_t)decoded;
	} else {
		if (raw.n)
			memcpy(out, raw.p, raw.n);
		*n = raw.n;
	}
	struct str segment = {out, *n};
	if (str_has(segment, '\0'))
		return PATH_BAD;
	return str_has(segment, '/') ? PATH_NO_NAME : PATH_OK;
}

enum path_end
path_clean(struct str raw, enum path_form form, char out[static PATH_LIMIT], struct str *path)
{
	size_t used = 1;
	out[0] = '/';
	if (str_starts(raw, STR("/")))
		raw = str_from(raw, 1);
	while (raw.n) {
		bool is_last = !str_has(raw, '/');
		struct str piece = str_cut(&raw, '/');
		if (piece.n + 1 > PATH_LIMIT - used)
			return PATH_BAD;
		size_t n;
		enum path_end end = read_segment(piece, form, out + used, &n);
		if (end != PATH_OK)
			return end;
		struct str segment = {out + used, n};
		if (n == 0 || str_eq(segment, STR(".")))
			continue;
		if (str_eq(segment, STR(".."))) {
			if (used == 1)
				return PATH_ABOVE_ROOT;
			used = parent_of(out, used);
			continue;
		}
		used += n;
		if (!is_last)
			out[used++] = '/';
	}
	*path = (struct str){out, used};
	return PATH_OK;
}

bool
path_is_hidden(struct str path)
{
	return str_find_str(path, STR("/.")) != STR_NOWHERE;
}

struct str
path_name(struct str path)
{
	size_t slash = str_find_last(path, '/');
	return slash == STR_NOWHERE ? path : str_from(path, slash + 1);
}

struct str
path_folder(struct str path)
{
	size_t slash = str_find_last(path, '/');
	return slash == STR_NOWHERE ? STR_NONE : str_upto(path, slash + 1);
}

struct str
path_above(struct str folder)
{
	return path_folder(str_upto(folder, folder.n ? folder.n - 1 : 0));
}

struct str
path_index(struct str path)
{
	return str_ends(path, STR("/")) ? STR("index.gmi") : STR_NONE;
}
