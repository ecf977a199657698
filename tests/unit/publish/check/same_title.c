#include "tried.h"

static void
test_two_pages_of_one_title(void **state)
{
	(void)state;
	assert_says("us.txt", "Title: About us\n\nWe are here.\n",
	            "./text/us.txt: warning: has the same title as /about.txt, \"About us\"");
}

static void
test_titles_that_differ_or_are_for_others(void **state)
{
	(void)state;
	put_file("capsule.txt", "Language: en\n");
	assert_silent("us.txt", "Title: About us all\n\nWe are here.\n");
	assert_silent("us.ka.txt", "Title: About us\n\nIn another language.\n");
	assert_silent("us.txt", "Draft: yes\nTitle: About us\n\nNobody sees it.\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_two_pages_of_one_title),
	    TEST(test_titles_that_differ_or_are_for_others),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
