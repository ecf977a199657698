/* cmocka, assertions about slices, and a folder of its own for each test. */
#ifndef UNIT_PUBLISH_CAPSULE_FIXTURE_H
#define UNIT_PUBLISH_CAPSULE_FIXTURE_H

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/str.h"
#include "publish/capsule/builds.h"

#define assert_slice(slice, literal)                                                               \
	do {                                                                                       \
		struct str slice_ = (slice);                                                       \
		assert_int_equal(slice_.n, sizeof(literal) - 1);                                   \
		if (slice_.n)                                                                      \
			assert_memory_equal(slice_.p, literal, slice_.n);                          \
	} while (0)

/* Makes a folder, goes there, and keeps its name for the way back. */
static inline int
enter_folder(void **state)
{
	char *name = strdup("/tmp/kapsula-test-XXXXXX");
	*state = name;
	return !name || !mkdtemp(name) || chdir(name) < 0 ? -1 : 0;
}

static inline int
leave_folder(void **state)
{
	int end = chdir("/") < 0 || builds_remove(AT_FDCWD, *state) < 0 ? -1 : 0;
	free(*state);
	return end;
}

/* Writes a file, below the folder, whose folders exist. */
static inline void
put_file(const char *name, const char *text)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static inline void
put_folder(const char *name)
{
	assert_int_equal(mkdir(name, 0755), 0);
}

/* The path's state, no link followed; the test fails when there is none. */
static inline struct stat
look_at(const char *name)
{
	struct stat status;
	assert_int_equal(lstat(name, &status), 0);
	return status;
}

static inline int
is_there(const char *name)
{
	struct stat status;
	return lstat(name, &status) == 0;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, enter_folder, leave_folder)

#endif
