#include "publish/read/date.h"

#include "check.h"

static const struct case_of_date {
	struct str text;
	const char *iso;
} cases[] = {
    {STR_CONST("2021-05-12"), "2021-05-12"},         {STR_CONST("12.05.2021"), "2021-05-12"},
    {STR_CONST("25/12/2021"), "2021-12-25"},         {STR_CONST("12/25/2021"), "2021-12-25"},
    {STR_CONST("12 May 2021"), "2021-05-12"},        {STR_CONST("May 12, 2021"), "2021-05-12"},
    {STR_CONST("3rd of March 2021"), "2021-03-03"},  {STR_CONST("12 мая 2021 г."), "2021-05-12"},
    {STR_CONST("12 МАЯ 2021"), "2021-05-12"},        {STR_CONST("12 მაისი 2021"), "2021-05-12"},
    {STR_CONST("2021 წლის 12 მაისი"), "2021-05-12"}, {STR_CONST("12 травня 2021"), "2021-05-12"},
    {STR_CONST("12 mayıs 2021"), "2021-05-12"},      {STR_CONST("12 մայիսի 2021"), "2021-05-12"},
    {STR_CONST("12 مايو 2021"), "2021-05-12"},
};

static const struct str others[] = {
    STR_CONST("04/05/2021"), STR_CONST("12 Maybe 2021"), STR_CONST("32 May 2021"),
    STR_CONST("2021"),       STR_CONST("12 May"),        STR_CONST("2021-13-01"),
};

static void
test_parse(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct date date;
		size_t used;
		char iso[DATE_ISO];
		assert_true(date_parse(cases[i].text, &date, &used));
		date_print(&date, iso);
		assert_string_equal(iso, cases[i].iso);
	}
}

static void
test_not_a_date(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(date_parse(others[i], &(struct date){0}, &(size_t){0}));
}

static void
test_whole(void **state)
{
	(void)state;
	assert_true(date_is_whole(STR("Tuesday, 12 May 2021")));
	assert_true(date_is_whole(STR("12 May 2021, 14:30")));
	assert_false(date_is_whole(STR("On 12 May 2021 the centre opened a second shelter")));
	assert_false(date_is_whole(STR("The centre")));
	assert_true(date_ends(STR("Minutes of the meeting of 12 May 2021")));
	assert_false(date_ends(STR("On 12 May 2021 we met")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_parse),
	    cmocka_unit_test(test_not_a_date),
	    cmocka_unit_test(test_whole),
	};
	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
