#include "base/clock.h"

#include "check.h"

/* Between two looks of our own lies what is read: whole, to the microsecond. */
static void
microseconds_are_those_of_the_clock(void **state)
{
	(void)state;
	struct timespec before, after;
	clock_gettime(CLOCK_REALTIME, &before);
	int64_t now = clock_read(CLOCK_REALTIME);
	clock_gettime(CLOCK_REALTIME, &after);
	assert_true(now / CLOCK_S >= before.tv_sec && now / CLOCK_S <= after.tv_sec);
	if (before.tv_sec == after.tv_sec)
		assert_in_range(now % CLOCK_S, before.tv_nsec / 1000, after.tv_nsec / 1000);
}

static void
monotonic_time_runs_forward(void **state)
{
	(void)state;
	int64_t first = clock_read(CLOCK_MONOTONIC);
	assert_true(first > 0 && clock_read(CLOCK_MONOTONIC) >= first);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(microseconds_are_those_of_the_clock),
	    cmocka_unit_test(monotonic_time_runs_forward),
	};
	return cmocka_run_group_tests_name("base/clock", tests, NULL, NULL);
}
