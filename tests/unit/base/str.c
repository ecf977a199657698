#include "base/str.h"

#include "check.h"

#include <limits.h>
#include <stdio.h>

static void
test_str_of_null_is_empty(void **state)
{
	(void)state;
	assert_slice(str_of(NULL), "");
	assert_slice(str_of(""), "");
	assert_slice(str_of("ab"), "ab");
}

static void
test_printf_width_is_cut_at_int_max(void **state)
{
	(void)state;
	assert_int_equal(str_printf_width(STR("abc")), 3);
	assert_int_equal(str_printf_width(STR_NONE), 0);
	assert_int_equal(str_printf_width((struct str){"", (size_t)INT_MAX + 1}), INT_MAX);
	assert_int_equal(str_printf_width((struct str){"", SIZE_MAX}), INT_MAX);
}

static void
test_fmt_prints_a_null_slice_as_nothing(void **state)
{
	(void)state;
	char out[16];
	snprintf(out, sizeof out, "[%.*s%.*s]", STR_FMT(STR_NONE), STR_FMT(STR("ab")));
	assert_string_equal(out, "[ab]");
}

static void
test_eq_compares_bytes_and_lengths(void **state)
{
	(void)state;
	assert_true(str_eq(STR_NONE, STR("")));
	assert_true(str_eq(STR("a\0b"), STR("a\0b")));
	assert_false(str_eq(STR("a\0b"), STR("a\0c")));
	assert_false(str_eq(STR("a"), STR("a\0")));
	assert_false(str_eq(STR("a"), STR("A")));
}

static void
test_eq_nocase_folds_ascii_letters_alone(void **state)
{
	(void)state;
	assert_true(str_eq_nocase(STR("GeMini"), STR("gEmINI")));
	assert_true(str_eq_nocase(STR_NONE, STR("")));
	assert_false(str_eq_nocase(STR("ab"), STR("abc")));
	assert_false(str_eq_nocase(STR("@"), STR("`")));
	assert_false(str_eq_nocase(STR("["), STR("{")));
	assert_false(str_eq_nocase(STR("\xC3\x84"), STR("\xC3\xA4")));
	assert_false(str_eq_nocase(STR("\xC4"), STR("\xE4")));
}

static void
test_starts_and_ends(void **state)
{
	(void)state;
	assert_true(str_starts(STR("abc"), STR("ab")));
	assert_true(str_starts(STR("abc"), STR_NONE));
	assert_true(str_starts(STR_NONE, STR_NONE));
	assert_false(str_starts(STR("a"), STR("ab")));
	assert_false(str_starts(STR("abc"), STR("AB")));
	assert_true(str_starts_nocase(STR("URL:x"), STR("url:")));
	assert_false(str_starts_nocase(STR("ur"), STR("url:")));
	assert_true(str_ends(STR("a.gmi"), STR(".gmi")));
	assert_true(str_ends(STR("abc"), STR_NONE));
	assert_false(str_ends(STR("mi"), STR(".gmi")));
	assert_false(str_ends(STR("a.GMI"), STR(".gmi")));
	assert_true(str_ends_nocase(STR("a.GMI"), STR(".gmi")));
	assert_false(str_ends_nocase(STR("mi"), STR(".gmi")));
}

static void
test_cmp_orders_unsigned_bytes_shorter_first(void **state)
{
	(void)state;
	assert_int_equal(str_cmp(STR_NONE, STR("")), 0);
	assert_int_equal(str_cmp(STR("ab"), STR("ab")), 0);
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_true(str_cmp(STR("ab"), STR("a")) > 0);
	assert_true(str_cmp(STR_NONE, STR("a")) < 0);
	assert_true(str_cmp(STR("\x7f"), STR("\x80")) < 0);
	assert_true(str_cmp(STR("a\0b"), STR("a\0c")) < 0);
	assert_true(str_cmp(STR("a"), STR("a\0")) < 0);
}

static void
test_hash_is_fnv_1a(void **state)
{
	(void)state;
	assert_true(str_hash(STR_NONE) == 0xCBF29CE484222325);
	assert_true(str_hash(STR("a")) == 0xAF63DC4C8601EC8C);
	assert_true(str_hash(STR("foobar")) == 0x85944171F73967E8);
}

static void
test_find_gives_first_and_last(void **state)
{
	(void)state;
	assert_int_equal(str_find(STR("a/b/c"), '/'), 1);
	assert_int_equal(str_find_last(STR("a/b/c"), '/'), 3);
	assert_int_equal(str_find(STR("/"), '/'), 0);
	assert_int_equal(str_find_last(STR("/"), '/'), 0);
	assert_true(str_find(STR("abc"), '/') == STR_NOWHERE);
	assert_true(str_find(STR_NONE, '/') == STR_NOWHERE);
	assert_true(str_find_last(STR_NONE, '/') == STR_NOWHERE);
	assert_true(str_find(STR("abc"), '\0') == STR_NOWHERE);
	assert_int_equal(str_find(STR("ab\0"), '\0'), 2);
	assert_int_equal(str_find(STR("a\xFF"), '\xFF'), 1);
	assert_true(str_has(STR("abc"), 'c'));
	assert_false(str_has(str_upto(STR("abc"), 2), 'c'));
}

static void
test_find_str(void **state)
{
	(void)state;
	assert_int_equal(str_find_str(STR("aab"), STR("ab")), 1);
	assert_int_equal(str_find_str(STR("abc"), STR_NONE), 0);
	assert_int_equal(str_find_str(STR_NONE, STR_NONE), 0);
	assert_true(str_find_str(STR_NONE, STR("a")) == STR_NOWHERE);
	assert_true(str_find_str(STR("a"), STR("ab")) == STR_NOWHERE);
	assert_true(str_find_str(str_upto(STR("ab"), 1), STR("ab")) == STR_NOWHERE);
}

static void
test_from_and_upto_are_clamped(void **state)
{
	(void)state;
	assert_slice(str_from(STR("abc"), 0), "abc");
	assert_slice(str_from(STR("abc"), 2), "c");
	assert_slice(str_from(STR("abc"), 3), "");
	assert_slice(str_from(STR("abc"), SIZE_MAX), "");
	assert_slice(str_from(STR_NONE, 7), "");
	assert_slice(str_upto(STR("abc"), 0), "");
	assert_slice(str_upto(STR("abc"), 2), "ab");
	assert_slice(str_upto(STR("abc"), STR_NOWHERE), "abc");
	assert_slice(str_upto(STR_NONE, 7), "");
}

static void
test_cut_takes_a_piece_and_its_separator(void **state)
{
	(void)state;
	struct str rest = STR("a//b");
	assert_slice(str_cut(&rest, '/'), "a");
	assert_slice(rest, "/b");
	assert_slice(str_cut(&rest, '/'), "");
	assert_slice(str_cut(&rest, '/'), "b");
	assert_slice(rest, "");
	assert_slice(str_cut(&rest, '/'), "");
	rest = STR_NONE;
	assert_slice(str_cut(&rest, '/'), "");
	assert_slice(rest, "");
}

static void
test_line_ends_when_nothing_is_left(void **state)
{
	(void)state;
	struct str rest = STR("a\r\n\nb"), line;
	assert_true(str_line(&rest, &line));
	assert_slice(line, "a\r");
	assert_true(str_line(&rest, &line));
	assert_slice(line, "");
	assert_true(str_line(&rest, &line));
	assert_slice(line, "b");
	assert_false(str_line(&rest, &line));
	rest = STR("a\n");
	assert_true(str_line(&rest, &line));
	assert_false(str_line(&rest, &line));
	rest = STR_NONE;
	assert_false(str_line(&rest, &line));
}

static void
test_trim_takes_blanks_at_both_ends(void **state)
{
	(void)state;
	assert_slice(str_trim(STR(" \t\r\na b\r\n ")), "a b");
	assert_slice(str_trim(STR(" \t\r\n")), "");
	assert_slice(str_trim(STR_NONE), "");
	assert_slice(str_trim(STR("\v\xA0")), "\v\xA0");
}

static int
number(const char *text, unsigned long max)
{
	unsigned long value = 4711;
	if (str_number(str_of(text), max, &value) < 0) {
		assert_int_equal(value, 4711);
		return -1;
	}
	assert_true(value <= max);
	return (int)value;
}

static void
test_number_takes_digits_up_to_max(void **state)
{
	(void)state;
	assert_int_equal(number("0", 0), 0);
	assert_int_equal(number("1", 0), -1);
	assert_int_equal(number("000", 0), 0);
	assert_int_equal(number("5", 4), -1);
	assert_int_equal(number("65535", 65535), 65535);
	assert_int_equal(number("065535", 65535), 65535);
	assert_int_equal(number("65536", 65535), -1);
	assert_int_equal(number("99999999999999999999999", 65535), -1);
}

static void
test_number_refuses_all_else(void **state)
{
	(void)state;
	static const char *const bad[] = {"", "-1", "+1", " 1", "1 ", "1.", "0x1", "1e3", "١"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(number(bad[i], 1000), -1);
	unsigned long value;
	assert_int_equal(str_number(STR_NONE, 9, &value), -1);
	assert_int_equal(str_number(STR("1\0"), 9, &value), -1);
}

static void
test_number_reaches_ulong_max_and_no_further(void **state)
{
	(void)state;
	unsigned long value;
	char text[32];
	int n = snprintf(text, sizeof text, "%lu", ULONG_MAX);
	assert_int_equal(str_number((struct str){text, (size_t)n}, ULONG_MAX, &value), 0);
	assert_true(value == ULONG_MAX);
	text[n - 1]++;
	assert_int_equal(str_number((struct str){text, (size_t)n}, ULONG_MAX, &value), -1);
	assert_int_equal(str_number(STR("99999999999999999999"), ULONG_MAX, &value), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_str_of_null_is_empty),
	    cmocka_unit_test(test_printf_width_is_cut_at_int_max),
	    cmocka_unit_test(test_fmt_prints_a_null_slice_as_nothing),
	    cmocka_unit_test(test_eq_compares_bytes_and_lengths),
	    cmocka_unit_test(test_eq_nocase_folds_ascii_letters_alone),
	    cmocka_unit_test(test_starts_and_ends),
	    cmocka_unit_test(test_cmp_orders_unsigned_bytes_shorter_first),
	    cmocka_unit_test(test_hash_is_fnv_1a),
	    cmocka_unit_test(test_find_gives_first_and_last),
	    cmocka_unit_test(test_find_str),
	    cmocka_unit_test(test_from_and_upto_are_clamped),
	    cmocka_unit_test(test_cut_takes_a_piece_and_its_separator),
	    cmocka_unit_test(test_line_ends_when_nothing_is_left),
	    cmocka_unit_test(test_trim_takes_blanks_at_both_ends),
	    cmocka_unit_test(test_number_takes_digits_up_to_max),
	    cmocka_unit_test(test_number_refuses_all_else),
	    cmocka_unit_test(test_number_reaches_ulong_max_and_no_further),
	};
	return cmocka_run_group_tests_name("base/str", tests, NULL, NULL);
}
