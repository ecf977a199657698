#include "publish/read/trace.h"

#include "check.h"

static void
test_sorts_by_line(void **state)
{
	struct trace trace = {.wanted = true};
	(void)state;
	trace_add(&trace, 12, "dropped", "R3b", STR("b\nc"));
	trace_add(&trace, 3, "paragraph", "R4", STR_NONE);
	trace_add(&trace, 12, "item", "R4", STR("d"));
	trace_sort(&trace);
	assert_slice(buf_str(&trace.text),
	             "3: paragraph (R4)\n12: dropped (R3b): b c\n12: item (R4): d\n");
	trace_free(&trace);
}

static void
test_cuts_long_words(void **state)
{
	struct trace trace = {.wanted = true};
	(void)state;
	trace_add(&trace, 1, "x", "R",
	          STR("0123456789012345678901234567890123456789012345678901234567891"));
	assert_slice(buf_str(&trace.text),
	             "1: x (R): 012345678901234567890123456789012345678901234567890123456789…\n");
	trace_free(&trace);
}

static void
test_not_wanted(void **state)
{
	struct trace trace = {0};
	(void)state;
	trace_add(&trace, 1, "x", "R", STR("y"));
	trace_add(NULL, 1, "x", "R", STR("y"));
	trace_sort(&trace);
	assert_int_equal(trace.text.n, 0);
	trace_free(&trace);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sorts_by_line),
	    cmocka_unit_test(test_cuts_long_words),
	    cmocka_unit_test(test_not_wanted),
	};
	return cmocka_run_group_tests_name("trace", tests, NULL, NULL);
}
