#include "publish/capsule/latest.h"

#include "fixture.h"
#include "publish/capsule/made.h"
#include "publish/capsule/page.h"

static void
learn(struct capsule *capsule)
{
	for (size_t i = 0; i < capsule->places.count; i++) {
		struct doc doc;
		if (place_has_page(&capsule->places.all[i]))
			assert_int_equal(page_learn(capsule, &capsule->places.all[i], &doc), 0);
		doc_free(&doc);
	}
	made_add(capsule);
}

/* "## text" for headings, the text of others, "target label" for links. */
static struct buf
show(const struct doc *doc)
{
	struct buf text = {0};
	for (const struct node *node = doc->root; node; node = doc_next(doc->root, node)) {
		if (node->type == NODE_HEADING)
			buf_add_many(&text, '#', (size_t)node->level);
		if (node->type == NODE_LINK)
			buf_printf(&text, "%.*s %.*s\n", STR_FMT(node_target(node)),
			           STR_FMT(node_label(node)));
		else if (node->text.n)
			buf_printf(&text, "%.*s\n", STR_FMT(node->text));
	}
	buf_add_char(&text, '\0');
	return text;
}

static void
test_items_are_whole_and_their_links_hold(void **state)
{
	(void)state;
	struct capsule capsule;
	struct doc doc;
	put_folder("text");
	put_folder("text/news");
	put_folder("text/news/old");
	put_file("text/news/old/a.txt",
	         "Title: A\nDate: 2025-01-02\n\nWords. See plan.txt there.\n");
	put_file("text/news/old/plan.txt", "Title: Plan\n\nA plan.\n");
	put_file("text/news/b.txt", "Title: B\nDate: 2026-01-02\n\nOther words.\n");
	assert_int_equal(capsule_open(&capsule, STR(".")), 0);
	assert_int_equal(capsule_find(&capsule, NULL), 0);
	learn(&capsule);
	doc_init(&doc);
	const struct place *latest = places_find(&capsule.places, STR("/news/latest.gmi"));
	assert_non_null(latest);
	assert_int_equal(latest_add(&capsule, latest, &doc), 0);
	struct buf text = show(&doc);
	assert_string_equal(text.p, "#Latest news in one page\n"
	                            "##2026-01-02 B\nOther words.\n"
	                            "##2025-01-02 A\nWords. See plan.txt there.\n"
	                            "/news/old/plan.gmi \n"
	                            "##Plan\nA plan.\n"
	                            "/news/ All news\n");
	buf_free(&text);
	doc_free(&doc);
	capsule_free(&capsule);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_items_are_whole_and_their_links_hold),
	};
	return cmocka_run_group_tests_name("latest", tests, NULL, NULL);
}
