/* A descriptor goes, and the error that was to be told stays. */
#include "base/fd.h"

#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static void
it_is_closed_and_errno_stays(void **state)
{
	(void)state;
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	errno = ENOENT;
	fd_close(fd);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(fcntl(fd, F_GETFD), -1);
}

static void
none_and_a_wrong_one_change_nothing(void **state)
{
	(void)state;
	errno = EACCES;
	fd_close(-1);
	fd_close(1 << 20);
	assert_int_equal(errno, EACCES);
}

static void
a_file_goes_or_was_none(void **state)
{
	(void)state;
	char name[] = "/tmp/kapsula-fd-XXXXXX";
	int fd = mkstemp(name);
	assert_true(fd >= 0);
	fd_close(fd);
	errno = EXDEV;
	fd_unlink(AT_FDCWD, name);
	assert_int_equal(access(name, F_OK), -1);
	errno = EXDEV;
	fd_unlink(AT_FDCWD, name);
	assert_int_equal(errno, EXDEV);
}

static void
all_bytes_are_written(void **state)
{
	(void)state;
	int ends[2];
	char read_back[8];
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(fd_write(ends[1], STR("a\0b")), 0);
	assert_int_equal(read(ends[0], read_back, sizeof read_back), 3);
	assert_memory_equal(read_back, "a\0b", 3);
	assert_int_equal(fd_write(-1, STR_NONE), 0);
	assert_int_equal(fd_write(-1, STR("words")), -1);
	assert_int_equal(errno, EBADF);
	fd_close(ends[0]);
	fd_close(ends[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(it_is_closed_and_errno_stays),
	    cmocka_unit_test(none_and_a_wrong_one_change_nothing),
	    cmocka_unit_test(a_file_goes_or_was_none),
	    cmocka_unit_test(all_bytes_are_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
