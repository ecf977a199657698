/* What a server's first line tells, and when there is enough of it. */
#include "publish/response.h"

#include "../base/check.h"

#include <string.h>

static enum response
gemini(const char *start)
{
	struct str line;
	return response_read(str_of(start), false, &line);
}

static void
a_header_tells_what_came_of_it(void **state)
{
	(void)state;
	assert_int_equal(gemini("20 text/gemini\r\n# Page\n"), RESPONSE_PAGE);
	assert_int_equal(gemini("20\r\n"), RESPONSE_PAGE);
	assert_int_equal(gemini("10 Words?\r\n"), RESPONSE_ASKS);
	assert_int_equal(gemini("31 /b\r\n"), RESPONSE_ASKS);
	assert_int_equal(gemini("60 \r\n"), RESPONSE_ASKS);
	assert_int_equal(gemini("44 10\r\n"), RESPONSE_LATER);
	assert_int_equal(gemini("51 None\r\n"), RESPONSE_NEVER);
}

static void
anything_else_is_no_header(void **state)
{
	(void)state;
	static const char *const starts[] = {
	    "",         "20",        "20 text/gemini",   "20 a\n",   "2\r\n",     "200 OK\r\n",
	    "70 a\r\n", " 20 a\r\n", "HTTP/1.1 400\r\n", "2x a\r\n", "20\ta\r\n", "\r\n"};
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		assert_int_equal(gemini(starts[i]), RESPONSE_FAILED);
}

/* Gemini 0.24.1 Responses */
static void
a_header_is_no_longer_than_it_may_be(void **state)
{
	(void)state;
	char start[RESPONSE_LINE_MAX + 2];
	memset(start, 'a', sizeof start);
	memcpy(start, "20 ", 3);
	memcpy(start + RESPONSE_LINE_MAX - 2, "\r\n", 3);
	assert_int_equal(gemini(start), RESPONSE_PAGE);
	memcpy(start + RESPONSE_LINE_MAX - 2, "a\r\n", 4);
	assert_int_equal(gemini(start), RESPONSE_FAILED);
}

static void
an_error_item_is_no_page(void **state)
{
	(void)state;
	struct str line;
	assert_int_equal(response_read(STR("3None\te\te\t1\r\n.\r\n"), true, &line),
	                 RESPONSE_NEVER);
	assert_slice(line, "3None\te\te\t1");
	assert_int_equal(response_read(STR("3 boats\r\n"), true, &line), RESPONSE_PAGE);
	assert_int_equal(response_read(STR(""), true, &line), RESPONSE_PAGE);
	assert_int_equal(response_read(STR("no end"), true, &line), RESPONSE_PAGE);
	assert_slice(line, "no end");
}

static void
more_is_wanted_until_there_is_a_line_or_none_can_be(void **state)
{
	(void)state;
	char much[RESPONSE_LINE_MAX] = {0};
	assert_true(response_wants_more(STR("")));
	assert_true(response_wants_more(STR("20 text")));
	assert_false(response_wants_more(STR("20 text\r\n")));
	assert_true(response_wants_more((struct str){much, sizeof much - 1}));
	assert_false(response_wants_more((struct str){much, sizeof much}));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_header_tells_what_came_of_it),
	    cmocka_unit_test(anything_else_is_no_header),
	    cmocka_unit_test(a_header_is_no_longer_than_it_may_be),
	    cmocka_unit_test(an_error_item_is_no_page),
	    cmocka_unit_test(more_is_wanted_until_there_is_a_line_or_none_can_be),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
