#include "publish/write/wrap.h"

#include "../read/check.h"

static void
add_line(struct buf *out, struct str line)
{
	buf_add_str(out, line);
	buf_add_char(out, '\n');
}

static void
check(struct str text, struct wrap wrap, const char *wanted)
{
	struct buf out = {0};
	wrap.line = add_line;
	wrap_add(&out, text, &wrap);
	assert_slice(buf_str(&out), wanted);
	buf_free(&out);
}

static void
test_breaks_between_words(void **state)
{
	(void)state;
	check(STR("aaa bbb ccc"), (struct wrap){.columns = 7}, "aaa bbb\nccc\n");
	check(STR("aaa bbb"), (struct wrap){.columns = 7}, "aaa bbb\n");
	check(STR("ააა ბბბ"), (struct wrap){.columns = 4}, "ააა\nბბბ\n");
	check(STR(""), (struct wrap){.columns = 4}, "\n");
}

static void
test_prefixes(void **state)
{
	(void)state;
	check(STR("aa bb cc"), (struct wrap){.first = STR("* "), .next = STR("  "), .columns = 5},
	      "* aa\n  bb\n  cc\n");
}

static void
test_wide_words(void **state)
{
	(void)state;
	check(STR("abcdefgh i"), (struct wrap){.columns = 3}, "abc\ndef\ngh\ni\n");
	check(STR("abcdefgh i"), (struct wrap){.columns = 3, .whole_words = true}, "abcdefgh\ni\n");
}

static void
test_han_breaks_anywhere(void **state)
{
	(void)state;
	check(STR("中心中心"), (struct wrap){.columns = 4, .whole_words = true}, "中心\n中心\n");
}

static void
test_no_line_begins_with_a_mark(void **state)
{
	(void)state;
	check(STR("aaa - bbb"), (struct wrap){.columns = 4, .readable = true, .whole_words = true},
	      "aaa -\nbbb\n");
	check(STR("a bb 2. cc"), (struct wrap){.columns = 5, .readable = true, .whole_words = true},
	      "a\nbb 2.\ncc\n");
}

/* A break before its time would part the paragraph for a reader. */
static void
test_a_break_is_forced_or_not_made(void **state)
{
	(void)state;
	struct wrap alone = {.columns = 67, .readable = true, .whole_words = true, .alone = true};
	check(STR("Setting the action to + means to add each tag following, and minus means to "
	          "remove each of those; intervening - + = change the action."),
	      alone,
	      "Setting the action to + means to add each tag following, and minus\n"
	      "means to remove each of those; intervening - + = change the action.\n");
	check(
	    STR("| https://example.org/a-very-long-address-that-fills-a-line-of-its-own/and-more"),
	    alone,
	    "| https://example.org/a-very-long-address-that-fills-a-line-of-its-own/and-more\n");
}

static void
test_a_wide_word_keeps_its_paragraph_whole(void **state)
{
	(void)state;
	struct buf text = {0}, wanted = {0};
	buf_add_str(&text, STR("See "));
	buf_add_many(&text, 'x', 120);
	buf_add_str(&wanted, buf_str(&text));
	buf_add_str(&wanted, STR("\n"));
	buf_add_char(&wanted, '\0');
	check(buf_str(&text),
	      (struct wrap){.columns = 67, .readable = true, .whole_words = true, .alone = true},
	      wanted.p);
	buf_free(&text);
	buf_free(&wanted);
}

static void
test_no_record_stands_below_its_colon(void **state)
{
	(void)state;
	check(STR("The second line should say: Version: 1.0"),
	      (struct wrap){.columns = 28, .readable = true, .whole_words = true},
	      "The second line should\nsay: Version: 1.0\n");
}

static void
test_tells_which_lines_a_reader_keeps(void **state)
{
	static const struct str address[] = {STR_CONST("Harbour Centre"),
	                                     STR_CONST("12 Quay Street"), STR_CONST("Ruritania")};
	static const struct str filled[] = {STR_CONST("These two lines may have been broken at"),
	                                    STR_CONST("a margin, as far as one can see.")};
	static const struct str record[] = {STR_CONST("It should say:"), STR_CONST("Version: 1.0")};
	(void)state;
	assert_true(wrap_is_kept(address, 3));
	assert_false(wrap_is_kept(filled, 2));
	assert_false(wrap_is_kept(record, 2));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_breaks_between_words),
	    cmocka_unit_test(test_prefixes),
	    cmocka_unit_test(test_wide_words),
	    cmocka_unit_test(test_han_breaks_anywhere),
	    cmocka_unit_test(test_no_line_begins_with_a_mark),
	    cmocka_unit_test(test_a_break_is_forced_or_not_made),
	    cmocka_unit_test(test_a_wide_word_keeps_its_paragraph_whole),
	    cmocka_unit_test(test_no_record_stands_below_its_colon),
	    cmocka_unit_test(test_tells_which_lines_a_reader_keeps),
	};
	return cmocka_run_group_tests_name("wrap", tests, NULL, NULL);
}
