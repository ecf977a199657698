#include "publish/read/marked.h"

#include "check.h"

static const char source[] = "Marks: only\n\n"
                             "Our office\n\n"
                             "Title\n=====\n\n"
                             "Part\n----\n\n"
                             "one line and\nthe next\n\n"
                             " 12 Quay Street\n Portville, which is\n   far\n\n"
                             "* one\n  goes on\n  * two\n\n"
                             "> a\n> b\n>\n> c\n\n"
                             "```` Code\n  x\n\n```\n````\n";

static const struct wanted {
	enum node_type type;
	int level;
	const char *text;
} wanted[] = {
    {NODE_PARAGRAPH, 0, "Our office"},
    {NODE_HEADING, 1, "Title"},
    {NODE_HEADING, 2, "Part"},
    {NODE_PARAGRAPH, 0, "one line and the next"},
    {NODE_LINES, 0, ""},
    {NODE_LINE, 0, "12 Quay Street"},
    {NODE_LINE, 0, "Portville, which is far"},
    {NODE_LIST, 0, ""},
    {NODE_ITEM, 1, "one goes on"},
    {NODE_ITEM, 2, "two"},
    {NODE_QUOTE, 0, ""},
    {NODE_LINE, 0, "a b"},
    {NODE_LINE, 0, "c"},
    {NODE_PRE, 0, "  x\n\n```\n"},
};

static void
test_each_mark(void **state)
{
	struct doc doc;
	(void)state;
	read_plain(str_of(source), &(struct read_options){0}, &doc);
	const struct node *node = doc.root->first;
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		assert_non_null(node);
		assert_int_equal(node->type, wanted[i].type);
		assert_int_equal(node->level, wanted[i].level);
		assert_slice(node->text, wanted[i].text);
		if (node->type == NODE_PRE)
			assert_slice(node_label(node), "Code");
		node = doc_next(doc.root, node);
	}
	assert_null(node);
	assert_true(doc.marked);
	assert_slice(doc.title, "Title");
	doc_free(&doc);
}

/* One title a document, a fence that nothing closes, and a value that is not ours. */
static void
test_edges(void **state)
{
	struct doc doc;
	(void)state;
	read_plain(STR("Marks: only\n\nA\n===\n\nB\n===\n\n```\nx\n"), &(struct read_options){0},
	           &doc);
	assert_int_equal(doc.root->first->level, 1);
	assert_int_equal(doc.root->first->next->level, 2);
	assert_slice(doc.root->last->text, "x\n");
	doc_free(&doc);
	read_plain(STR("Marks: good\n\nOur office is open.\n"), &(struct read_options){0}, &doc);
	assert_false(doc.marked);
	doc_free(&doc);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_each_mark),
	    cmocka_unit_test(test_edges),
	};
	return cmocka_run_group_tests_name("marked reader", tests, NULL, NULL);
}
