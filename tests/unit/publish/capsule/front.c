#include "publish/capsule/front.h"

#include "fixture.h"

static void
check(const char *text, const char *left, bool is_draft, const char *moved_from)
{
	struct front front = {0};
	struct buf bytes = {0};
	buf_add_str(&bytes, str_of(text));
	front_take(&front, &bytes);
	assert_true(str_eq(buf_str(&bytes), str_of(left)));
	assert_int_equal(front.is_draft, is_draft);
	assert_true(str_eq(buf_str(&front.moved_from), str_of(moved_from)));
	front_free(&front);
	buf_free(&bytes);
}

static void
test_takes_its_own_lines_only(void **state)
{
	(void)state;
	check("Title: A\nDraft: yes\nDate: 2026-01-01\n\nText.\n",
	      "Title: A\nDate: 2026-01-01\n\nText.\n", true, "");
	check("Draft: no\r\n\r\nText.\r\n", "\r\nText.\r\n", false, "");
	check("\xEF\xBB\xBF\nmoved-from: /old.txt\nMoved-From: b.txt\nTitle: A",
	      "\xEF\xBB\xBF\nTitle: A", false, "/old.txt\nb.txt\n");
	check("Draft:\n", "", true, "");
}

static void
test_a_text_that_is_no_front_matter_stays(void **state)
{
	(void)state;
	check("Draft: yes\nThis is a letter.\n\nText.\n",
	      "Draft: yes\nThis is a letter.\n\nText.\n", false, "");
	check("Text.\n\nDraft: yes\n", "Text.\n\nDraft: yes\n", false, "");
	check("", "", false, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_takes_its_own_lines_only),
	    cmocka_unit_test(test_a_text_that_is_no_front_matter_stays),
	};
	return cmocka_run_group_tests_name("front", tests, NULL, NULL);
}
