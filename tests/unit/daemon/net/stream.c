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
	assert_int_equal(stream_record(CHUNK, 0, QUICK, 0), CHUNK);
	assert_int_equal(stream_record(CHUNK, CHUNK, QUICK, 1000), CHUNK);
}

/* The first words soon, and later ones in what a segment holds. */
static void
slow_readers_get_growing_ones(void **state)
{
	(void)state;
	static const size_t wanted[] = {STREAM_FIRST,     STREAM_FIRST,  STREAM_FIRST,
	                                2 * STREAM_FIRST, STREAM_RECORD, STREAM_RECORD};
	uint64_t before = 0;
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		assert_int_equal(stream_record(CHUNK, before, SLOW, i % 2 ? 300 : 1200), wanted[i]);
		before += wanted[i];
	}
}

/* With TLS 1.2 and over IPv6, too. */
static void
a_segment_holds_the_longest(void **state)
{
	(void)state;
	const size_t segment = 1500 - 40 - 32, around_it = 29;
	assert_true(STREAM_RECORD + around_it <= segment);
	assert_true(3 * STREAM_RECORD >= CHUNK);
}

/* As over a satellite. */
static void
far_readers_with_much_room_get_large_ones(void **state)
{
	(void)state;
	assert_int_equal(stream_record(CHUNK, 0, SLOW, 1000 * 1000), CHUNK);
}

/* A second record costs 22 bytes more. */
static void
small_pages_are_not_split(void **state)
{
	(void)state;
	assert_int_equal(stream_record(STREAM_FIRST, 0, SLOW, 300), STREAM_FIRST);
	assert_int_equal(stream_record(1500, 0, SLOW, 300), 1500);
	assert_int_equal(stream_record(1600, 0, SLOW, 300), STREAM_FIRST);
}

/* Slots are used again. */
static void
one_opened_anew_remembers_nothing(void **state)
{
	(void)state;
	char out[STREAM_OUT_SIZE];
	struct stream stream = {.is_starved = true, .is_ended = true, .sent = 7, .out_n = 9};
	stream_open(&stream, 5, out);
	assert_int_equal(stream.fd, 5);
	assert_ptr_equal(stream.out, out);
	assert_false(stream.is_starved || stream.is_ended || stream.sent || stream.out_n);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(quick_readers_get_one_record),
	    cmocka_unit_test(slow_readers_get_growing_ones),
	    cmocka_unit_test(a_segment_holds_the_longest),
	    cmocka_unit_test(far_readers_with_much_room_get_large_ones),
	    cmocka_unit_test(small_pages_are_not_split),
	    cmocka_unit_test(one_opened_anew_remembers_nothing),
	};
	return cmocka_run_group_tests_name("daemon/net/stream", tests, NULL, NULL);
}
