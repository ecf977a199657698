#include "tried.h"

static void
test_a_level_left_out(void **state)
{
	(void)state;
	assert_says("hand.gmi", "# By hand\n\n### Deep\n\nText.\n",
	            "./text/hand.gmi:3: warning: the heading \"Deep\" is of level 3");
}

static void
test_levels_in_order(void **state)
{
	(void)state;
	assert_silent("hand.gmi", "# By hand\n## One\n### Two\n## Three\n### Four\n");
	assert_silent("a.txt", "Title: A\n\nOne\n---\n\nText.\n\nTwo\n---\n\nText.\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_a_level_left_out),
	    TEST(test_levels_in_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
