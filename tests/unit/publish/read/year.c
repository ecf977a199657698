#include "publish/read/year.h"

#include "check.h"

static void
test_parses_a_year(void **state)
{
	(void)state;
	assert_int_equal(year_parse(STR("2024")), 2024);
	assert_int_equal(year_parse(STR("1999 год")), 1999);
	assert_int_equal(year_parse(STR("2024 members")), 0);
	assert_int_equal(year_parse(STR("1250")), 0);
	assert_int_equal(year_parse(STR("20240")), 0);
	assert_int_equal(year_parse(STR("202")), 0);
	assert_int_equal(year_parse(STR("")), 0);
}

static void
test_finds_one_at_the_end(void **state)
{
	(void)state;
	assert_true(year_ends(STR("Annual report 2022")));
	assert_false(year_ends(STR("2022")));
	assert_false(year_ends(STR("Lighthouse Road 8")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_parses_a_year),
	                                   cmocka_unit_test(test_finds_one_at_the_end)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
