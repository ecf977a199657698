#include "daemon/config_text.h"

#include "../base/check.h"

#include <string.h>

static void
assert_blanked(const char *text, const char *wanted)
{
	char copy[128];
	size_t n = strlen(text);
	assert_int_equal(n, strlen(wanted));
	memcpy(copy, text, n + 1);
	config_text_blank_comments(copy, n);
	assert_string_equal(copy, wanted);
}

static void
comments_become_blanks(void **state)
{
	(void)state;
	assert_blanked("# a\nb", "   \nb");
	assert_blanked("b # a", "b    ");
	assert_blanked("b// a", "b// a");
	assert_blanked("b // a\nc", "b     \nc");
	assert_blanked("a =//b", "a =   ");
	assert_blanked("{//b", "{   ");
	assert_blanked("/* a\n# */ b", "    \n     b");
	assert_blanked("/* a", "    ");
	assert_blanked("/*/ a */b", "        b");
}

static void
strings_and_words_stay(void **state)
{
	(void)state;
	assert_blanked("a = \"# b\" # c", "a = \"# b\"    ");
	assert_blanked("a = '# b' # c", "a = '# b'    ");
	assert_blanked("\"\\\"# b\"", "\"\\\"# b\"");
	assert_blanked("\"# b", "\"# b");
	assert_blanked("\"\\", "\"\\");
	assert_blanked("root = /srv//a/*b", "root = /srv//a/*b");
	assert_blanked("", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(comments_become_blanks),
	    cmocka_unit_test(strings_and_words_stay),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
