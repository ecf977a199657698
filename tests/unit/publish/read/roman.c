#include "publish/read/roman.h"

#include "check.h"

static void
test_counts(void **state)
{
	static const struct {
		struct str text;
		unsigned number;
	} cases[] = {{STR_CONST("I. Opening"), 1},   {STR_CONST("IV. Contacts"), 4},
	             {STR_CONST("IX) Prices"), 9},   {STR_CONST("XVIII. Repeal"), 18},
	             {STR_CONST("XL. The end"), 0},  {STR_CONST("IV"), 0},
	             {STR_CONST("IV.Contacts"), 0},  {STR_CONST("I was there"), 0},
	             {STR_CONST("Ivan. Peter"), 0},  {STR_CONST(""), 0},
	             {STR_CONST("i. e. not one"), 0}};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(roman_parse(cases[i].text), cases[i].number);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_counts)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
