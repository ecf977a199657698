#include "tried.h"

static const char page[] = "# A page\n\nWe are open on Sundays, from nine to five.\n";

static void
set_budget(size_t bytes)
{
	char text[64];
	snprintf(text, sizeof text, "Page-weight: %zu\n", bytes);
	put_file("capsule.txt", text);
}

/* What the page weighs, as it is told. */
static size_t
weigh_page(void)
{
	unsigned long bytes = 0;
	set_budget(sizeof page - 2);
	struct buf said = try_text("hand.gmi", page);
	struct str rest = buf_str(&said), number;
	size_t at = str_find_str(rest, STR("hand.gmi: warning: weighs "));
	assert_int_not_equal(at, STR_NOWHERE);
	rest = str_from(rest, at + sizeof "hand.gmi: warning: weighs " - 1);
	number = str_cut(&rest, ' ');
	assert_int_equal(str_number(number, 1000, &bytes), 0);
	buf_free(&said);
	return bytes;
}

static bool
is_too_heavy(size_t budget)
{
	set_budget(budget);
	struct buf said = try_text("hand.gmi", page);
	bool is_told =
	    str_find_str(buf_str(&said), STR("hand.gmi: warning: weighs ")) != STR_NOWHERE;
	buf_free(&said);
	return is_told;
}

static void
test_counts_the_bytes_of_a_page(void **state)
{
	(void)state;
	size_t bytes = weigh_page();
	assert_true(bytes >= sizeof page - 1);
	assert_true(is_too_heavy(bytes - 1));
	assert_false(is_too_heavy(bytes));
}

static void
test_counts_lists_that_nobody_wrote(void **state)
{
	(void)state;
	put_file("capsule.txt", "Page-weight: 130\n");
	assert_says("news/2026-01-01-a.txt", "Title: A long title makes a long list\n\nA.\n",
	            "News-per-page");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_counts_the_bytes_of_a_page),
	    TEST(test_counts_lists_that_nobody_wrote),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
