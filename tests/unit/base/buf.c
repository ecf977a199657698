#include "base/buf.h"

#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void
test_zero_is_a_valid_empty_buf(void **state)
{
	(void)state;
	struct buf b = {0};
	assert_true(buf_ok(&b));
	assert_slice(buf_str(&b), "");
	buf_add(&b, NULL, 0);
	buf_add_str(&b, STR_NONE);
	buf_add_many(&b, 'x', 0);
	buf_cut(&b, 0);
	assert_true(buf_ok(&b));
	assert_slice(buf_str(&b), "");
	buf_free(&b);
	buf_free(&b);
	assert_null(b.p);
}

static void
test_adds_in_order_hostile_bytes_too(void **state)
{
	(void)state;
	struct buf b = {0};
	buf_add(&b, "a\0b", 3);
	buf_add_char(&b, '\xFF');
	buf_add_str(&b, STR("\r\n"));
	buf_add_many(&b, '-', 3);
	buf_printf(&b, "%d%%%.*s", 42, STR_FMT(STR("xyz")));
	assert_slice(buf_str(&b), "a\0b\xFF\r\n---42%xyz");
	buf_free(&b);
}

static void
test_keeps_its_bytes_while_growing(void **state)
{
	(void)state;
	struct buf b = {0};
	for (unsigned i = 0; i < 100000; i++)
		buf_add_char(&b, (char)(i % 251));
	assert_true(buf_ok(&b));
	assert_int_equal(b.n, 100000);
	assert_true(b.cap >= b.n);
	for (unsigned i = 0; i < 100000; i++)
		assert_int_equal((unsigned char)b.p[i], i % 251);
	buf_free(&b);
}

static void
test_spills_in_steps_and_in_order(void **state)
{
	(void)state;
	struct buf b = {0}, back = {0};
	FILE *file = tmpfile();
	assert_non_null(file);
	int fd = fileno(file);
	buf_add_str(&b, STR("before "));
	buf_spill(&b, fd);
	size_t room = b.cap;
	for (unsigned i = 0; i < 50000; i++)
		buf_printf(&b, "%u ", i);
	assert_true(buf_ok(&b));
	assert_int_equal(b.cap, room);
	assert_int_equal(buf_write_fd(&b, fd), 0);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_int_equal(buf_read_fd(&back, fd, SIZE_MAX), 0);
	assert_true(str_starts(buf_str(&back), STR("before 0 1 2 ")));
	assert_true(str_ends(buf_str(&back), STR(" 49998 49999 ")));
	assert_int_equal(back.n, 7 + 288890);
	fclose(file);
	buf_free(&b);
	buf_free(&back);
}

static void
test_a_piece_wider_than_a_step_is_not_cut(void **state)
{
	(void)state;
	struct buf b = {0};
	FILE *file = tmpfile();
	assert_non_null(file);
	buf_spill(&b, fileno(file));
	buf_add_many(&b, 'x', 1000000);
	buf_add_many(&b, 'y', 1000000);
	assert_true(buf_ok(&b));
	assert_int_equal(buf_write_fd(&b, fileno(file)), 0);
	assert_int_equal(lseek(fileno(file), 0, SEEK_END), 2000000);
	fclose(file);
	buf_free(&b);
}

static void
test_a_failed_spill_is_the_mark(void **state)
{
	(void)state;
	struct buf b = {0};
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		skip();
	buf_spill(&b, fd);
	buf_add_many(&b, 'x', 1000000);
	buf_add_many(&b, 'y', 1000000);
	assert_false(buf_ok(&b));
	assert_int_equal(b.error, ENOSPC);
	close(fd);
	buf_free(&b);
}

static void
test_one_byte_more_than_the_room(void **state)
{
	(void)state;
	struct buf b = {0};
	assert_non_null(buf_reserve(&b, 1));
	buf_add_many(&b, 'a', b.cap);
	size_t filled = b.n;
	buf_add_char(&b, 'b');
	assert_int_equal(b.n, filled + 1);
	assert_int_equal(b.p[filled - 1], 'a');
	assert_int_equal(b.p[filled], 'b');
	buf_free(&b);
}

static void
test_printf_into_exactly_the_room_left(void **state)
{
	(void)state;
	struct buf b = {0};
	assert_non_null(buf_reserve(&b, 1));
	buf_add_many(&b, 'a', b.cap - 3);
	buf_printf(&b, "%s", "bcd");
	assert_true(buf_ok(&b));
	assert_slice(str_from(buf_str(&b), b.n - 4), "abcd");
	buf_free(&b);
}

static void
test_an_impossible_size_sets_the_mark_for_good(void **state)
{
	(void)state;
	struct buf b = {0};
	buf_add_str(&b, STR("kept"));
	assert_null(buf_reserve(&b, SIZE_MAX));
	assert_false(buf_ok(&b));
	buf_add_str(&b, STR("lost"));
	buf_add_char(&b, 'x');
	buf_add_many(&b, 'x', 2);
	buf_printf(&b, "%d", 1);
	assert_false(buf_ok(&b));
	assert_slice(buf_str(&b), "kept");
	buf_free(&b);
	assert_true(buf_ok(&b));
}

static void
test_sizes_that_wrap_round_are_refused(void **state)
{
	(void)state;
	struct buf b = {0};
	buf_add_str(&b, STR("abcdefgh"));
	assert_null(buf_reserve(&b, SIZE_MAX - 4));
	assert_false(buf_ok(&b));
	buf_reset(&b);
	buf_add_many(&b, 'x', SIZE_MAX / 2 + 2);
	assert_false(buf_ok(&b));
	assert_int_equal(b.n, 0);
	buf_free(&b);
}

static void
test_reset_clears_the_mark_and_keeps_the_memory(void **state)
{
	(void)state;
	struct buf b = {0};
	buf_add_str(&b, STR("abc"));
	char *p = b.p;
	assert_null(buf_reserve(&b, SIZE_MAX));
	buf_reset(&b);
	assert_true(buf_ok(&b));
	assert_slice(buf_str(&b), "");
	buf_add_str(&b, STR("de"));
	assert_ptr_equal(b.p, p);
	assert_slice(buf_str(&b), "de");
	buf_free(&b);
}

static void
test_cut_never_lengthens(void **state)
{
	(void)state;
	struct buf b = {0};
	buf_add_str(&b, STR("abc"));
	buf_cut(&b, 9);
	assert_slice(buf_str(&b), "abc");
	buf_cut(&b, 3);
	assert_slice(buf_str(&b), "abc");
	buf_cut(&b, 1);
	assert_slice(buf_str(&b), "a");
	buf_free(&b);
}

/* A temporary file that holds n bytes of 'x', at its start. */
static FILE *
file_of(size_t n)
{
	FILE *file = tmpfile();
	assert_non_null(file);
	for (size_t i = 0; i < n; i++)
		fputc('x', file);
	rewind(file);
	return file;
}

static void
test_read_fd_appends_up_to_max(void **state)
{
	(void)state;
	struct buf b = {0};
	buf_add_str(&b, STR("head"));
	FILE *file = file_of(100000);
	assert_int_equal(buf_read_fd(&b, fileno(file), 100000), 0);
	assert_int_equal(b.n, 100004);
	assert_slice(str_upto(buf_str(&b), 5), "headx");
	rewind(file);
	errno = 0;
	assert_int_equal(buf_read_fd(&b, fileno(file), 99999), -1);
	assert_int_equal(errno, EFBIG);
	fclose(file);
	buf_free(&b);
}

static void
test_read_fd_of_nothing(void **state)
{
	(void)state;
	struct buf b = {0};
	FILE *file = file_of(0);
	assert_int_equal(buf_read_fd(&b, fileno(file), 0), 0);
	assert_int_equal(b.n, 0);
	fclose(file);
	errno = 0;
	assert_int_equal(buf_read_fd(&b, -1, 10), -1);
	assert_int_equal(errno, EBADF);
	buf_free(&b);
}

static void
test_write_fd_writes_all(void **state)
{
	(void)state;
	struct buf b = {0}, again = {0};
	buf_add_many(&b, 'y', 300000);
	FILE *file = tmpfile();
	assert_non_null(file);
	assert_int_equal(buf_write_fd(&b, fileno(file)), 0);
	assert_int_equal(lseek(fileno(file), 0, SEEK_SET), 0);
	assert_int_equal(buf_read_fd(&again, fileno(file), 300000), 0);
	assert_true(str_eq(buf_str(&b), buf_str(&again)));
	fclose(file);
	errno = 0;
	assert_int_equal(buf_write_fd(&b, -1), -1);
	assert_int_equal(errno, EBADF);
	buf_reset(&b);
	assert_int_equal(buf_write_fd(&b, -1), 0);
	buf_free(&b);
	buf_free(&again);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_zero_is_a_valid_empty_buf),
	    cmocka_unit_test(test_adds_in_order_hostile_bytes_too),
	    cmocka_unit_test(test_keeps_its_bytes_while_growing),
	    cmocka_unit_test(test_spills_in_steps_and_in_order),
	    cmocka_unit_test(test_a_piece_wider_than_a_step_is_not_cut),
	    cmocka_unit_test(test_a_failed_spill_is_the_mark),
	    cmocka_unit_test(test_one_byte_more_than_the_room),
	    cmocka_unit_test(test_printf_into_exactly_the_room_left),
	    cmocka_unit_test(test_an_impossible_size_sets_the_mark_for_good),
	    cmocka_unit_test(test_sizes_that_wrap_round_are_refused),
	    cmocka_unit_test(test_reset_clears_the_mark_and_keeps_the_memory),
	    cmocka_unit_test(test_cut_never_lengthens),
	    cmocka_unit_test(test_read_fd_appends_up_to_max),
	    cmocka_unit_test(test_read_fd_of_nothing),
	    cmocka_unit_test(test_write_fd_writes_all),
	};
	return cmocka_run_group_tests_name("base/buf", tests, NULL, NULL);
}
