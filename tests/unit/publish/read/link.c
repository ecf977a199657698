#include "publish/read/link.h"

#include "check.h"

static const struct case_of_link {
	struct str text;
	const char *target; /* NULL: none */
} cases[] = {
    {STR_CONST("see https://example.org/a_(b)."), "https://example.org/a_(b)"},
    {STR_CONST("(https://example.org/)"), "https://example.org/"},
    {STR_CONST("<gemini://example.org/x>"), "gemini://example.org/x"},
    {STR_CONST("www.example.org, too"), "https://www.example.org"},
    {STR_CONST("mail a.b@example.org."), "mailto:a.b@example.org"},
    {STR_CONST("mailto:a@example.org"), "mailto:a@example.org"},
    {STR_CONST("https://a.org/й"), "https://a.org/%D0%B9"},
    {STR_CONST("https://a.org/50%25"), "https://a.org/50%25"},
    {STR_CONST("“https://a.org/x”"), "https://a.org/x"},
    {STR_CONST("20210512083011.4711@example.org"), NULL},
    {STR_CONST("a@b"), NULL},
    {STR_CONST("://nothing"), NULL},
    {STR_CONST("www.x"), NULL},
    {STR_CONST("and/or c++"), NULL},
};

static void
test_next(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str rest = cases[i].text, address;
		struct buf target = {0};
		bool found = link_next(&rest, &address, &target);
		assert_int_equal(found, cases[i].target != NULL);
		if (found)
			assert_slice(buf_str(&target), cases[i].target);
		buf_free(&target);
	}
}

static bool
is_page(void *context, struct str word)
{
	(void)context;
	static const char *const pages[] = {"about.txt", "Our plans/", "../The long plan.txt",
	                                    "plan.txt"};
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		if (str_eq(word, str_of(pages[i])))
			return true;
	return false;
}

static void
check_name(const char *text, const char *target)
{
	struct read_options options = {.is_page = is_page};
	struct doc doc;
	doc_init(&doc);
	doc_add_text(&doc, NODE_PARAGRAPH, 0, str_of(text));
	link_add_all(&doc, &options);
	assert_true(target ? str_eq(node_target(doc.root->last), str_of(target))
	                   : doc.root->last == doc.root->first);
	doc_free(&doc);
}

static void
test_a_name_may_have_blanks(void **state)
{
	(void)state;
	check_name("See Our plans/ for more.", "Our%20plans/");
	check_name("See (\"Our plans/\").", "Our%20plans/");
	check_name("Our plans/", "Our%20plans/");
	check_name("See ../The long plan.txt.", "../The%20long%20plan.txt");
	check_name("See the long plan.txt.", "plan.txt");
	check_name("../The long", NULL);
	check_name("Our: plans/", NULL);
	check_name("Ours plans/", NULL);
	check_name("./", NULL);
}

static void
test_adds_once_a_target(void **state)
{
	struct read_options options = {.is_page = is_page};
	struct doc doc;
	(void)state;
	doc_init(&doc);
	doc_add_text(&doc, NODE_PARAGRAPH, 0,
	             STR("https://a.org/ and https://a.org/, see (about.txt) and about.txt."));
	doc_add_text(&doc, NODE_PARAGRAPH, 0, STR("https://a.org/"));
	link_add_all(&doc, &options);
	const struct node *node = doc.root->first->next;
	assert_slice(node_target(node), "https://a.org/");
	assert_slice(node_target(node->next), "about.txt");
	assert_int_equal(node->next->next->type, NODE_PARAGRAPH);
	assert_ptr_equal(node->next->next, doc.root->last);
	doc_free(&doc);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_next),
	    cmocka_unit_test(test_adds_once_a_target),
	    cmocka_unit_test(test_a_name_may_have_blanks),
	};
	return cmocka_run_group_tests_name("link", tests, NULL, NULL);
}
