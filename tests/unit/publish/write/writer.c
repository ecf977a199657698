#include "publish/write/writer.h"

#include "../read/check.h"

static struct str
upper_uri(void *context, struct str target)
{
	(void)context;
	return str_eq(target, STR("about.txt")) ? STR("about.gmi") : target;
}

static bool
page_item(void *context, struct str target, struct menu_item *item)
{
	(void)context;
	*item = (struct menu_item){.type = '1', .selector = STR("/about")};
	return str_eq(target, STR("about.txt"));
}

static const struct write_links links = {upper_uri, page_item, NULL};

static void
make_doc(struct doc *doc)
{
	doc_init(doc);
	doc_add_text(doc, NODE_HEADING, 1, STR("Title"));
	doc_add_text(doc, NODE_PARAGRAPH, 0, STR("=> text"));
	doc_add_link(doc, doc->root, STR("about.txt"), STR("About\tus"));
	struct node *list = doc_add_text(doc, NODE_LIST, 0, STR_NONE);
	doc_add(doc, list, NODE_ITEM, 0, STR("one"))->level = 1;
	doc_add(doc, list, NODE_ITEM, 0, STR("two"))->level = 2;
	doc_add_text(doc, NODE_PRE, 0, STR("```\n.\n"));
}

static void
check(const char *name, const char *wanted)
{
	struct doc doc;
	struct buf out = {0};
	make_doc(&doc);
	writer_find(str_of(name))->write(&doc, &links, &out);
	assert_slice(buf_str(&out), wanted);
	buf_free(&out);
	doc_free(&doc);
}

static void
test_gemtext(void **state)
{
	(void)state;
	check("gemtext", "# Title\n\n => text\n=> about.gmi About\tus\n\n* one\n* – two\n\n"
	                 "```\n ```\n.\n```\n");
}

static void
test_gophermap(void **state)
{
	(void)state;
	check("gophermap", "Title\n =====\n\n => text\n1About us\t/about\n\n * one\n   * two\n\n"
	                   "```\n .\n");
}

static void
test_text(void **state)
{
	(void)state;
	check("text",
	      "Title\n=====\n\n=> text\n\nAbout\tus: <about.gmi>\n\n* one\n  * two\n\n```\n.\n");
}

static void
test_unknown(void **state)
{
	(void)state;
	assert_null(writer_find(STR("pdf")));
	assert_null(writer_find(STR_NONE));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_gemtext),
	    cmocka_unit_test(test_gophermap),
	    cmocka_unit_test(test_text),
	    cmocka_unit_test(test_unknown),
	};
	return cmocka_run_group_tests_name("writer", tests, NULL, NULL);
}
