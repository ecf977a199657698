/* What a listening socket tells of those who wait. */
#include "daemon/net/listen.h"

#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <unistd.h>
#include <cmocka.h>

enum {
	CLIENTS = 3
};

static int server, clients[CLIENTS];
static struct sockaddr_in address = {.sin_family = AF_INET};

static int
set_up(void **state)
{
	(void)state;
	socklen_t size = sizeof address;
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	server = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (server < 0 || bind(server, (struct sockaddr *)&address, size) < 0)
		return -1;
	return getsockname(server, (struct sockaddr *)&address, &size) < 0
	           ? -1
	           : listen(server, CLIENTS);
}

static int
tear_down(void **state)
{
	(void)state;
	return close(server);
}

static void
test_those_who_wait_are_counted(void **state)
{
	(void)state;
	struct sockaddr_storage peer;
	for (int i = 0; i < CLIENTS; i++) {
		clients[i] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
		assert_int_equal(connect(clients[i], (struct sockaddr *)&address, sizeof address),
		                 0);
		assert_int_equal(listen_waiting(server), i + 1);
	}
	for (int i = CLIENTS; i > 0; i--) {
		assert_int_equal(listen_waiting(server), i);
		int fd = listen_accept(server, &peer);
		assert_true(fd >= 0);
		close(fd);
	}
	for (int i = 0; i < CLIENTS; i++)
		close(clients[i]);
}

/* The event that led to the question says that there is one. */
static void
test_where_the_kernel_tells_nothing_one_is_tried(void **state)
{
	(void)state;
	int fds[2];
	assert_int_equal(listen_waiting(server), 1);
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(listen_waiting(fds[0]), 1);
	close(fds[0]);
	close(fds[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_those_who_wait_are_counted),
	    cmocka_unit_test(test_where_the_kernel_tells_nothing_one_is_tried),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
