#include "publish/read/phrase.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static const struct phrase list[] = {
    {1, "apple"}, {2, "apricot"}, {3, "cherry"}, {4, "плод"}, {5, "ყურძენი"},
};

static const struct phrase *
narrow(const char *text, size_t *count)
{
	*count = sizeof list / sizeof *list;
	return phrase_narrow(list, count, str_of(text));
}

static void
test_those_with_the_first_letter_are_left(void **state)
{
	(void)state;
	size_t count;
	assert_int_equal(narrow("Apricot jam", &count)->kind, 1);
	assert_int_equal(count, 2);
	assert_int_equal(narrow("c", &count)->kind, 3);
	assert_int_equal(count, 1);
	assert_int_equal(narrow("ПЛОДЫ", &count)->kind, 4);
	assert_int_equal(count, 1);
	assert_int_equal(narrow("ყ", &count)->kind, 5);
	assert_int_equal(count, 1);
}

static void
test_none_is_left_where_none_begins_so(void **state)
{
	(void)state;
	static const char *const texts[] = {"", "banana", "0", "жар", "龍", "\xff"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		size_t count;
		narrow(texts[i], &count);
		assert_int_equal(count, 0);
	}
}

static void
test_the_start_or_all_of_a_text_is_a_phrase(void **state)
{
	(void)state;
	size_t count = sizeof list / sizeof *list;
	assert_ptr_equal(phrase_start(list, count, STR("Apricot jam")), &list[1]);
	assert_null(phrase_start(list, count, STR("apri")));
	assert_null(phrase_whole(list, count, STR("apricot jam")));
	assert_ptr_equal(phrase_whole(list, count, STR("Плод")), &list[3]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_those_with_the_first_letter_are_left),
	    cmocka_unit_test(test_none_is_left_where_none_begins_so),
	    cmocka_unit_test(test_the_start_or_all_of_a_text_is_a_phrase),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
