#include "base/path.h"

#include "check.h"

#include <stdio.h>
#include <string.h>

struct clean_case {
	const char *raw, *wanted;
};

static void
assert_all_clean(const struct clean_case *cases, size_t count, enum path_form form)
{
	for (size_t i = 0; i < count; i++) {
		char out[PATH_LIMIT];
		struct str path = STR_NONE;
		enum path_end end = path_clean(str_of(cases[i].raw), form, out, &path);
		if (end != PATH_OK || !str_eq(path, str_of(cases[i].wanted)))
			fail_msg("\"%s\" gives %d \"%.*s\", not \"%s\"", cases[i].raw, (int)end,
			         STR_FMT(path), cases[i].wanted);
	}
}

#define assert_clean(cases, form) assert_all_clean(cases, sizeof(cases) / sizeof *(cases), form)

static enum path_end
end_of(struct str raw, enum path_form form)
{
	char out[PATH_LIMIT];
	struct str path;
	return path_clean(raw, form, out, &path);
}

/* RFC 3986 5.2.4 Remove Dot Segments */
static void
test_dot_segments_are_removed(void **state)
{
	(void)state;
	static const struct clean_case cases[] = {
	    {"", "/"},
	    {"/", "/"},
	    {"a", "/a"},
	    {"/a", "/a"},
	    {"/a/", "/a/"},
	    {"/./a", "/a"},
	    {"/a/.", "/a/"},
	    {"/a/./", "/a/"},
	    {"/a/..", "/"},
	    {"/a/../", "/"},
	    {"/a/b/..", "/a/"},
	    {"/a/b/../c", "/a/c"},
	    {"/a/../b/../c", "/c"},
	    {"/...", "/..."},
	    {"/a../b", "/a../b"},
	    {"/.a", "/.a"},
	    {".", "/"},
	    {"./a", "/a"},
	    {"/a/b/../../c", "/c"},
	};
	assert_clean(cases, PATH_ENCODED);
	assert_clean(cases, PATH_PLAIN);
}

static void
test_doubled_slashes_are_one(void **state)
{
	(void)state;
	static const struct clean_case cases[] = {
	    {"//", "/"}, {"//a", "/a"}, {"/a//b", "/a/b"}, {"/a//", "/a/"}, {"/a///../b", "/b"}};
	assert_clean(cases, PATH_ENCODED);
	assert_clean(cases, PATH_PLAIN);
}

static void
test_above_the_root_is_told(void **state)
{
	(void)state;
	static const char *const above[] = {"/..",   "..",       "/../",
	                                    "/../a", "/a/../..", "/a/../../a",
	                                    "/./..", "//..",     "/a/b/../../../c"};
	for (size_t i = 0; i < sizeof above / sizeof *above; i++) {
		assert_int_equal(end_of(str_of(above[i]), PATH_ENCODED), PATH_ABOVE_ROOT);
		assert_int_equal(end_of(str_of(above[i]), PATH_PLAIN), PATH_ABOVE_ROOT);
	}
	assert_int_equal(end_of(STR("/%2e%2e/a"), PATH_ENCODED), PATH_ABOVE_ROOT);
	assert_int_equal(end_of(STR("/.%2E"), PATH_ENCODED), PATH_ABOVE_ROOT);
}

static void
test_segments_are_decoded_one_by_one(void **state)
{
	(void)state;
	static const struct clean_case cases[] = {
	    {"/%61", "/a"},        {"/a%20b", "/a b"},     {"/%e1%83%97", "/\xE1\x83\x97"},
	    {"/%2541", "/%41"},    {"/a%3Fb%23", "/a?b#"}, {"/%FF%0D%0A", "/\xFF\r\n"},
	    {"/a/%2e%2e/b", "/b"}, {"/a/%2E/b", "/a/b"},
	};
	assert_clean(cases, PATH_ENCODED);
}

static void
test_plain_bytes_stay_as_they_are(void **state)
{
	(void)state;
	static const struct clean_case cases[] = {
	    {"/%61", "/%61"}, {"/%2e%2e/%zz", "/%2e%2e/%zz"}, {"/%2F%00", "/%2F%00"}};
	assert_clean(cases, PATH_PLAIN);
}

static void
test_an_encoded_slash_names_no_file(void **state)
{
	(void)state;
	assert_int_equal(end_of(STR("/a%2Fb"), PATH_ENCODED), PATH_NO_NAME);
	assert_int_equal(end_of(STR("/%2f"), PATH_ENCODED), PATH_NO_NAME);
	assert_int_equal(end_of(STR("/..%2f..%2fetc"), PATH_ENCODED), PATH_NO_NAME);
	assert_int_equal(end_of(STR("/%2e%2e%2f"), PATH_ENCODED), PATH_NO_NAME);
}

static void
test_nul_and_a_bad_percent_are_bad(void **state)
{
	(void)state;
	assert_int_equal(end_of(STR("/a%00"), PATH_ENCODED), PATH_BAD);
	assert_int_equal(end_of(STR("/%"), PATH_ENCODED), PATH_BAD);
	assert_int_equal(end_of(STR("/%4"), PATH_ENCODED), PATH_BAD);
	assert_int_equal(end_of(STR("/%zz/a"), PATH_ENCODED), PATH_BAD);
	/* The two digits may not come from the next segment. */
	assert_int_equal(end_of(STR("/%/41"), PATH_ENCODED), PATH_BAD);
	assert_int_equal(end_of(STR("/%4/1"), PATH_ENCODED), PATH_BAD);
	assert_int_equal(end_of(STR("/a\0b"), PATH_ENCODED), PATH_BAD);
	assert_int_equal(end_of(STR("/a\0b"), PATH_PLAIN), PATH_BAD);
}

static void
test_no_bytes_at_all_are_the_root(void **state)
{
	(void)state;
	char out[PATH_LIMIT];
	struct str path;
	assert_int_equal(path_clean(STR_NONE, PATH_PLAIN, out, &path), PATH_OK);
	assert_slice(path, "/");
	assert_ptr_equal(path.p, out);
}

/* "/xxx…" of n bytes, or "/xxx…/". */
static struct str
long_path(char *text, size_t n, bool is_folder)
{
	memset(text, 'x', n);
	text[0] = '/';
	if (is_folder)
		text[n - 1] = '/';
	return (struct str){text, n};
}

static void
test_the_longest_paths(void **state)
{
	(void)state;
	char text[4 * PATH_LIMIT];
	assert_int_equal(end_of(long_path(text, PATH_LIMIT - 1, false), PATH_PLAIN), PATH_OK);
	assert_int_equal(end_of(long_path(text, PATH_LIMIT, true), PATH_PLAIN), PATH_OK);
	assert_int_equal(end_of(long_path(text, PATH_LIMIT + 1, false), PATH_PLAIN), PATH_BAD);
	assert_int_equal(end_of(long_path(text, PATH_LIMIT + 1, true), PATH_PLAIN), PATH_BAD);
	assert_int_equal(end_of(long_path(text, sizeof text, true), PATH_ENCODED), PATH_BAD);
}

/* Every length of one, two and many segments stays inside out (the sanitizers watch) and comes out
 * whole. */
static void
test_every_length_stays_inside(void **state)
{
	(void)state;
	char text[PATH_LIMIT + 64], out[PATH_LIMIT];
	for (size_t step = 1; step < 40; step++)
		for (size_t n = 1; n < sizeof text; n++) {
			memset(text, 'x', n);
			for (size_t i = 0; i < n; i += step + 1)
				text[i] = '/';
			struct str path;
			if (path_clean((struct str){text, n}, PATH_ENCODED, out, &path) == PATH_OK)
				assert_true(str_eq(path, (struct str){text, n}));
			else
				assert_true(n >= PATH_LIMIT);
		}
}

static void
test_hidden(void **state)
{
	(void)state;
	static const char *const hidden[] = {"/.a", "/a/.b", "/.a/b", "/a/.b/c", "/...", "/a/..b/"};
	static const char *const seen[] = {"/", "/a", "/a.b", "/a./b", "/a/b.c/"};
	for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
		assert_true(path_is_hidden(str_of(hidden[i])));
	for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
		assert_false(path_is_hidden(str_of(seen[i])));
	assert_false(path_is_hidden(STR_NONE));
}

static void
test_an_encoded_dotfile_is_hidden(void **state)
{
	(void)state;
	char out[PATH_LIMIT];
	struct str path;
	assert_int_equal(path_clean(STR("/%2Esecret"), PATH_ENCODED, out, &path), PATH_OK);
	assert_true(path_is_hidden(path));
}

static void
test_name_and_folder(void **state)
{
	(void)state;
	assert_slice(path_name(STR("/news/a.gmi")), "a.gmi");
	assert_slice(path_folder(STR("/news/a.gmi")), "/news/");
	assert_slice(path_name(STR("/news/")), "");
	assert_slice(path_folder(STR("/news/")), "/news/");
	assert_slice(path_name(STR("/")), "");
	assert_slice(path_folder(STR("/")), "/");
	assert_slice(path_name(STR("a")), "a");
	assert_slice(path_folder(STR("a")), "");
	assert_slice(path_name(STR_NONE), "");
	assert_slice(path_folder(STR_NONE), "");
	assert_slice(path_above(STR("/news/2025/")), "/news/");
	assert_slice(path_above(STR("/news/")), "/");
	assert_slice(path_above(STR("/")), "");
	assert_slice(path_above(STR_NONE), "");
	assert_slice(path_index(STR("/news/")), "index.gmi");
	assert_slice(path_index(STR("/news/a.gmi")), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_dot_segments_are_removed),
	    cmocka_unit_test(test_doubled_slashes_are_one),
	    cmocka_unit_test(test_above_the_root_is_told),
	    cmocka_unit_test(test_segments_are_decoded_one_by_one),
	    cmocka_unit_test(test_plain_bytes_stay_as_they_are),
	    cmocka_unit_test(test_an_encoded_slash_names_no_file),
	    cmocka_unit_test(test_nul_and_a_bad_percent_are_bad),
	    cmocka_unit_test(test_no_bytes_at_all_are_the_root),
	    cmocka_unit_test(test_the_longest_paths),
	    cmocka_unit_test(test_every_length_stays_inside),
	    cmocka_unit_test(test_hidden),
	    cmocka_unit_test(test_an_encoded_dotfile_is_hidden),
	    cmocka_unit_test(test_name_and_folder),
	};
	return cmocka_run_group_tests_name("base/path", tests, NULL, NULL);
}
