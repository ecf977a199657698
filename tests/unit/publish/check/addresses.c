#include "tried.h"

static void
test_addresses_that_nobody_can_follow(void **state)
{
	(void)state;
	assert_says("a.txt", "Title: A\n\nWrite to\noffice@example today.\n",
	            "./text/a.txt:4: warning: \"office@example\" is no mail address");
	assert_says(
	    "hand.gmi", "# By hand\n=> https://-example.org/ Bad\n",
	    "./text/hand.gmi:2: error: \"https://-example.org/\" has a host that cannot be");
	assert_says("hand.gmi", "# By hand\n\n=> gemini://[::1 Bad\n",
	            "hand.gmi:3: error: \"gemini://[::1\" is no address");
}

static void
test_addresses_that_are_right(void **state)
{
	(void)state;
	assert_silent("a.txt", "Title: A\n\nWrite to office@example.org, or see "
	                       "https://example.org:8080/a_(b) and www.example.org.\n");
	assert_silent("hand.gmi", "# By hand\n=> gemini://[::1]:1965/ Here\n=> tel:+995 Call\n");
	assert_silent("hand.gmi", "# By hand\n```\noffice@example\n```\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_addresses_that_nobody_can_follow),
	    TEST(test_addresses_that_are_right),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
