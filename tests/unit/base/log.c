#include "base/log.h"

#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
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

static void
fill(int fd)
{
	int flags = fcntl(fd, F_GETFL);
	fcntl(fd, F_SETFL, flags | O_NONBLOCK);
	while (write(fd, "x", 1) == 1)
		;
	fcntl(fd, F_SETFL, flags);
}

static size_t
empty(int fd, char *bytes, size_t n)
{
	ssize_t got;
	size_t total = 0;
	while (total < n && (got = recv(fd, bytes + total, n - total, MSG_DONTWAIT)) > 0)
		total += (size_t)got;
	if (total == 0)
		while ((got = read(fd, bytes + total, n - total)) > 0)
			total += (size_t)got;
	return total;
}

enum {
	ROOM = 1 << 20 /* more than any pipe or socket takes */
};

/* Lines while standard error is full, and one when it has room again. They must not wait: the child
 * would never end. */
static void
lose_three_lines(int full, int other_end)
{
	static char waste[ROOM];
	fill(full);
	dup2(full, STDERR_FILENO);
	log_open("tester");
	log_never_wait();
	log_line("lost");
	log_raw(STR("lost\nlost\n"));
	empty(other_end, waste, ROOM);
	log_line("kept");
}

/* What the other end reads at last; flags are those that who shares standard error sees. */
static struct str
lose_at(int ends[2], uid_t user, char *bytes, int *flags)
{
	int status;
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	pid_t child = fork();
	if (child == 0) {
		alarm(20);
		if (user && seteuid(user) < 0)
			_exit(1);
		lose_three_lines(ends[1], ends[0]);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	*flags = fcntl(ends[1], F_GETFL);
	struct str got = {bytes, empty(ends[0], bytes, ROOM)};
	close(ends[0]);
	close(ends[1]);
	return got;
}

static void
assert_lost_and_told(int ends[2], uid_t user)
{
	int flags;
	static char bytes[ROOM];
	struct str got = lose_at(ends, user, bytes, &flags);
	assert_slice(got, "tester: 3 lines were dropped\ntester: kept\n");
	assert_false(flags & O_NONBLOCK);
}

static void
test_a_full_pipe_is_not_waited_for(void **state)
{
	(void)state;
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	assert_lost_and_told(ends, 0);
}

/* Whose pipe it is may be somebody else: it cannot be opened anew. */
static void
test_a_full_pipe_of_another_is_not_waited_for(void **state)
{
	(void)state;
	int ends[2];
	if (geteuid() != 0)
		skip();
	assert_int_equal(pipe(ends), 0);
	assert_lost_and_told(ends, 65534);
}

static void
test_a_full_socket_is_not_waited_for(void **state)
{
	(void)state;
	int ends[2];
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	assert_lost_and_told(ends, 0);
}

static void
write_many_lines(void)
{
	char text[2 * LOG_LINE_MAX];
	log_never_wait();
	for (size_t i = 0; i + 1 < sizeof text; i += 2)
		memcpy(text + i, "a\n", 2);
	log_raw((struct str){text, sizeof text});
}

static void
test_nothing_is_lost_where_there_is_room(void **state)
{
	(void)state;
	struct output output = output_of(write_many_lines);
	assert_int_equal(output.n, 2 * LOG_LINE_MAX);
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
	    cmocka_unit_test(test_a_full_pipe_is_not_waited_for),
	    cmocka_unit_test(test_a_full_pipe_of_another_is_not_waited_for),
	    cmocka_unit_test(test_a_full_socket_is_not_waited_for),
	    cmocka_unit_test(test_nothing_is_lost_where_there_is_room),
	};
	return cmocka_run_group_tests_name("base/log", tests, NULL, NULL);
}
