#include "tried.h"

/* A page of that many bytes on Gemini, and two more on Gopher, where a line is put under its title.
 */
static void
fill(char *text, size_t n)
{
	memset(text, 'x', n);
	memcpy(text, "# T\n\n", 5);
	for (size_t i = 64; i < n; i += 60)
		text[i] = '\n';
	text[n - 1] = '\n';
	text[n] = '\0';
}

static void
test_counts_the_bytes_of_a_page(void **state)
{
	(void)state;
	char text[1002];
	put_file("capsule.txt", "Page-weight: 1000\n");
	fill(text, 999);
	assert_says("hand.gmi", text,
	            "./text/hand.gmi: warning: weighs 1001 bytes, above the 1000 that a page");
	fill(text, 998);
	assert_silent("hand.gmi", text);
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
