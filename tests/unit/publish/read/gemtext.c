#include "publish/read/read.h"

#include "check.h"

static const struct wanted {
	enum node_type type;
	int level;
	const char *text, *label, *target;
} wanted[] = {
    {NODE_HEADING, 1, "Title", "", ""},
    {NODE_LINK, 0, "", "A label", "about.gmi"},
    {NODE_LINES, 0, "", "", ""},
    {NODE_LINE, 0, "one", "", ""},
    {NODE_LINE, 0, "two", "", ""},
    {NODE_PARAGRAPH, 0, "three", "", ""},
    {NODE_HEADING, 2, "A second title", "", ""},
    {NODE_LIST, 0, "", "", ""},
    {NODE_ITEM, 1, "item", "", ""},
    {NODE_QUOTE, 0, "", "", ""},
    {NODE_LINE, 0, "quoted", "", ""},
    {NODE_PRE, 0, "# code\n\n  => x\n", "alt", ""},
    {NODE_PARAGRAPH, 0, "# text", "", ""},
};

static const char source[] =
    "# Title\n=>  about.gmi   A label\none\ntwo\n\nthree\n# A second title\n"
    "* item\n>quoted\n```alt\n# code\n\n  => x\n```\n # text\n";

static void
test_reads_every_line_type(void **state)
{
	struct doc doc;
	size_t i = 0;
	(void)state;
	read_gemtext((struct str){source, sizeof source - 1}, &(struct read_options){0}, &doc);
	const struct node *node = doc.root;
	while ((node = doc_next(doc.root, node))) {
		assert_true(i < sizeof wanted / sizeof *wanted);
		assert_int_equal(node->type, wanted[i].type);
		assert_int_equal(node->level, wanted[i].level);
		assert_slice(node->text, wanted[i].text);
		assert_slice(node_label(node), wanted[i].label);
		assert_slice(node_target(node), wanted[i].target);
		i++;
	}
	assert_int_equal(i, sizeof wanted / sizeof *wanted);
	assert_slice(doc.title, "Title");
	doc_free(&doc);
}

static void
test_closes_an_open_fence(void **state)
{
	struct doc doc;
	(void)state;
	read_gemtext(STR("```\ncode"), &(struct read_options){0}, &doc);
	assert_slice(doc.root->first->text, "code\n");
	doc_free(&doc);
}

static void
test_takes_front_matter_off(void **state)
{
	struct doc doc;
	(void)state;
	read_gemtext(STR("Title: A name\nDate: 2 May 2026\nLang: ka\n\n# Heading\ntext\n"),
	             &(struct read_options){0}, &doc);
	assert_slice(doc.title, "A name");
	assert_slice(doc.date, "2026-05-02");
	assert_slice(doc.lang, "ka");
	assert_slice(doc.root->first->text, "Heading");
	assert_int_equal(doc.root->first->source_line, 5);
	doc_free(&doc);
	read_gemtext(STR("Title: all there is\n\n"), &(struct read_options){0}, &doc);
	assert_slice(doc.root->first->text, "Title: all there is");
	doc_free(&doc);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_reads_every_line_type),
	    cmocka_unit_test(test_closes_an_open_fence),
	    cmocka_unit_test(test_takes_front_matter_off),
	};
	return cmocka_run_group_tests_name("gemtext", tests, NULL, NULL);
}
