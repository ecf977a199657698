#include "publish/capsule/outlook.h"

#include "publish/doc/pack.h"
#include "shelf.h"

static struct shelf shelf;
static struct links links;
static struct place *page, *other;
static struct buf ways;

static int
set_up(void **state)
{
	struct doc doc;
	(void)state;
	shelf_make(&shelf, "/ /a.txt /b.ka.txt /b.txt /news/ /news/c.txt");
	places_add(&shelf.places, NULL, 0);
	links = (struct links){.places = &shelf.places, .folder = STR("/")};
	page = places_find(&shelf.places, STR("/a.gmi"));
	other = places_find(&shelf.places, STR("/b.gmi"));
	other->title = STR("B");
	doc_init(&doc);
	doc_add_link(&doc, doc.root, STR("b.txt"), STR_NONE);
	doc_add_link(&doc, doc.root, STR("https://example.org/"), STR("Elsewhere"));
	outlook_add_links(&ways, &doc, 2);
	doc_free(&doc);
	page->links = buf_str(&ways);
	return shelf.end;
}

static int
tear_down(void **state)
{
	(void)state;
	buf_free(&ways);
	links_free(&links);
	shelf_free(&shelf);
	return 0;
}

static struct buf
look(void)
{
	struct buf outlook = {0};
	outlook_add(&outlook, &links, page);
	return outlook;
}

static void
check_changed(struct buf *before)
{
	struct buf now = look();
	assert_false(str_eq(buf_str(before), buf_str(&now)));
	buf_free(before);
	*before = now;
}

static void
test_changes_with_what_the_page_shows_of_others(void **state)
{
	(void)state;
	struct buf before = look(), again = look();
	assert_true(str_eq(buf_str(&before), buf_str(&again)));
	buf_free(&again);
	other->title = STR("Another B");
	check_changed(&before);
	other->is_menu = true;
	check_changed(&before);
	page->newer = other;
	check_changed(&before);
	page->older = page->newer;
	page->newer = NULL;
	check_changed(&before);
	page->lang = STR("ka");
	check_changed(&before);
	page->is_menu = true;
	check_changed(&before);
	page->title = STR("A");
	check_changed(&before);
	other->is_draft = true;
	check_changed(&before);
	buf_free(&before);
}

static void
test_stays_when_what_it_does_not_show_changes(void **state)
{
	(void)state;
	struct buf before = look();
	places_find(&shelf.places, STR("/news/c.gmi"))->title = STR("C");
	other->date = STR("2026-01-01");
	other->weight = 5000;
	struct buf now = look();
	assert_true(str_eq(buf_str(&before), buf_str(&now)));
	buf_free(&before);
	buf_free(&now);
}

static void
test_changes_with_the_translations_of_what_it_names(void **state)
{
	(void)state;
	page->edition = STR("ka");
	struct buf before = look();
	other->twin = other->first_twin = other;
	check_changed(&before);
	buf_free(&before);
}

static void
test_changes_with_the_weight_of_a_file_that_it_shows(void **state)
{
	(void)state;
	other->kind = PLACE_FILE;
	struct buf before = look();
	other->status.st_size = 5000;
	check_changed(&before);
	other->name = STR("B.pdf");
	check_changed(&before);
	buf_free(&before);
}

static void
test_words_asked_after(void **state)
{
	(void)state;
	assert_true(links_is_page(&links, STR("b.txt")));
	assert_false(links_is_page(&links, STR("none.txt")));
	page->asked = buf_str(&links.asked);
	assert_true(outlook_is_as_read(&links, page));
	other->is_draft = true;
	assert_false(outlook_is_as_read(&links, page));
}

#define OUTLOOK_TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    OUTLOOK_TEST(test_changes_with_what_the_page_shows_of_others),
	    OUTLOOK_TEST(test_stays_when_what_it_does_not_show_changes),
	    OUTLOOK_TEST(test_changes_with_the_translations_of_what_it_names),
	    OUTLOOK_TEST(test_changes_with_the_weight_of_a_file_that_it_shows),
	    OUTLOOK_TEST(test_words_asked_after),
	};
	return cmocka_run_group_tests_name("outlook", tests, NULL, NULL);
}
