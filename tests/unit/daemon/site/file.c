/* Files mapped whole. */
#include "daemon/site/file.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static char folder[] = "/tmp/kapsula-file-XXXXXX";
static int dir;

static void
put(const char *name, struct str text)
{
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
	assert_int_equal(write(fd, text.p, text.n), text.n);
	close(fd);
}

static int
set_up(void **state)
{
	(void)state;
	dir = mkdtemp(folder) ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	return dir < 0 ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	char command[64];
	close(dir);
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}

static void
a_file_is_mapped_whole(void **state)
{
	(void)state;
	struct str bytes;
	put("full", STR("a\0b\n"));
	assert_int_equal(file_map(dir, STR("/full"), &bytes), 0);
	assert_true(str_eq(bytes, STR("a\0b\n")));
	file_unmap(&bytes);
	assert_int_equal(bytes.n, 0);
	file_unmap(&bytes);
}

static void
what_holds_nothing_is_empty(void **state)
{
	(void)state;
	static const char *const names[] = {"/none", "/empty", "/folder"};
	put("empty", STR_NONE);
	assert_int_equal(mkdirat(dir, "folder", 0755), 0);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct str bytes = STR("old");
		assert_int_equal(file_map(dir, str_of(names[i]), &bytes), 0);
		assert_int_equal(bytes.n, 0);
	}
}

static void
what_cannot_be_opened_is_told(void **state)
{
	(void)state;
	struct str bytes;
	assert_int_equal(file_map(-1, STR("/full"), &bytes), -1);
	assert_int_equal(errno, EBADF);
	assert_int_equal(bytes.n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_file_is_mapped_whole),
	    cmocka_unit_test(what_holds_nothing_is_empty),
	    cmocka_unit_test(what_cannot_be_opened_is_told),
	};
	return cmocka_run_group_tests_name("site/file", tests, set_up, tear_down);
}
