#include "daemon/net/address.h"

#include "../../base/check.h"

#include <arpa/inet.h>
#include <string.h>
#include <unistd.h>

static struct sockaddr_storage
ipv4(const char *text)
{
	struct sockaddr_storage storage = {0};
	struct sockaddr_in address = {.sin_family = AF_INET};
	inet_pton(AF_INET, text, &address.sin_addr);
	memcpy(&storage, &address, sizeof address);
	return storage;
}

static struct sockaddr_storage
ipv6(const char *text)
{
	struct sockaddr_storage storage = {0};
	struct sockaddr_in6 address = {.sin6_family = AF_INET6};
	inet_pton(AF_INET6, text, &address.sin6_addr);
	memcpy(&storage, &address, sizeof address);
	return storage;
}

static void
assert_printed(struct sockaddr_storage storage, enum address_form form, const char *wanted)
{
	char text[ADDRESS_TEXT_MAX];
	struct str got = address_print(&storage, form, text);
	assert_int_equal(got.n, strlen(wanted));
	assert_true(str_eq(got, str_of(wanted)));
}

static void
none_is_told(void **state)
{
	(void)state;
	assert_printed(ipv4("192.0.2.77"), ADDRESS_NONE, "");
	assert_printed(ipv6("2001:db8:1:2::3"), ADDRESS_NONE, "");
}

static void
a_prefix_hides_the_rest(void **state)
{
	(void)state;
	assert_printed(ipv4("192.0.2.77"), ADDRESS_PREFIX, "192.0.2.0/24");
	assert_printed(ipv6("2001:db8:1:2::3"), ADDRESS_PREFIX, "2001:db8:1::/48");
	assert_printed(ipv6("::ffff:192.0.2.77"), ADDRESS_PREFIX, "192.0.2.0/24");
}

static void
the_whole_is_told(void **state)
{
	(void)state;
	assert_printed(ipv4("192.0.2.77"), ADDRESS_WHOLE, "192.0.2.77");
	assert_printed(ipv6("2001:db8:1:2::3"), ADDRESS_WHOLE, "2001:db8:1:2::3");
	assert_printed(ipv6("2001:db8:1111:2222:3333:4444:5555:6666"), ADDRESS_WHOLE,
	               "2001:db8:1111:2222:3333:4444:5555:6666");
	assert_printed(ipv6("::ffff:192.0.2.77"), ADDRESS_WHOLE, "192.0.2.77");
}

static void
who_has_no_address_is_nobody(void **state)
{
	(void)state;
	char text[ADDRESS_TEXT_MAX];
	int ends[2];
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	assert_int_equal(address_of_peer(ends[0], ADDRESS_WHOLE, text).n, 0);
	close(ends[0]);
	close(ends[1]);
	assert_int_equal(address_of_peer(-1, ADDRESS_WHOLE, text).n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(none_is_told),
	    cmocka_unit_test(a_prefix_hides_the_rest),
	    cmocka_unit_test(the_whole_is_told),
	    cmocka_unit_test(who_has_no_address_is_nobody),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
