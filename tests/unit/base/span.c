#include "base/span.h"

#include "check.h"

#include <limits.h>
#include <stdio.h>

static void
test_fills_to_the_last_byte(void **state)
{
	(void)state;
	char room[4];
	struct span span = {.p = room, .cap = sizeof room};
	assert_int_equal(span_room(&span), 4);
	span_add(&span, STR("abc"));
	span_add_char(&span, 'd');
	assert_slice(span_str(&span), "abcd");
	assert_int_equal(span_room(&span), 0);
	assert_false(span.full);
}

static void
test_what_does_not_fit_is_left_out_whole(void **state)
{
	(void)state;
	char room[4] = "....";
	struct span span = {.p = room, .cap = 3};
	span_add(&span, STR("ab"));
	span_add(&span, STR("cd"));
	assert_true(span.full);
	assert_slice(span_str(&span), "ab");
	span_add(&span, STR("c"));
	assert_true(span.full);
	assert_slice(span_str(&span), "abc");
	span_add_char(&span, 'x');
	assert_int_equal(room[3], '.');
}

static void
test_a_line_fits_with_its_end_or_not_at_all(void **state)
{
	(void)state;
	char room[6] = "......";
	struct span span = {.p = room, .cap = 5};
	span_add_line(&span, STR("a"));
	assert_false(span.full);
	span_add_line(&span, STR("b"));
	assert_true(span.full);
	assert_slice(span_str(&span), "a\r\n");
	span_add_line(&span, STR_NONE);
	assert_slice(span_str(&span), "a\r\n\r\n");
	assert_int_equal(room[5], '.');
}

static void
test_nothing_fits_even_where_there_is_no_room(void **state)
{
	(void)state;
	struct span span = {0};
	span_add(&span, STR_NONE);
	span_add(&span, STR(""));
	assert_false(span.full);
	span_add(&span, STR("a"));
	assert_true(span.full);
	assert_slice(span_str(&span), "");
}

static void
test_numbers_are_decimal(void **state)
{
	(void)state;
	char room[64], wanted[64];
	struct span span = {.p = room, .cap = sizeof room};
	span_add_number(&span, 0);
	span_add_char(&span, ' ');
	span_add_number(&span, 1965);
	span_add_char(&span, ' ');
	span_add_number(&span, ULONG_MAX);
	int n = snprintf(wanted, sizeof wanted, "0 1965 %lu", ULONG_MAX);
	assert_int_equal(span.n, n);
	assert_memory_equal(room, wanted, span.n);
}

static void
test_a_number_that_does_not_fit_is_left_out_whole(void **state)
{
	(void)state;
	char room[3];
	struct span span = {.p = room, .cap = sizeof room};
	span_add_number(&span, 1965);
	assert_true(span.full);
	assert_int_equal(span.n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_fills_to_the_last_byte),
	    cmocka_unit_test(test_what_does_not_fit_is_left_out_whole),
	    cmocka_unit_test(test_a_line_fits_with_its_end_or_not_at_all),
	    cmocka_unit_test(test_nothing_fits_even_where_there_is_no_room),
	    cmocka_unit_test(test_numbers_are_decimal),
	    cmocka_unit_test(test_a_number_that_does_not_fit_is_left_out_whole),
	};
	return cmocka_run_group_tests_name("base/span", tests, NULL, NULL);
}
