#include "tried.h"

#define TEN       "ten wide. "
#define SIXTY     TEN TEN TEN TEN TEN TEN
#define SIXTY_SIX SIXTY "sixsix"

static void
test_what_is_too_wide(void **state)
{
	(void)state;
	assert_says("hand.gmi", "# By hand\n```\n" SIXTY "elevenwide.\n```\n",
	            "./text/hand.gmi:3: warning: this line of a table is 71 columns wide");
	assert_says("hand.gmi", "# By hand\n=> about.gmi " SIXTY_SIX "!\n",
	            "hand.gmi:2: warning: the name of this link is 67 columns wide");
	assert_says("a.txt", "Title: " SIXTY_SIX "!\n\nText.\n", "its title is 67 columns wide");
	assert_says("news/2026-01-01-a.txt", "Title: " SIXTY "\n\nText.\n",
	            "its title is 59 columns wide, and Gopher readers see 55 of them");
}

static void
test_what_just_fits(void **state)
{
	(void)state;
	assert_silent("hand.gmi", "# By hand\n```\n" SIXTY "ten, wide.\n```\n");
	assert_silent("hand.gmi", "# By hand\n=> about.gmi " SIXTY_SIX "\n");
	assert_silent("a.txt", "Title: " SIXTY_SIX "\n\nText.\n");
	assert_silent("a.txt", "Title: A\n\n" SIXTY SIXTY "\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_what_is_too_wide),
	    TEST(test_what_just_fits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
