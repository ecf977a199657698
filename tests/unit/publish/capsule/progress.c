#include "publish/capsule/progress.h"

#include "base/buf.h"
#include "fixture.h"

/* What it says on standard error, which is a file meanwhile. */
static struct buf
tell(struct progress *progress)
{
	struct buf said = {0};
	int kept = dup(STDERR_FILENO);
	int file = open("said", O_RDWR | O_CREAT | O_TRUNC, 0600);
	assert_int_equal(dup2(file, STDERR_FILENO), STDERR_FILENO);
	progress_tell(progress, 3, 10, "read");
	progress_end(progress);
	assert_int_equal(dup2(kept, STDERR_FILENO), STDERR_FILENO);
	assert_int_equal(lseek(file, 0, SEEK_SET), 0);
	assert_int_equal(buf_read_fd(&said, file, 1000), 0);
	close(file);
	close(kept);
	return said;
}

static void
test_tells_once_it_is_time_and_takes_the_line_away(void **state)
{
	(void)state;
	struct progress progress = {.is_terminal = true};
	struct buf said = tell(&progress);
	assert_true(str_starts(buf_str(&said), STR("kapsula: 3 of 10 read   \r")));
	assert_true(str_ends(buf_str(&said), STR("    \r")));
	assert_false(str_has(buf_str(&said), '\n'));
	assert_false(progress.is_shown);
	assert_true(progress.next > 0);
	buf_free(&said);
}

static void
test_says_nothing_before_nor_where_no_terminal_is(void **state)
{
	(void)state;
	struct progress later = {.is_terminal = true, .next = INT64_MAX}, nowhere = {0};
	struct buf said = tell(&later);
	assert_int_equal(said.n, 0);
	buf_free(&said);
	said = tell(&nowhere);
	assert_int_equal(said.n, 0);
	buf_free(&said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_tells_once_it_is_time_and_takes_the_line_away),
	    TEST(test_says_nothing_before_nor_where_no_terminal_is),
	};
	return cmocka_run_group_tests_name("progress", tests, NULL, NULL);
}
