#include "tried.h"

static void
test_news_without_a_day(void **state)
{
	(void)state;
	assert_says("news/a.txt", "Title: Opening\n\nWe open.\n",
	            "./text/news/a.txt:1: warning: this news has no date");
	assert_says("news/a.txt", "Title: Opening\nDate: yesterday\n\nWe open.\n",
	            "a.txt:2: warning: the date \"yesterday\" is none that we know");
	assert_says("news/a.txt", "Draft: no\nTitle: Opening\nDate: 2026-13-01\n\nWe open.\n",
	            "a.txt:3: warning: the date \"2026-13-01\"");
}

static void
test_news_of_tomorrow(void **state)
{
	(void)state;
	assert_says("news/a.txt", "Title: Opening\nDate: 2026-11-24\n\nWe open.\n",
	            "a.txt:2: warning: its date, 2026-11-24, is still to come");
	assert_says("news/2027-01-01-a.txt", "Title: Opening\n\nWe open.\n",
	            "2027-01-01-a.txt: warning: its date, 2027-01-01, is still to come");
}

static void
test_days_that_are_right(void **state)
{
	(void)state;
	assert_silent("news/a.txt", "Title: Opening\nDate: 2026-11-23\n\nWe open.\n");
	assert_silent("news/2026-01-01-a.txt", "Title: Opening\n\nWe open.\n");
	assert_silent("a.txt", "Title: No news\n\nWe open.\n");
	assert_silent("a.txt", "Title: A plan\nDate: 2027-01-01\n\nWe open.\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_news_without_a_day),
	    TEST(test_news_of_tomorrow),
	    TEST(test_days_that_are_right),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
