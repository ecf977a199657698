#include "tried.h"

static void
test_links_that_lead_nowhere(void **state)
{
	(void)state;
	assert_says("hand.gmi", "# By hand\n\n=> nothing.gmi Nothing\n",
	            "./text/hand.gmi:3: error: \"nothing.gmi\" leads to no page; correct it");
	assert_says("hand.gmi", "# By hand\n=> abuot.gmi#staff About\n",
	            "hand.gmi:2: error: \"abuot.gmi#staff\" leads to no page; did you mean "
	            "/about.txt?");
	assert_says("hand.gmi", "# By hand\n=> about About\n", "did you mean /about.txt?");
	assert_says("news/2026-01-01-a.gmi", "# News\n=> about.txt About\n",
	            "did you mean /about.txt?");
	assert_says("hand.gmi", "# By hand\n=> draft.txt Soon\n",
	            "error: \"draft.txt\" leads to a draft");
}

static void
test_names_in_a_sentence(void **state)
{
	(void)state;
	assert_says("a.txt", "Title: A\n\nWho we are stands\nin \"abuot.txt\".\n",
	            "./text/a.txt:4: warning: \"abuot.txt\" leads to no page; did you mean");
	assert_says("a.txt", "Title: A\n\nSee /ships.txt, please.\n",
	            "warning: \"/ships.txt\" leads to no page; correct it");
	assert_says("a.txt", "Title: A\n\nSee draft.txt.\n", "\"draft.txt\" leads to a draft");
}

static void
test_addresses_by_hand_are_the_published_ones(void **state)
{
	(void)state;
	assert_says("hand.gmi", "# By hand\n\n=> /about.txt About\n",
	            "./text/hand.gmi:3: error: \"/about.txt\" is no address of a page; write "
	            "/about.gmi, as it is published");
	assert_says("news/2026-01-01-a.gmi", "# News\n=> ../about.txt\n", "write /about.gmi, as");
}

static void
test_links_that_lead_somewhere(void **state)
{
	(void)state;
	assert_silent("hand.gmi", "# By hand\n=> about.gmi#staff About\n=> /\n=> index.gmi\n");
	assert_silent("news/2026-01-01-a.gmi", "# News\n=> /news\n=> /news/\n=> index.gmi\n");
	assert_silent("hand.gmi", "# By hand\n=> https://example.org/nothing.txt\n=> ?a\n");
	assert_silent("a.txt", "Title: A\n\nSee about.txt or /about.gmi.\n");
	assert_silent("a.txt", "Title: A\n\nSee https://example.org/nothing.txt.\n");
	assert_silent("a.txt", "Title: A\n\nA file .txt, a suffix of no name, and/or news.\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_links_that_lead_nowhere),
	    TEST(test_names_in_a_sentence),
	    TEST(test_addresses_by_hand_are_the_published_ones),
	    TEST(test_links_that_lead_somewhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
