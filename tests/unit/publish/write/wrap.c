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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_breaks_between_words),
	    cmocka_unit_test(test_prefixes),
	    cmocka_unit_test(test_wide_words),
	    cmocka_unit_test(test_han_breaks_anywhere),
	    cmocka_unit_test(test_no_line_begins_with_a_mark),
	};
	return cmocka_run_group_tests_name("wrap", tests, NULL, NULL);
}
