#include "publish/write/writer.h"

#include "../read/check.h"

static void
write_and_free(struct doc *doc, const char *wanted)
{
	struct buf out = {0};
	writer_marked.write(doc, NULL, &out);
	assert_slice(buf_str(&out), wanted);
	buf_free(&out);
	doc_free(doc);
}

static void
test_each_block(void **state)
{
	struct doc doc;
	(void)state;
	doc_init(&doc);
	doc_add_text(&doc, NODE_HEADING, 1, STR("Title"));
	doc_add_text(&doc, NODE_HEADING, 3, STR("Up"));
	doc_add_text(&doc, NODE_PARAGRAPH, 0, STR("Our office"));
	struct node *lines = doc_add_text(&doc, NODE_LINES, 0, STR_NONE);
	doc_add(&doc, lines, NODE_LINE, 0, STR("12 Quay Street"));
	doc_add(&doc, lines, NODE_LINE, 0, STR("Portville"));
	struct node *list = doc_add_text(&doc, NODE_LIST, 0, STR_NONE);
	doc_add(&doc, list, NODE_ITEM, 0, STR("one"))->level = 1;
	doc_add(&doc, list, NODE_ITEM, 0, STR("two"))->level = 2;
	struct node *quote = doc_add_text(&doc, NODE_QUOTE, 0, STR_NONE);
	doc_add(&doc, quote, NODE_LINE, 0, STR("a"));
	doc_add(&doc, quote, NODE_LINE, 0, STR("b"));
	write_and_free(&doc, "Marks: only\n\nTitle\n=====\n\nUp\n~~~\n\nOur office\n\n"
	                     " 12 Quay Street\n Portville\n\n* one\n  * two\n\n> a\n>\n> b\n");
}

/* A fence longer than any within, and never with what looks like its underline below it. */
static void
test_fences(void **state)
{
	struct doc doc;
	(void)state;
	doc_init(&doc);
	doc_set_link(&doc, doc_add_text(&doc, NODE_PRE, 0, STR("```\na\n")), STR("Code"), STR_NONE);
	doc_add_text(&doc, NODE_PRE, 0, STR("---\n"));
	write_and_free(&doc, "Marks: only\n\n```` Code\n```\na\n````\n\n````\n---\n````\n");
}

/* What begins with a mark and is text is set in by one blank. */
static void
test_text_that_looks_marked(void **state)
{
	struct doc doc;
	(void)state;
	doc_init(&doc);
	doc_add_text(&doc, NODE_PARAGRAPH, 0, STR("* not an item"));
	doc_add_text(&doc, NODE_PARAGRAPH, 0, STR("> not a quote"));
	write_and_free(&doc, "Marks: only\n\n * not an item\n\n > not a quote\n");
}

/* A line ends at a single blank, and not before what would be a rule. */
static void
test_breaks(void **state)
{
	struct doc doc;
	(void)state;
	doc_init(&doc);
	doc_add_text(&doc, NODE_PARAGRAPH, 0,
	             STR("The lamp on the pier must be lit before it is dark, and who lights  it "
	                 "writes the hour - and the name - into the book that lies on the table."));
	write_and_free(&doc, "Marks: only\n\n"
	                     "The lamp on the pier must be lit before it is dark, and who\n"
	                     "lights  it writes the hour - and the name - into the book that lies\n"
	                     "on the table.\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_each_block),
	    cmocka_unit_test(test_fences),
	    cmocka_unit_test(test_text_that_looks_marked),
	    cmocka_unit_test(test_breaks),
	};
	return cmocka_run_group_tests_name("marked writer", tests, NULL, NULL);
}
