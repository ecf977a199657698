#include "base/log.h"

#include "check.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct output {
	char text[2 * LOG_LINE_MAX];
	size_t n;
	int status;
};

/* What a child writes to standard error while it runs write, and how it ends. */
static struct output
output_of(void (*write_it)(void))
{
	struct output output = {0};
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		log_open("tester");
		write_it();
		_exit(0);
	}
	close(ends[1]);
	ssize_t got;
	while ((got = read(ends[0], output.text + output.n, sizeof output.text - output.n)) > 0)
		output.n += (size_t)got;
	close(ends[0]);
	assert_int_equal(waitpid(child, &output.status, 0), child);
	assert_true(WIFEXITED(output.status));
	return output;
}

static struct str
text_of(const struct output *output)
{
	return (struct str){output->text, output->n};
}

static void
write_a_line(void)
{
	log_line("bind %s: %d", "here", 7);
}

static void
test_a_line_names_the_program(void **state)
{
	(void)state;
	struct output output = output_of(write_a_line);
	assert_slice(text_of(&output), "tester: bind here: 7\n");
}

static void
write_a_raw_line(void)
{
	log_raw(STR("a\0b\xFF\n"));
}

static void
test_raw_bytes_stay(void **state)
{
	(void)state;
	struct output output = output_of(write_a_raw_line);
	assert_slice(text_of(&output), "a\0b\xFF\n");
}

static void
write_a_long_line(void)
{
	char text[2 * LOG_LINE_MAX];
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	log_line("%s", text);
}

static void
test_a_long_line_is_cut_and_ended(void **state)
{
	(void)state;
	struct output output = output_of(write_a_long_line);
	assert_true(output.n <= LOG_LINE_MAX);
	assert_true(output.n > LOG_LINE_MAX - 8);
	assert_int_equal(str_find(text_of(&output), '\n'), output.n - 1);
}

static void
die_for_a_reason(void)
{
	errno = ENOENT;
	die("open %s:", "a.txt");
}

static void
test_die_gives_the_reason_and_ends_with_1(void **state)
{
	(void)state;
	struct output output = output_of(die_for_a_reason);
	assert_slice(text_of(&output), "tester: open a.txt: No such file or directory\n");
	assert_int_equal(WEXITSTATUS(output.status), 1);
}

static void
die_without_a_reason(void)
{
	errno = ENOENT;
	die("enough: %s", "said");
}

static void
test_die_without_a_colon_gives_no_reason(void **state)
{
	(void)state;
	struct output output = output_of(die_without_a_reason);
	assert_slice(text_of(&output), "tester: enough: said\n");
	assert_int_equal(WEXITSTATUS(output.status), 1);
}

static void
die_of_a_long_line(void)
{
	char text[2 * LOG_LINE_MAX];
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	errno = ENOENT;
	die("%s:", text);
}

static void
test_a_reason_without_room_is_left_out(void **state)
{
	(void)state;
	struct output output = output_of(die_of_a_long_line);
	assert_true(output.n <= LOG_LINE_MAX);
	assert_int_equal(str_find(text_of(&output), '\n'), output.n - 1);
	assert_int_equal(WEXITSTATUS(output.status), 1);
}

static void
die_of_usage(void)
{
	die_usage("unknown option %s", "-x");
}

static void
test_die_usage_ends_with_2(void **state)
{
	(void)state;
	struct output output = output_of(die_of_usage);
	assert_slice(text_of(&output), "tester: unknown option -x\n");
	assert_int_equal(WEXITSTATUS(output.status), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_line_names_the_program),
	    cmocka_unit_test(test_raw_bytes_stay),
	    cmocka_unit_test(test_a_long_line_is_cut_and_ended),
	    cmocka_unit_test(test_die_gives_the_reason_and_ends_with_1),
	    cmocka_unit_test(test_die_without_a_colon_gives_no_reason),
	    cmocka_unit_test(test_a_reason_without_room_is_left_out),
	    cmocka_unit_test(test_die_usage_ends_with_2),
	};
	return cmocka_run_group_tests_name("base/log", tests, NULL, NULL);
}
