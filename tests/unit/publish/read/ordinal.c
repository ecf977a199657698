#include "publish/read/ordinal.h"

#include "check.h"

static const struct case_of_ordinal {
	struct str text;
	unsigned depth, last;
	char style;
	size_t words;
} cases[] = {
    {STR_CONST("1. Scope"), 1, 1, '.', 3},        {STR_CONST("2.1 Scope"), 2, 1, 0, 4},
    {STR_CONST("2.1. Scope"), 2, 1, '.', 5},      {STR_CONST("10) ten"), 1, 10, ')', 4},
    {STR_CONST("(3) three"), 1, 3, '(', 4},       {STR_CONST("b) second"), 1, 2, ')', 3},
    {STR_CONST("(b) second"), 1, 2, '(', 4},      {STR_CONST("1993. It has"), 1, 1993, '.', 6},
    {STR_CONST("1.\xC2\xA0Scope"), 1, 1, '.', 4}, {STR_CONST("7."), 1, 7, '.', 2},
};

static const struct str others[] = {
    STR_CONST("1 Scope"), STR_CONST("12345. x"), STR_CONST("a. m."),
    STR_CONST("1.Scope"), STR_CONST("3rd"),      STR_CONST("(2.1 x"),
    STR_CONST("."),       STR_CONST(""),         STR_CONST("(word) x"),
};

static void
test_parse(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ordinal ordinal;
		assert_true(ordinal_parse(cases[i].text, &ordinal));
		assert_int_equal(ordinal.depth, cases[i].depth);
		assert_int_equal(ordinal.last, cases[i].last);
		assert_int_equal(ordinal.style, cases[i].style);
		assert_int_equal(ordinal.text, cases[i].words);
	}
}

static void
test_not_an_ordinal(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(ordinal_parse(others[i], &(struct ordinal){0}));
}

static void
test_follows(void **state)
{
	struct ordinal one, two, other;
	(void)state;
	ordinal_parse(STR("1. a"), &one);
	ordinal_parse(STR("2. b"), &two);
	ordinal_parse(STR("2) b"), &other);
	assert_true(ordinal_follows(&one, &two));
	assert_false(ordinal_follows(&two, &one));
	assert_false(ordinal_follows(&one, &other));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_parse),
	    cmocka_unit_test(test_not_an_ordinal),
	    cmocka_unit_test(test_follows),
	};
	return cmocka_run_group_tests_name("ordinal", tests, NULL, NULL);
}
