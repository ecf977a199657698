#include "tried.h"

static const char sentence[] = "The centre has been here for a long time, and it will be here for "
                               "a long time to come, say those who know it.\n";

static void
test_a_page_without_one(void **state)
{
	(void)state;
	assert_says("hours.txt", sentence,
	            "./text/hours.txt:1: warning: has no title, so readers see it as \"hours\"");
	assert_says("hand.gmi", "## Only a section\n", "has no title");
}

static void
test_a_page_with_one(void **state)
{
	(void)state;
	assert_silent("hours.txt", "Title: Hours\n\nWe are open.\n");
	assert_silent("hours.txt", "Opening hours\n=============\n\nWe are open.\n");
	assert_silent("hand.gmi", "# By hand\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_a_page_without_one),
	    TEST(test_a_page_with_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
