/* What an operator is told of, and how often. */
#include "daemon/net/shortage.h"

#include "../../base/check.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	BEGIN = 5 /* milliseconds */
};

static FILE *told;
static int standard_error;

static int
catch_lines(void **state)
{
	(void)state;
	told = tmpfile();
	standard_error = dup(STDERR_FILENO);
	return told && dup2(fileno(told), STDERR_FILENO) >= 0 ? 0 : -1;
}

static int
let_lines_go(void **state)
{
	(void)state;
	fclose(told);
	return dup2(standard_error, STDERR_FILENO) >= 0 && close(standard_error) == 0 ? 0 : -1;
}

static void
assert_told(const char *expected[], size_t count)
{
	char line[1024];
	rewind(told);
	for (size_t i = 0; i < count; i++) {
		assert_non_null(fgets(line, sizeof line, told));
		assert_non_null(strstr(line, expected[i]));
	}
	assert_null(fgets(line, sizeof line, told));
}

static void
a_line_has_what_there_was_and_the_remedy(void **state)
{
	(void)state;
	struct shortages shortages = {.places = 512, .descriptors = 1024};
	for (int i = SHORTAGE_NONE; i < SHORTAGES; i++)
		shortage_tell(&shortages, (enum shortage)i, STR("example.org"), BEGIN);
	assert_told((const char *[]){"all 512 connections", "all 1024 of this worker",
	                             "fs.file-max", "no memory left",
	                             "example.org: a published file",
	                             "example.org: the newest build", "example.org: search.db"},
	            7);
}

static void
the_same_is_told_once_a_minute(void **state)
{
	(void)state;
	struct shortages shortages = {0};
	for (int64_t now = BEGIN; now < BEGIN + 2 * SHORTAGE_PAUSE; now += 1000)
		shortage_tell(&shortages, SHORTAGE_MEMORY, STR("example.org"), now);
	assert_told((const char *[]){"no memory left", "no memory left"}, 2);
}

static void
another_is_told_meanwhile(void **state)
{
	(void)state;
	struct shortages shortages = {0};
	shortage_tell(&shortages, SHORTAGE_MEMORY, STR("example.org"), BEGIN);
	shortage_tell(&shortages, SHORTAGE_DISK, STR("example.org"), BEGIN);
	assert_told((const char *[]){"no memory left", "disk"}, 2);
}

static void
errors_of_the_system_tell_which(void **state)
{
	(void)state;
	assert_int_equal(shortage_of(EMFILE), SHORTAGE_DESCRIPTORS);
	assert_int_equal(shortage_of(ENFILE), SHORTAGE_FILES);
	assert_int_equal(shortage_of(ENOMEM), SHORTAGE_MEMORY);
	assert_int_equal(shortage_of(ENOBUFS), SHORTAGE_MEMORY);
	assert_int_equal(shortage_of(EIO), SHORTAGE_DISK);
	assert_int_equal(shortage_of(EAGAIN), SHORTAGE_NONE);
	assert_int_equal(shortage_of(0), SHORTAGE_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(a_line_has_what_there_was_and_the_remedy, catch_lines,
	                                    let_lines_go),
	    cmocka_unit_test_setup_teardown(the_same_is_told_once_a_minute, catch_lines,
	                                    let_lines_go),
	    cmocka_unit_test_setup_teardown(another_is_told_meanwhile, catch_lines, let_lines_go),
	    cmocka_unit_test(errors_of_the_system_tell_which),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
