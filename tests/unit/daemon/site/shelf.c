/* What a shelf keeps open, and for how long. */
#include "daemon/site/shelf.h"

#include "daemon/site/file.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

enum {
	LARGE = 64 * 1024 /* bytes */
};

static char folder[] = "/tmp/kapsula-shelf-XXXXXX";
static struct shelf shelf;
static int dir;

static int
set_up(void **state)
{
	(void)state;
	shelf_init(&shelf);
	dir = mkdtemp(folder) ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	return dir < 0 ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	char command[64];
	shelf_clear(&shelf);
	close(dir);
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}

/* In the place of what had that name. */
static void
put(const char *name, const char *text)
{
	int fd = openat(dir, ".new", O_WRONLY | O_CREAT | O_TRUNC, 0644);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	assert_int_equal(renameat(dir, ".new", dir, name), 0);
}

static int
truncateat(const char *name, off_t size)
{
	int fd = openat(dir, name, O_WRONLY);
	int result = ftruncate(fd, size);
	close(fd);
	return result;
}

static int
open_path(const char *path, struct file *file)
{
	return shelf_open(&shelf, dir, str_of(path), file);
}

/* From its descriptor or at hand. */
static void
assert_holds(const struct file *file, const char *text)
{
	char bytes[128] = "";
	assert_int_equal(file->size, strlen(text));
	if (file->bytes.n)
		memcpy(bytes, file->bytes.p, file->bytes.n);
	else
		assert_int_equal(pread(file->fd, bytes, sizeof bytes - 1, 0), strlen(text));
	assert_string_equal(bytes, text);
}

static void
assert_opens(const char *path, const char *text)
{
	struct file file;
	assert_int_equal(open_path(path, &file), 0);
	assert_holds(&file, text);
	file_close(&file);
}

static void
test_a_name_means_the_same_file_until_the_shelf_is_cleared(void **state)
{
	(void)state;
	put("page", "first");
	assert_opens("/page", "first");
	put("page", "second one");
	assert_opens("/page", "first");
	shelf_clear(&shelf);
	assert_opens("/page", "second one");
}

static void
test_a_small_file_is_read_once_for_all_and_outlives_the_shelf(void **state)
{
	(void)state;
	struct file one, other;
	put("page", "held");
	shelf_clear(&shelf);
	assert_int_equal(open_path("/page", &one), 0);
	assert_int_equal(open_path("/page", &other), 0);
	assert_ptr_equal(one.bytes.p, other.bytes.p);
	assert_int_equal(one.fd, -1);
	shelf_clear(&shelf);
	file_close(&one);
	assert_holds(&other, "held");
	file_close(&other);
}

static void
test_an_empty_file_is_a_file(void **state)
{
	(void)state;
	put("empty", "");
	for (int turn = 0; turn < 2; turn++)
		assert_opens("/empty", "");
}

static void
test_one_descriptor_of_a_large_file_serves_all_and_outlives_the_shelf(void **state)
{
	(void)state;
	struct file one, other;
	char byte;
	put("large", "");
	assert_int_equal(truncateat("large", LARGE), 0);
	shelf_clear(&shelf);
	assert_int_equal(open_path("/large", &one), 0);
	assert_int_equal(open_path("/large", &other), 0);
	assert_int_equal(one.bytes.n, 0);
	assert_int_equal(one.fd, other.fd);
	shelf_clear(&shelf);
	file_close(&one);
	assert_int_equal(pread(other.fd, &byte, 1, LARGE - 1), 1);
	int fd = other.fd;
	file_close(&other);
	assert_int_equal(fcntl(fd, F_GETFD), -1);
}

static void
test_what_is_not_there_is_looked_for_again(void **state)
{
	(void)state;
	struct file file;
	assert_int_equal(open_path("/late", &file), -1);
	assert_int_equal(errno, ENOENT);
	put("late", "here");
	assert_opens("/late", "here");
}

static void
test_a_path_too_long_for_the_shelf_is_opened_each_time(void **state)
{
	(void)state;
	char name[SHELF_PATH_MAX + 1], path[SHELF_PATH_MAX + 2];
	memset(name, 'n', SHELF_PATH_MAX);
	name[SHELF_PATH_MAX] = '\0';
	snprintf(path, sizeof path, "/%s", name);
	put(name, "first");
	assert_opens(path, "first");
	put(name, "second one");
	assert_opens(path, "second one");
}

/* More names than places, so that some share one, and each folder has its own. */
static void
test_names_that_share_a_place_are_told_apart(void **state)
{
	(void)state;
	char name[16], path[24];
	assert_int_equal(mkdirat(dir, "other", 0755), 0);
	int other = openat(dir, "other", O_RDONLY | O_DIRECTORY);
	for (int i = 0; i < 4 * SHELF_PLACES; i++) {
		snprintf(name, sizeof name, "%d", i);
		snprintf(path, sizeof path, "other/%d", i);
		put(name, name);
		put(path, path);
	}
	for (int turn = 0; turn < 2; turn++)
		for (int i = 0; i < 4 * SHELF_PLACES; i++) {
			struct file file;
			snprintf(name, sizeof name, "%d", i);
			snprintf(path, sizeof path, "/%d", i);
			assert_opens(path, name);
			assert_int_equal(shelf_open(&shelf, other, str_of(path), &file), 0);
			assert_int_equal(file.size, strlen("other/") + strlen(name));
			file_close(&file);
		}
	close(other);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_name_means_the_same_file_until_the_shelf_is_cleared),
	    cmocka_unit_test(test_a_small_file_is_read_once_for_all_and_outlives_the_shelf),
	    cmocka_unit_test(test_an_empty_file_is_a_file),
	    cmocka_unit_test(test_one_descriptor_of_a_large_file_serves_all_and_outlives_the_shelf),
	    cmocka_unit_test(test_what_is_not_there_is_looked_for_again),
	    cmocka_unit_test(test_a_path_too_long_for_the_shelf_is_opened_each_time),
	    cmocka_unit_test(test_names_that_share_a_place_are_told_apart),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
