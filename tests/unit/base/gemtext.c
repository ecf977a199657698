#include "base/gemtext.h"

#include "base/buf.h"
#include "check.h"

static void
assert_read(const char *gemtext, const char *wanted)
{
	struct str rest = str_of(gemtext), words;
	struct buf lines = {0};
	while (gemtext_next(&rest, &words)) {
		buf_add_str(&lines, words);
		buf_add_char(&lines, '|');
	}
	assert_true(str_eq(buf_str(&lines), str_of(wanted)));
	buf_free(&lines);
}

static void
lines_come_without_their_marks(void **state)
{
	(void)state;
	assert_read("", "");
	assert_read("# One\n\n## Two\n###Three\n", "One|Two|Three|");
	assert_read("* item\n> quote\n>more\ntext *", "item|quote|more|text *|");
	assert_read("```alt\nkept\n```\n\r\n", "kept|");
}

/* Gemtext 0.24.1 Link lines */
static void
labels_count_where_they_lead_out(void **state)
{
	(void)state;
	assert_read("=> /a.gmi A page\n=>b.gmi\n=> ../c A label: with a colon\n", "");
	assert_read("=> https://example.org/ Their pages\n=>\tmailto:a@b\tWrite\n=> gemini://x/\n",
	            "Their pages|Write|");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_come_without_their_marks),
	    cmocka_unit_test(labels_count_where_they_lead_out),
	};
	return cmocka_run_group_tests_name("gemtext", tests, NULL, NULL);
}
