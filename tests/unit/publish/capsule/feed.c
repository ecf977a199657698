#include "publish/capsule/feed.h"

#include "publish/capsule/made.h"
#include "shelf.h"

static struct shelf shelf;
static struct capsule capsule;

static void
set(const char *path, const char *title, const char *date)
{
	struct place *place = places_find(&capsule.places, str_of(path));
	place->title = str_of(title);
	place->date = str_of(date);
}

static int
set_up(void **state)
{
	(void)state;
	shelf_make(&shelf, "/ /index.txt /news/ /news/a.txt /news/b.txt /news/c.txt");
	capsule = (struct capsule){
	    .tree = {.fd = -1},
	    .spool = {.fd = -1},
	    .places = shelf.places,
	    .settings = {.title = STR("Harbour"), .host = STR("example.org"), .news_per_page = 2},
	};
	capsule.links.places = &capsule.places;
	set("/news/a.gmi", "Old", "2025-01-01");
	set("/news/b.gmi", "New", "2026-01-01");
	set("/news/c.gmi", "Undated", "");
	places_find(&capsule.places, STR("/news/b.gmi"))->summary = STR("Short.");
	made_add(&capsule);
	return shelf.end;
}

static int
tear_down(void **state)
{
	(void)state;
	shelf.places = capsule.places;
	buf_free(&capsule.text);
	links_free(&capsule.links);
	shelf_free(&shelf);
	return 0;
}

static bool
has(const char *words)
{
	return str_find_str(buf_str(&capsule.text), str_of(words)) != STR_NOWHERE;
}

static void
test_holds_the_dated_newest_first(void **state)
{
	(void)state;
	feed_write(&capsule, places_find(&capsule.places, STR("/news/atom.xml")));
	assert_true(has("<id>gemini://example.org/news/atom.xml</id>"));
	assert_true(has("<title>Harbour: News</title>"));
	assert_true(has("<name>Harbour</name>"));
	assert_true(has("Short."));
	assert_false(has("Undated"));
	struct str text = buf_str(&capsule.text);
	assert_true(str_find_str(text, STR("/news/b.gmi")) <
	            str_find_str(text, STR("/news/a.gmi")));
}

#define FEED_TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    FEED_TEST(test_holds_the_dated_newest_first),
	};
	return cmocka_run_group_tests_name("feed", tests, NULL, NULL);
}
