#include "publish/capsule/index.h"

#include "base/buf.h"
#include "publish/capsule/made.h"
#include "shelf.h"

static void
set(struct capsule *capsule, const char *path, const char *title, const char *date)
{
	struct place *place = places_find(&capsule->places, str_of(path));
	place->title = str_of(title);
	place->date = str_of(date);
}

/* The list as lines: "# title", "## heading", "target label". */
static struct buf
show(const struct capsule *capsule, const char *folder)
{
	struct doc doc;
	struct buf text = {0};
	doc_init(&doc);
	index_add(capsule, places_find(&capsule->places, str_of(folder)), &doc);
	for (const struct node *node = doc.root->first; node; node = doc_next(doc.root, node)) {
		if (node->type == NODE_LINES)
			continue;
		buf_add_many(&text, '#', (size_t)node->level);
		buf_add_str(&text, node->type == NODE_LINK ? node_target(node) : node->text);
		buf_add_char(&text, ' ');
		buf_add_str(&text, node_label(node));
		buf_add_char(&text, '\n');
	}
	doc_free(&doc);
	return text;
}

/* The front page's own text links to this one. */
static void
list(struct capsule *capsule)
{
	struct place *deep = places_find(&capsule->places, STR("/deep/"));
	if (deep)
		deep->listed_by = places_find(&capsule->places, STR("/"));
}

static void
check_index(const char *names, const char *folder, void (*fill)(struct capsule *capsule),
            const char *expected)
{
	struct shelf shelf;
	shelf_make(&shelf, names);
	struct capsule capsule = {
	    .places = shelf.places,
	    .settings = {.title = STR("Harbour"), .news_per_page = 30},
	};
	fill(&capsule);
	made_add(&capsule);
	list(&capsule);
	struct buf text = show(&capsule, folder);
	buf_add_char(&text, '\0');
	assert_string_equal(text.p, expected);
	buf_free(&text);
	shelf.places = capsule.places;
	shelf_free(&shelf);
}

static void
test_a_folder_without_text_gets_title_and_list(void **state)
{
	(void)state;
	struct shelf shelf;
	shelf_make(&shelf, "/ /deep/ /deep/c.txt /x.pdf /robots.txt /photos/ /photos/p.png");
	struct capsule capsule = {
	    .places = shelf.places,
	    .settings = {.title = STR("Harbour"), .news_per_page = 30},
	};
	set(&capsule, "/deep/", "Deep things", "");
	set(&capsule, "/deep/c.txt", "Sea", "");
	places_find(&capsule.places, STR("/x.pdf"))->status.st_size = 120400;
	made_add(&capsule);
	struct buf text = show(&capsule, "/");
	assert_slice(buf_str(&text),
	             "#Harbour \n/deep/ Deep things\n/photos/ photos\n/x.pdf x.pdf (120 kB)\n"
	             "/search Search\n");
	buf_free(&text);
	text = show(&capsule, "/deep/");
	assert_slice(buf_str(&text), "#Deep things \n/deep/c.gmi Sea\n");
	buf_free(&text);
	shelf.places = capsule.places;
	shelf_free(&shelf);
}

static const char front[] = "/ /index.txt /deep/ /deep/c.txt /x.pdf /a_b.txt";

static void
fill_front(struct capsule *capsule)
{
	set(capsule, "/a_b.txt", "About", "");
	set(capsule, "/deep/", "Deep things", "");
}

static void
test_what_the_text_links_to_is_not_listed_again(void **state)
{
	(void)state;
	check_index(front, "/", fill_front,
	            "##Pages \n/a_b.gmi About\n##Files \n/x.pdf x.pdf (0 bytes)\n/search Search\n");
}

static const char news[] = "/ /news/ /news/a.txt /news/b.txt /news/c.txt /news/2026/ "
                           "/news/2026/d.txt /news/p.png";

static void
fill_news(struct capsule *capsule)
{
	set(capsule, "/news/a.txt", "Undated", "");
	set(capsule, "/news/b.txt", "Old", "2019-05-01");
	set(capsule, "/news/c.txt", "Same day", "2026-11-23");
	set(capsule, "/news/2026/d.txt", "New", "2026-11-23");
}

static void
test_news_are_newest_first_and_whole(void **state)
{
	(void)state;
	check_index(news, "/news/", fill_news,
	            "#Harbour: News \n"
	            "/news/2026/d.gmi 2026-11-23 New\n"
	            "/news/c.gmi 2026-11-23 Same day\n"
	            "/news/b.gmi 2019-05-01 Old\n"
	            "/news/a.gmi Undated\n"
	            "/news/latest.gmi Latest news in one page\n"
	            "/news/atom.xml Atom feed\n"
	            "/search Search\n"
	            "/news/p.png p.png (0 bytes)\n");
	check_index(news, "/news/2026/", fill_news,
	            "#Harbour: 2026 \n/news/2026/d.gmi 2026-11-23 New\n");
}

static void
test_the_front_page_shows_the_latest(void **state)
{
	(void)state;
	check_index(news, "/", fill_news,
	            "#Harbour \n"
	            "##News \n"
	            "/news/2026/d.gmi 2026-11-23 New\n"
	            "/news/c.gmi 2026-11-23 Same day\n"
	            "/news/b.gmi 2019-05-01 Old\n"
	            "/news/a.gmi Undated\n"
	            "/news/latest.gmi Latest news in one page\n"
	            "/news/ All news\n"
	            "/search Search\n");
}

static void
fill_nothing(struct capsule *capsule)
{
	capsule->settings.title = STR_NONE;
	capsule->settings.host = STR("example.org");
}

static void
test_a_capsule_without_title_is_called_by_its_host(void **state)
{
	(void)state;
	check_index("/", "/", fill_nothing, "#example.org \n/search Search\n");
}

static void
fill_no_search(struct capsule *capsule)
{
	set(capsule, "/a.txt", "A", "");
	capsule->settings.search = STR("No");
}

static void
fill_dogs(struct capsule *capsule)
{
	set(capsule, "/search/", "Search dogs", "");
}

static void
test_there_is_no_search_where_none_is_wanted(void **state)
{
	(void)state;
	check_index("/ /a.txt", "/", fill_no_search, "#Harbour \n/a.gmi A\n");
}

static void
test_an_editors_own_stand_in_the_way_of_the_search(void **state)
{
	(void)state;
	check_index("/ /search/ /search/a.txt", "/", fill_dogs,
	            "#Harbour \n/search/ Search dogs\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_folder_without_text_gets_title_and_list),
	    cmocka_unit_test(test_what_the_text_links_to_is_not_listed_again),
	    cmocka_unit_test(test_news_are_newest_first_and_whole),
	    cmocka_unit_test(test_the_front_page_shows_the_latest),
	    cmocka_unit_test(test_a_capsule_without_title_is_called_by_its_host),
	    cmocka_unit_test(test_there_is_no_search_where_none_is_wanted),
	    cmocka_unit_test(test_an_editors_own_stand_in_the_way_of_the_search),
	};
	return cmocka_run_group_tests_name("index", tests, NULL, NULL);
}
