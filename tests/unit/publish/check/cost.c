#include "../../base/check.h"
#include "publish/check/cost.h"

#include <math.h>

/* Bytes both ways of a page of 1 KiB, as counted on the wire. */
static void
test_knows_what_was_counted(void **state)
{
	(void)state;
	assert_int_equal(cost_bytes(COST_FIRST, 1024), 3030);
	assert_int_equal(cost_bytes(COST_RESUMED, 1024), 2544);
	assert_int_equal(cost_bytes(COST_GOPHER, 1024), 1519);
}

static void
test_adds_records_and_segments(void **state)
{
	(void)state;
	assert_int_equal(cost_bytes(COST_RESUMED, 1025) - cost_bytes(COST_RESUMED, 1024), 1 + 22);
	assert_int_equal(cost_bytes(COST_GOPHER, 1025) - cost_bytes(COST_GOPHER, 1024), 1);
	assert_int_equal(cost_bytes(COST_GOPHER, 1449) - cost_bytes(COST_GOPHER, 1448), 1 + 78);
	assert_int_equal(cost_bytes(COST_GOPHER, 0), 495);
}

static double
seconds(enum cost_visit visit, size_t body, unsigned long rate, unsigned long round_trip)
{
	struct cost_line line = {.rate = rate, .round_trip = round_trip};
	return cost_seconds(visit, body, &line);
}

/* 9600 bit/s with 300 ms each way: 4.1, 3.7 and about 2.5 seconds by the clock. */
static void
test_is_near_what_was_timed(void **state)
{
	(void)state;
	assert_true(fabs(seconds(COST_FIRST, 1024, 9600, 600) - 4.1) < 0.3);
	assert_true(fabs(seconds(COST_RESUMED, 1024, 9600, 600) - 3.7) < 0.3);
	assert_true(fabs(seconds(COST_GOPHER, 1024, 9600, 600) - 2.5) < 0.1);
}

/* 14,480 bytes go at once, twice as many a round trip later. */
static void
test_starts_slowly_on_a_long_line(void **state)
{
	(void)state;
	double one = seconds(COST_GOPHER, 14480, 1000000000, 600);
	assert_true(fabs(one - 1.2) < 0.01);
	assert_true(fabs(seconds(COST_GOPHER, 14481, 1000000000, 600) - 1.8) < 0.01);
	assert_true(fabs(seconds(COST_GOPHER, 3 * 14480 + 1, 1000000000, 600) - 2.4) < 0.01);
	double thin = seconds(COST_GOPHER, 14481, 9600, 600);
	assert_true(fabs(thin - seconds(COST_GOPHER, 14480, 9600, 600)) < 0.1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_knows_what_was_counted),
	    cmocka_unit_test(test_adds_records_and_segments),
	    cmocka_unit_test(test_is_near_what_was_timed),
	    cmocka_unit_test(test_starts_slowly_on_a_long_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
