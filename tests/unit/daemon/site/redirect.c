#include "daemon/site/redirect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static struct redirect redirect;
static const char *why;

static bool
reads(const char *text)
{
	return redirect_read(str_of(text), &redirect, &why) == 0;
}

static void
assert_leads(const char *path, const char *wanted)
{
	char bytes[256];
	struct span out = {.p = bytes, .cap = sizeof bytes};
	assert_true(redirect_match(&redirect, str_of(path), &out));
	assert_true(str_eq(span_str(&out), str_of(wanted)));
}

static bool
leads(const char *path)
{
	char bytes[256];
	struct span out = {.p = bytes, .cap = sizeof bytes};
	return redirect_match(&redirect, str_of(path), &out);
}

static void
exact_place_only(void **state)
{
	(void)state;
	assert_true(reads("/a.gmi /b.gmi"));
	assert_leads("/a.gmi", "/b.gmi");
	assert_false(leads("/a.gmi2"));
	assert_false(redirect.is_for_now);
}

static void
prefix_carries_the_rest_over_encoded(void **state)
{
	(void)state;
	assert_true(reads("/old/* gemini://example.org/new/*   temporary"));
	assert_true(redirect.is_for_now);
	assert_leads("/old/a b?", "gemini://example.org/new/a%20b%3F");
	assert_false(leads("/older/"));
}

static void
mistakes_are_told(void **state)
{
	(void)state;
	static const char *const wrong[] = {
	    "", "/a", "a /b", "/a* /b", "/a /b*", "/a /b forever", "/a /b c", "/a /%zz"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		why = NULL;
		assert_false(reads(wrong[i]));
		assert_non_null(why);
	}
}

static void
place_too_long_is_marked(void **state)
{
	(void)state;
	char bytes[8];
	struct span out = {.p = bytes, .cap = sizeof bytes};
	assert_true(reads("/a* /much-longer-than-that*"));
	assert_true(redirect_match(&redirect, STR("/a"), &out));
	assert_true(out.full);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(exact_place_only),
	    cmocka_unit_test(prefix_carries_the_rest_over_encoded),
	    cmocka_unit_test(mistakes_are_told),
	    cmocka_unit_test(place_too_long_is_marked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
