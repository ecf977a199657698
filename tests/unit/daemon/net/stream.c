/* How large the records of a stream are. */
#include "daemon/net/stream.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum {
	QUICK = 20 * 1000, /* microseconds */
	SLOW = 600 * 1000,
	CHUNK = 4096
};

static void
quick_readers_get_one_record(void **state)
{
	(void)state;
	assert_int_equal(stream_record(CHUNK, QUICK, 0), CHUNK);
	assert_int_equal(stream_record(CHUNK, QUICK, 1000), CHUNK);
}

static void
slow_readers_get_small_ones(void **state)
{
	(void)state;
	assert_int_equal(stream_record(CHUNK, SLOW, 300), STREAM_RECORD);
	assert_int_equal(stream_record(CHUNK, SLOW, 1200), STREAM_RECORD);
}

/* As over a satellite. */
static void
far_readers_with_much_room_get_large_ones(void **state)
{
	(void)state;
	assert_int_equal(stream_record(CHUNK, SLOW, 1000 * 1000), CHUNK);
}

/* A second record costs 22 bytes more. */
static void
small_pages_are_not_split(void **state)
{
	(void)state;
	assert_int_equal(stream_record(STREAM_RECORD, SLOW, 300), STREAM_RECORD);
	assert_int_equal(stream_record(1500, SLOW, 300), 1500);
	assert_int_equal(stream_record(1600, SLOW, 300), STREAM_RECORD);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(quick_readers_get_one_record),
	    cmocka_unit_test(slow_readers_get_small_ones),
	    cmocka_unit_test(far_readers_with_much_room_get_large_ones),
	    cmocka_unit_test(small_pages_are_not_split),
	};
	return cmocka_run_group_tests_name("daemon/net/stream", tests, NULL, NULL);
}
