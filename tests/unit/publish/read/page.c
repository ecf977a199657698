/* Long runs of blank lines. */
#include "publish/read/page.h"

#include "check.h"

#include "base/buf.h"

enum {
	RUN = 1000
};

static void
test_a_run_of_blank_lines_takes_few_records(void **state)
{
	(void)state;
	struct page page;
	struct doc doc;
	struct buf text = {0};
	doc_init(&doc);
	buf_add_str(&text, STR("first\n"));
	buf_add_many(&text, '\n', RUN);
	buf_add_str(&text, STR("last\n"));
	page_init(&page, &doc, &(struct read_options){0}, arena_copy_buf(&doc.arena, &text));
	assert_in_range(page.count, 3, RUN / 2);
	assert_slice(page.lines[0].text, "first");
	assert_slice(page.lines[page.count - 1].text, "last");
	assert_int_equal(page.lines[page.count - 1].number, RUN + 2);
	page_free(&page);
	doc_free(&doc);
	buf_free(&text);
}

/* What stands as it is keeps all of them, those of a page break too. */
static void
test_blank_lines_between_fences_stay(void **state)
{
	(void)state;
	struct doc doc;
	struct buf text = {0};
	buf_add_str(&text, STR("```\na\n"));
	buf_add_many(&text, '\n', RUN);
	buf_add_char(&text, '\f');
	buf_add_many(&text, '\n', RUN);
	buf_add_str(&text, STR("b\n```\n"));
	read_plain(buf_str(&text), &(struct read_options){0}, &doc);
	const struct node *pre = doc.root->first;
	assert_int_equal(pre->type, NODE_PRE);
	assert_int_equal(pre->text.n, text.n - 2 * STR("```\n").n);
	doc_free(&doc);
	buf_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_run_of_blank_lines_takes_few_records),
	    cmocka_unit_test(test_blank_lines_between_fences_stay),
	};
	return cmocka_run_group_tests_name("publish/read/page", tests, NULL, NULL);
}
