#include "publish/read/read.h"

#include "check.h"

static void
test_front_matter(void **state)
{
	struct doc doc;
	(void)state;
	read_plain(STR("Title: The lamp\nDate: 12 May 2021\nLanguage: ka\nAuthor: M. Ortega\n"
	               "Summary: It burns.\n\nThe lamp burns.\n"),
	           &(struct read_options){0}, &doc);
	assert_slice(doc.title, "The lamp");
	assert_slice(doc.date, "2021-05-12");
	assert_slice(doc.lang, "ka");
	assert_slice(doc.author, "M. Ortega");
	assert_slice(doc.summary, "It burns.");
	assert_slice(doc.root->first->text, "The lamp burns.");
	assert_ptr_equal(doc.root->first, doc.root->last);
	doc_free(&doc);
}

static void
test_source_outlived(void **state)
{
	char bytes[] = "Our Work\n\nWe help.\n";
	struct doc doc;
	(void)state;
	read_plain((struct str){bytes, sizeof bytes - 1}, &(struct read_options){0}, &doc);
	memset(bytes, 'x', sizeof bytes);
	assert_slice(doc.root->first->text, "Our Work");
	assert_slice(doc.title, "Our Work");
	assert_int_equal(doc.root->last->source_line, 3);
	doc_free(&doc);
}

static void
test_a_verb_ends_a_title_that_asks(void **state)
{
	struct doc doc;
	(void)state;
	read_plain(STR("Who we are\n\nWe keep the lamp burning at night.\n"),
	           &(struct read_options){0}, &doc);
	assert_slice(doc.title, "Who we are");
	doc_free(&doc);
	read_plain(STR("The keepers of it are\n\nwe who keep it burning.\n"),
	           &(struct read_options){0}, &doc);
	assert_int_equal(doc.title.n, 0);
	doc_free(&doc);
}

static void
test_language(void **state)
{
	struct doc doc;
	(void)state;
	read_plain(STR("The lamp"), &(struct read_options){.name = STR("lamp.tr.txt")}, &doc);
	assert_slice(doc.lang, "tr");
	doc_free(&doc);
	read_plain(STR("ცენტრი"), &(struct read_options){0}, &doc);
	assert_slice(doc.lang, "ka");
	doc_free(&doc);
}

static void
test_strict_drops_nothing(void **state)
{
	static const char *const lines[] = {"About us", "About us", "-", "News", "News"};
	struct doc doc;
	size_t i = 0;
	(void)state;
	read_plain(STR("About us\nAbout us\n-\nNews\nNews\n"),
	           &(struct read_options){.strict = true}, &doc);
	for (const struct node *node = doc.root; node; node = doc_next(doc.root, node))
		if (node->text.n)
			assert_slice(node->text, lines[i++]);
	assert_int_equal(i, 5);
	doc_free(&doc);
}

static void
test_nothing_is_a_text(void **state)
{
	struct doc doc;
	(void)state;
	read_plain(STR_NONE, &(struct read_options){0}, &doc);
	assert_null(doc.root->first);
	doc_free(&doc);
	read_plain(STR("\n \n\t\n\f"), &(struct read_options){0}, &doc);
	assert_null(doc.root->first);
	doc_free(&doc);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_front_matter),
	    cmocka_unit_test(test_source_outlived),
	    cmocka_unit_test(test_a_verb_ends_a_title_that_asks),
	    cmocka_unit_test(test_language),
	    cmocka_unit_test(test_strict_drops_nothing),
	    cmocka_unit_test(test_nothing_is_a_text),
	};
	return cmocka_run_group_tests_name("plain", tests, NULL, NULL);
}
