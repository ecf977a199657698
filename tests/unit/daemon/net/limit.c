/* Limits by address prefix, with values only. */
#include "daemon/net/limit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

enum {
	SLOTS = 100,
	SHARE = SLOTS / 4
};

static struct limit limit;

static int
set_up(void **state)
{
	(void)state;
	limit_init(&limit, SLOTS, 0, 0x5eed);
	return 0;
}

static unsigned
place_of(const char *text)
{
	struct sockaddr_storage address = {.ss_family = AF_INET};
	struct sockaddr_in v4 = {.sin_family = AF_INET};
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = 1};
	if (strchr(text, ':')) {
		assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
		memcpy(&address, &v6, sizeof v6);
	} else {
		assert_int_equal(inet_pton(AF_INET, text, &v4.sin_addr), 1);
		memcpy(&address, &v4, sizeof v4);
	}
	return limit_place(&limit, &address);
}

static void
open_many(const char *text, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		limit_open(&limit, place_of(text));
}

static void
finish_many(const char *text, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		limit_finish(&limit, place_of(text));
}

static void
test_ipv4_counts_by_address(void **state)
{
	(void)state;
	assert_int_equal(place_of("192.0.2.1"), place_of("192.0.2.1"));
	assert_int_not_equal(place_of("192.0.2.1"), place_of("192.0.2.2"));
	assert_int_equal(place_of("::ffff:192.0.2.1"), place_of("192.0.2.1"));
}

static void
test_ipv6_counts_by_network(void **state)
{
	(void)state;
	assert_int_equal(place_of("2001:db8:0:1::1"), place_of("2001:db8:0:1:ffff::9"));
	assert_int_not_equal(place_of("2001:db8:0:1::1"), place_of("2001:db8:0:2::1"));
}

/* Whoever knows the program must not know whose places fall together. */
static void
test_places_follow_from_the_secret(void **state)
{
	(void)state;
	unsigned before = place_of("192.0.2.1");
	limit.secret = 0x0dd;
	assert_int_not_equal(place_of("192.0.2.1"), before);
}

static void
test_places_are_spread(void **state)
{
	(void)state;
	unsigned most = 0, counts[LIMIT_PLACES] = {0};
	for (uint32_t i = 0; i < 4 * LIMIT_PLACES; i++) {
		struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(i)};
		struct sockaddr_storage address;
		memcpy(&address, &v4, sizeof v4);
		unsigned count = ++counts[limit_place(&limit, &address)];
		most = count > most ? count : most;
	}
	assert_true(most < 20); /* 4 on average */
}

static void
test_nothing_is_limited_without_pressure(void **state)
{
	(void)state;
	open_many("192.0.2.1", SLOTS / 2);
	assert_false(limit_is_crowded(&limit, place_of("192.0.2.1")));
	assert_false(limit_is_greedy(&limit, place_of("192.0.2.1")));
}

static void
test_pressure_limits_whom_it_comes_from(void **state)
{
	(void)state;
	open_many("192.0.2.1", SLOTS / 2 + 1);
	assert_true(limit_is_crowded(&limit, place_of("192.0.2.1")));
	assert_true(limit_is_greedy(&limit, place_of("192.0.2.1")));
	assert_false(limit_is_crowded(&limit, place_of("192.0.2.2")));
	assert_false(limit_is_greedy(&limit, place_of("192.0.2.2")));
}

/* A school: many at once, each done with its handshake soon. */
static void
test_finished_ones_are_no_crowd(void **state)
{
	(void)state;
	open_many("192.0.2.1", SLOTS / 2 + 1);
	finish_many("192.0.2.1", SLOTS / 2 + 1 - SHARE / 2);
	assert_false(limit_is_crowded(&limit, place_of("192.0.2.1")));
	limit_open(&limit, place_of("192.0.2.1"));
	assert_true(limit_is_crowded(&limit, place_of("192.0.2.1")));
}

static void
test_share_is_exact(void **state)
{
	(void)state;
	open_many("192.0.2.2", SLOTS / 2);
	open_many("192.0.2.1", SHARE);
	assert_false(limit_is_greedy(&limit, place_of("192.0.2.1")));
	limit_open(&limit, place_of("192.0.2.1"));
	assert_true(limit_is_greedy(&limit, place_of("192.0.2.1")));
}

static void
test_share_can_be_chosen(void **state)
{
	(void)state;
	limit_init(&limit, SLOTS, SLOTS, 0x5eed);
	open_many("192.0.2.1", SLOTS);
	finish_many("192.0.2.1", SLOTS / 2);
	assert_false(limit_is_greedy(&limit, place_of("192.0.2.1")));
	assert_false(limit_is_crowded(&limit, place_of("192.0.2.1")));
}

static void
test_counts_go_down_to_nothing(void **state)
{
	(void)state;
	const struct limit_count none = {0, 0};
	open_many("192.0.2.1", SLOTS);
	finish_many("192.0.2.1", SHARE);
	for (unsigned i = 0; i < SLOTS; i++)
		limit_close(&limit, place_of("192.0.2.1"), i >= SHARE);
	assert_int_equal(limit.open, 0);
	assert_int_equal(limit.unfinished, 0);
	for (unsigned i = 0; i < LIMIT_PLACES; i++)
		assert_memory_equal(&limit.counts[i], &none, sizeof none);
}

static void
test_worst_has_most_unfinished(void **state)
{
	(void)state;
	assert_int_equal(limit_worst(&limit), 0);
	open_many("192.0.2.1", 9);
	finish_many("192.0.2.1", 6);
	open_many("192.0.2.2", 5);
	assert_int_equal(limit_worst(&limit), 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(test_ipv4_counts_by_address, set_up),
	    cmocka_unit_test_setup(test_ipv6_counts_by_network, set_up),
	    cmocka_unit_test_setup(test_places_follow_from_the_secret, set_up),
	    cmocka_unit_test_setup(test_places_are_spread, set_up),
	    cmocka_unit_test_setup(test_nothing_is_limited_without_pressure, set_up),
	    cmocka_unit_test_setup(test_pressure_limits_whom_it_comes_from, set_up),
	    cmocka_unit_test_setup(test_finished_ones_are_no_crowd, set_up),
	    cmocka_unit_test_setup(test_share_is_exact, set_up),
	    cmocka_unit_test_setup(test_share_can_be_chosen, set_up),
	    cmocka_unit_test_setup(test_counts_go_down_to_nothing, set_up),
	    cmocka_unit_test_setup(test_worst_has_most_unfinished, set_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
