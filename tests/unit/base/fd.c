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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(it_is_closed_and_errno_stays),
	    cmocka_unit_test(none_and_a_wrong_one_change_nothing),
	    cmocka_unit_test(a_file_goes_or_was_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
