#include "../../base/check.h"
#include "publish/check/word.h"

static void
test_takes_the_marks_off(void **state)
{
	(void)state;
	struct str rest = STR("See “about.txt”,  (or *news/*) … and <office@example.org>!"), word;
	static const char *const words[] = {"See",   "about.txt", "or",
	                                    "news/", "and",       "office@example.org"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		assert_true(word_next(&rest, &word));
		assert_true(str_eq(word, str_of(words[i])));
	}
	assert_false(word_next(&rest, &word));
}

static void
test_finds_none_in_marks_alone(void **state)
{
	(void)state;
	struct str rest = STR(" … — \"\" "), word;
	assert_false(word_next(&rest, &word));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_takes_the_marks_off),
	    cmocka_unit_test(test_finds_none_in_marks_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
