/* Opening a server on machines that have only one of IPv6 and IPv4. */
#include "daemon/server.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <cmocka.h>

static int lacking;

/* Stands in for the C library's: a kernel without one family. */
int
socket(int domain, int type, int protocol)
{
	if (domain == lacking || lacking == AF_UNSPEC) {
		errno = EAFNOSUPPORT;
		return -1;
	}
	return (int)syscall(SYS_socket, domain, type, protocol);
}

static char folder[] = "/tmp/kapsula-server-XXXXXX";

/* Opens a server whose one capsule has two Gopher addresses; how many listen, or -1. */
static int
open_server(int without, char why[static SERVER_WHY_MAX])
{
	struct config config = {0};
	struct inherit inherit = {0};
	struct server server = {.config = &config, .inherit = &inherit, .workers = 2};
	struct config_capsule *capsule = config_add_capsule(&config);
	config_list_add(&capsule->names, "localhost");
	config_list_add(&capsule->gopher, "[::]:0");
	config_list_add(&capsule->gopher, "0.0.0.0:0");
	capsule->root = config_copy(folder);
	lacking = without;
	int count = server_open(&server, why) == 0 ? (int)server.listeners_count : -1;
	server_close(&server);
	config_free(&config);
	return count;
}

static void
one_family_is_enough(void **state)
{
	(void)state;
	char why[SERVER_WHY_MAX];
	assert_int_equal(open_server(AF_INET6, why), 1);
	assert_int_equal(open_server(AF_INET, why), 1);
}

static void
without_both_the_address_is_named(void **state)
{
	(void)state;
	char why[SERVER_WHY_MAX];
	assert_int_equal(open_server(AF_UNSPEC, why), -1);
	assert_non_null(strstr(why, "gopher://0.0.0.0:0"));
}

static int
make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int
remove_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_family_is_enough),
	    cmocka_unit_test(without_both_the_address_is_named),
	};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
