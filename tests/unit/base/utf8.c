#include "base/utf8.h"

#include "check.h"

#include <uniwidth.h>

static void
test_valid_by_rfc_3629(void **state)
{
	(void)state;
	assert_true(utf8_valid(STR_NONE));
	assert_true(utf8_valid(STR("plain\0\x7f")));
	assert_true(utf8_valid(STR("\xC2\x80\xDF\xBF")));
	assert_true(utf8_valid(STR("\xE0\xA0\x80\xEF\xBF\xBF")));
	assert_true(utf8_valid(STR("\xED\x9F\xBF\xEE\x80\x80")));
	assert_true(utf8_valid(STR("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF")));
	assert_true(utf8_valid(STR("თავი 1")));
}

static void
test_not_valid_by_rfc_3629(void **state)
{
	(void)state;
	static const struct str bad[] = {
	    STR_CONST("\x80"),             /* a tail without a head */
	    STR_CONST("a\xC3"),            /* cut off */
	    STR_CONST("\xE1\x83"),         /* cut off */
	    STR_CONST("\xF0\x90\x80"),     /* cut off */
	    STR_CONST("\xC3(a"),           /* a head without a tail */
	    STR_CONST("\xC0\x80"),         /* overlong */
	    STR_CONST("\xC1\xBF"),         /* overlong */
	    STR_CONST("\xE0\x9F\xBF"),     /* overlong */
	    STR_CONST("\xF0\x8F\xBF\xBF"), /* overlong */
	    STR_CONST("\xED\xA0\x80"),     /* a surrogate */
	    STR_CONST("\xED\xBF\xBF"),     /* a surrogate */
	    STR_CONST("\xF4\x90\x80\x80"), /* above U+10FFFF */
	    STR_CONST("\xF5\x80\x80\x80"), /* above U+10FFFF */
	    STR_CONST("\xFE"),             /* never a head */
	    STR_CONST("\xFF"),             /* never a head */
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(utf8_valid(bad[i]));
}

static void
test_next_walks_code_points(void **state)
{
	(void)state;
	struct str rest = STR("a\0\xC3\xA4\xE1\x83\x97\xF0\x9F\x8C\x8D");
	assert_int_equal(utf8_next(&rest), 'a');
	assert_int_equal(utf8_next(&rest), 0);
	assert_int_equal(utf8_next(&rest), 0xE4);
	assert_int_equal(utf8_next(&rest), 0x10D7);
	assert_int_equal(utf8_next(&rest), 0x1F30D);
	assert_int_equal(rest.n, 0);
}

/* Each wrong byte is one U+FFFD, and what follows is read from the next byte on. */
static void
test_next_takes_a_wrong_byte_alone(void **state)
{
	(void)state;
	struct str rest = STR("\xC3(\xED\xA0\x80z\xF0\x90");
	static const uint32_t wanted[] = {0xFFFD, '(', 0xFFFD, 0xFFFD, 0xFFFD, 'z', 0xFFFD, 0xFFFD};
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		assert_int_equal(utf8_next(&rest), wanted[i]);
	assert_int_equal(rest.n, 0);
}

static void
test_next_ends_on_every_pair_of_bytes(void **state)
{
	(void)state;
	for (unsigned pair = 0; pair < 0x10000; pair++) {
		char bytes[2] = {(char)(pair >> 8), (char)(pair & 0xFF)};
		struct str s = {bytes, sizeof bytes}, rest = s;
		bool saw_wrong = false;
		while (rest.n) {
			size_t before = rest.n;
			saw_wrong |= utf8_next(&rest) == 0xFFFD;
			assert_true(rest.n < before);
		}
		assert_int_equal(utf8_valid(s), !saw_wrong);
	}
}

static void
test_columns(void **state)
{
	(void)state;
	assert_int_equal(utf8_columns(STR_NONE), 0);
	assert_int_equal(utf8_columns(STR("abc")), 3);
	assert_int_equal(utf8_columns(STR("თავი")), 4);
	assert_int_equal(utf8_columns(STR("日本")), 4);
	assert_int_equal(utf8_columns(STR("e\xCC\x81")), 1);
	assert_int_equal(utf8_columns(STR("a\tb\x1b\x7f\0")), 2);
	assert_int_equal(utf8_columns(STR("\xE2\x80\x8B")), 0);
}

/* The widths kept in place are those that libunistring gives. */
static void
test_width_of_every_character(void **state)
{
	(void)state;
	for (uint32_t c = 0; c < 0x30000; c++) {
		int width = uc_width(c, "UTF-8");
		assert_int_equal(utf8_width(c), width > 0 ? width : 0);
	}
}

static void
code_points_are_counted_and_added(void **state)
{
	(void)state;
	struct buf out = {0};
	utf8_add(&out, 'a');
	utf8_add(&out, 0x10D0);
	utf8_add(&out, 0x110000);
	assert_slice(buf_str(&out), "aა");
	assert_int_equal(utf8_count(buf_str(&out)), 2);
	buf_free(&out);
}

/* ISO/IEC 6429: an escape, and the introducer of a control sequence in one code point. */
static void
controls_are_known_and_shown(void **state)
{
	(void)state;
	struct buf out = {0};
	utf8_add_visible(&out, STR("a\x1b[1m\n\x7f\0 ა\xC2\x9B\x9B\xC2\xA0"));
	assert_slice(buf_str(&out), "a\\x1b[1m\\x0a\\x7f\\x00 ა\\xc2\\x9b\\x9b\xC2\xA0");
	buf_reset(&out);
	utf8_add_spaced(&out, STR("a\x1b[1m\tა\xC2\x9B"
	                          "2J\x9B"));
	assert_slice(buf_str(&out), "a [1m ა 2J\xEF\xBF\xBD");
	char room[16];
	struct span span = {.p = room, .cap = sizeof room};
	utf8_fill_spaced(&span, STR("a\tა\xC2\x9B"
	                            "2J\x9B"));
	assert_slice(span_str(&span), "a ა 2J?");
	assert_true(utf8_has_control(STR("ა\xC2\x80")));
	assert_true(utf8_has_control(STR("\xC2\x9F")));
	assert_true(utf8_has_control(STR("a\x7F")));
	assert_false(utf8_has_control(STR("\xC2\xA0ა \x80")));
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_valid_by_rfc_3629),
	    cmocka_unit_test(test_not_valid_by_rfc_3629),
	    cmocka_unit_test(test_next_walks_code_points),
	    cmocka_unit_test(test_next_takes_a_wrong_byte_alone),
	    cmocka_unit_test(test_next_ends_on_every_pair_of_bytes),
	    cmocka_unit_test(test_columns),
	    cmocka_unit_test(test_width_of_every_character),
	    cmocka_unit_test(code_points_are_counted_and_added),
	    cmocka_unit_test(controls_are_known_and_shown),
	};
	return cmocka_run_group_tests_name("base/utf8", tests, NULL, NULL);
}
