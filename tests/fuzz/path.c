/* path_clean: first byte even: a URI's path, odd: a selector. What comes out is clean, and stays as
 * it is when cleaned once more. */
#include "base/path.h"
#include "base/uri.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
check_segments(struct str path)
{
	assert(path.n >= 1 && path.n <= PATH_LIMIT);
	assert(path.p[0] == '/');
	assert(!str_has(path, '\0'));
	assert(str_find_str(path, STR("//")) == STR_NOWHERE);
	struct str rest = str_from(path, 1);
	while (rest.n) {
		struct str segment = str_cut(&rest, '/');
		assert(!str_eq(segment, STR(".")) && !str_eq(segment, STR("..")));
	}
}

static void
check_clean_again(struct str path)
{
	char out[PATH_LIMIT];
	struct str again;
	/* The longest file names leave no room for the '/' that might follow. */
	if (path.n == PATH_LIMIT)
		return;
	enum path_end end = path_clean(path, PATH_PLAIN, out, &again);
	assert(end == PATH_OK && str_eq(path, again));
}

static void
check_parts(struct str path)
{
	struct str folder = path_folder(path), name = path_name(path);
	assert(folder.n + name.n == path.n);
	assert(folder.p + folder.n == name.p);
	assert(str_ends(folder, STR("/")) && !str_has(name, '/'));
}

/* As a URI's path it is what uriparser takes, and decodes to the same bytes. */
static void
check_encoded(struct str path)
{
	struct buf encoded = {0};
	char decoded[3 * PATH_LIMIT];
	struct uri uri;
	uri_add_path(&encoded, path);
	assert(buf_ok(&encoded) && encoded.n <= sizeof decoded);
	assert(uri_parse(buf_str(&encoded), &uri) == 0);
	assert(str_eq(uri.path, buf_str(&encoded)) && !uri.has_query && !uri.has_fragment);
	long length = uri_decode(uri.path, decoded);
	assert(length >= 0 && str_eq((struct str){decoded, (size_t)length}, path));
	buf_free(&encoded);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	if (n == 0)
		return 0;
	char out[PATH_LIMIT];
	struct str raw = {(const char *)bytes + 1, n - 1}, path;
	enum path_form form = bytes[0] % 2 ? PATH_PLAIN : PATH_ENCODED;
	if (path_clean(raw, form, out, &path) != PATH_OK)
		return 0;
	assert(path.p == out);
	check_segments(path);
	check_clean_again(path);
	check_parts(path);
	check_encoded(path);
	return 0;
}
