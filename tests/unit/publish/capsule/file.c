#include "publish/capsule/file.h"

#include "base/fd.h"

#include <errno.h>

#include "fixture.h"

static void
test_creates_in_that_mode_and_over_nothing(void **state)
{
	(void)state;
	int fd = file_create(AT_FDCWD, "a", 0640);
	assert_true(fd >= 0);
	assert_int_equal(file_close(fd, 0), 0);
	assert_int_equal(look_at("a").st_mode & 0777, 0640);
	assert_int_equal(file_create(AT_FDCWD, "a", 0644), -1);
	assert_int_equal(errno, EEXIST);
}

static void
test_opens_no_link_and_nothing_in_no_folder(void **state)
{
	(void)state;
	put_file("a", "words");
	assert_int_equal(symlink("a", "link"), 0);
	int fd = file_open_in(AT_FDCWD, "a");
	assert_true(fd >= 0);
	assert_int_equal(file_close(fd, 0), 0);
	assert_int_equal(file_open_in(AT_FDCWD, "link"), -1);
	assert_int_equal(errno, ELOOP);
	assert_int_equal(file_open_in(-1, "a"), -1);
	assert_int_equal(errno, EBADF);
}

static void
test_writes_copies_and_compares(void **state)
{
	(void)state;
	enum {
		SIZE = 200000 /* more than one step of a comparison */
	};
	char *bytes = malloc(SIZE);
	assert_non_null(bytes);
	memset(bytes, 'x', SIZE);
	int one = open("one", O_RDWR | O_CREAT, 0600), two = open("two", O_RDWR | O_CREAT, 0600);
	assert_int_equal(fd_write(one, (struct str){bytes, SIZE}), 0);
	assert_int_equal(lseek(one, 0, SEEK_SET), 0);
	assert_int_equal(file_copy(two, one), 0);
	assert_true(file_is_same(one, two, SIZE));
	assert_false(file_is_same(one, two, SIZE + 1));
	assert_true(file_holds(two, (struct str){bytes, SIZE}));
	bytes[SIZE - 1] = 'y';
	assert_false(file_holds(two, (struct str){bytes, SIZE}));
	assert_int_equal(pwrite(two, "y", 1, SIZE - 1), 1);
	assert_false(file_is_same(one, two, SIZE));
	assert_true(file_is_same(one, two, SIZE - 1));
	free(bytes);
	assert_int_equal(file_close(one, 0), 0);
	assert_int_equal(file_close(two, 0), 0);
}

static void
test_the_first_error_stays(void **state)
{
	(void)state;
	int fd = open("a", O_WRONLY | O_CREAT, 0600);
	errno = ENOSPC;
	assert_int_equal(file_close(fd, -1), -1);
	assert_int_equal(errno, ENOSPC);
	assert_int_equal(file_close(-1, 0), -1);
	assert_int_equal(errno, EBADF);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_creates_in_that_mode_and_over_nothing),
	    TEST(test_opens_no_link_and_nothing_in_no_folder),
	    TEST(test_writes_copies_and_compares),
	    TEST(test_the_first_error_stays),
	};
	return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
