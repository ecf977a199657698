#include "publish/capsule/foot.h"

#include "shelf.h"

/* "target label" a line, or the text. */
static void
check(const struct doc *doc, const char *expected)
{
	struct buf text = {0};
	for (const struct node *node = doc->root; node; node = doc_next(doc->root, node)) {
		if (node->type == NODE_LINK)
			buf_printf(&text, "%.*s %.*s\n", STR_FMT(node_target(node)),
			           STR_FMT(node_label(node)));
		else if (node->text.n)
			buf_printf(&text, "%.*s\n", STR_FMT(node->text));
	}
	assert_true(str_eq(buf_str(&text), str_of(expected)));
	buf_free(&text);
}

static void
test_neighbours_languages_and_a_line(void **state)
{
	(void)state;
	struct place newer = {.path = STR("/news/b.gmi"), .title = STR("B"), .edition = STR("ru")};
	struct place older = {
	    .path = STR("/news/c d.gmi"), .title = STR("C"), .edition = STR("ka")};
	struct place twin = {.path = STR("/news/a.ka.gmi"), .edition = STR("ka")};
	struct place place = {
	    .kind = PLACE_PAGE,
	    .path = STR("/news/a.ru.gmi"),
	    .lang = STR("ru"),
	    .edition = STR("ru"),
	    .newer = &newer,
	    .older = &older,
	    .twin = &twin,
	};
	struct doc doc;
	twin.twin = &place;
	doc_init(&doc);
	foot_add(&place, STR("Footer"), &doc);
	check(&doc, "/news/b.gmi Следующая: B\n/news/c%20d.gmi Предыдущая: C (ქართული)\n"
	            "/news/a.ka.gmi ქართული\nFooter\n");
	doc_free(&doc);
}

static void
test_nothing_where_there_is_nothing(void **state)
{
	(void)state;
	struct place place = {.kind = PLACE_PAGE, .path = STR("/a.gmi")};
	struct doc doc;
	place.twin = &place;
	doc_init(&doc);
	foot_add(&place, STR_NONE, &doc);
	assert_null(doc.root->first);
	doc_free(&doc);
}

static void
test_a_front_page_leads_with_its_languages(void **state)
{
	(void)state;
	struct place twin = {.path = STR("/index.ka.gmi"), .edition = STR("ka")};
	struct place front = {.kind = PLACE_FOLDER, .path = STR("/"), .twin = &twin};
	struct doc doc;
	twin.twin = &front;
	doc_init(&doc);
	doc_add_text(&doc, NODE_HEADING, 1, STR("Title"));
	doc_add_text(&doc, NODE_PARAGRAPH, 0, STR("Text"));
	foot_lead_with_languages(&front, &doc);
	doc_add_text(&doc, NODE_PARAGRAPH, 0, STR("Last"));
	check(&doc, "Title\n/index.ka.gmi ქართული\nText\nLast\n");
	doc_free(&doc);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_neighbours_languages_and_a_line),
	    cmocka_unit_test(test_nothing_where_there_is_nothing),
	    cmocka_unit_test(test_a_front_page_leads_with_its_languages),
	};
	return cmocka_run_group_tests_name("foot", tests, NULL, NULL);
}
