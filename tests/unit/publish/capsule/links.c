#include "publish/capsule/links.h"

#include "shelf.h"

static const char names[] =
    "/ /about.txt /50%.txt /my.plan.txt /pic.png /news/ /news/day.txt /empty/";

struct case_of_link {
	const char *folder, *target, *path; /* path NULL: elsewhere; "": broken */
};

static const struct case_of_link cases[] = {
    {"/", "about.txt", "/about.gmi"},
    {"/", "about.gmi", "/about.gmi"},
    {"/", "/about.txt", "/about.gmi"},
    {"/news/", "../about.txt", "/about.gmi"},
    {"/news/", "day.txt", "/news/day.gmi"},
    {"/news/", "about.txt", ""},
    {"/", "news", "/news/"},
    {"/", "news/", "/news/"},
    {"/", "news/index.gmi", "/news/"},
    {"/news/", "..", "/"},
    {"/", "about.txt#part", "/about.gmi"},
    {"/", "50%.txt", "/50.gmi"},
    {"/", "50%25.txt", "/50.gmi"},
    {"/", "pic.png", "/pic.png"},
    {"/", "gemini://example.org/about.gmi", "/about.gmi"},
    {"/news/", "gemini://Example.ORG:1965/", "/"},
    {"/", "gemini://example.org", "/"},
    {"/", "//example.org/news/", "/news/"},
    {"/", "gemini://example.org/nothing", ""},
    {"/", "gemini://example.org:1966/", NULL},
    {"/", "gemini://other.example/about.gmi", NULL},
    {"/", "https://example.org/about.gmi", NULL},
    {"/", "mailto:about.txt", NULL},
    {"/", "?words", NULL},
    {"/", "#part", NULL},
    {"/", "", NULL},
    {"/", "nothing.txt", ""},
    {"/", "empty/", ""},
    {"/", "../../etc/passwd", ""},
    {"/", "a%2Fb", ""},
};

static void
check_case(struct links *links, const struct case_of_link *at)
{
	struct place *place;
	struct str path;
	links->folder = str_of(at->folder);
	enum links_end end = links_find(links, str_of(at->target), &place, &path);
	if (!at->path) {
		assert_int_equal(end, LINKS_ELSEWHERE);
	} else if (!*at->path) {
		assert_int_equal(end, LINKS_BROKEN);
	} else {
		assert_int_equal(end, LINKS_HERE);
		assert_true(str_eq(place->path, str_of(at->path)));
	}
}

static void
test_tells_where_an_address_leads(void **state)
{
	(void)state;
	struct shelf shelf;
	shelf_make(&shelf, names);
	struct links links = {.places = &shelf.places, .host = STR("example.org")};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_case(&links, &cases[i]);
	links_free(&links);
	shelf_free(&shelf);
}

static void
test_only_names_become_links(void **state)
{
	(void)state;
	struct shelf shelf;
	shelf_make(&shelf, names);
	struct links links = {.places = &shelf.places, .folder = STR("/news/")};
	assert_true(links_is_page(&links, STR("day.txt")));
	assert_true(links_is_page(&links, STR("/about.txt")));
	assert_true(links_is_page(&links, STR("../about.gmi")));
	assert_true(links_is_page(&links, STR("/news/")));
	assert_true(links_is_page(&links, STR("/pic.png")));
	assert_false(links_is_page(&links, STR("/news")));
	assert_false(links_is_page(&links, STR("/")));
	assert_false(links_is_page(&links, STR("..")));
	assert_false(links_is_page(&links, STR("../")));
	assert_false(links_is_page(&links, STR("...")));
	assert_false(links_is_page(&links, STR("/empty/")));
	assert_false(links_is_page(&links, STR("about.txt")));
	assert_false(links_is_page(&links, STR_NONE));
	links_free(&links);
	shelf_free(&shelf);
}

struct case_of_language {
	const char *page, *target, *path;
};

static const struct case_of_language languages[] = {
    {"/about.ka.gmi", "news/", "/news/index.ka.gmi"},
    {"/about.ka.gmi", "plan.txt", "/plan.ka.gmi"},
    {"/about.ka.gmi", "about.txt", "/about.ka.gmi"},
    {"/about.ka.gmi", "about.gmi#part", "/about.ka.gmi"},
    {"/about.ka.gmi", "work.txt", "/work.gmi"},
    {"/about.ka.gmi", "map.pdf", "/map.pdf"},
    {"/about.ka.gmi", "about.en.txt", "/about.en.gmi"},
    {"/about.ka.gmi", "news/index.en.txt", "/news/"},
    {"/about.ka.gmi", "gemini://example.org/news/", "/news/"},
    {"/about.en.gmi", "news/", "/news/"},
    {"/about.en.gmi", "plan.txt", "/plan.gmi"},
    {"/about.en.gmi", "about.txt", "/about.en.gmi"},
    {"/about.en.gmi", "about.ka.txt", "/about.ka.gmi"},
    {"/about.ru.gmi", "news/", "/news/"},
    {"/about.ru.gmi", "plan.txt", "/plan.gmi"},
    {"/by-hand.ka.gmi", "news/", "/news/"},
    {"/by-hand.ka.gmi", "plan.txt", "/plan.gmi"},
};

static void
test_a_name_without_language_means_the_pages_own(void **state)
{
	(void)state;
	struct shelf shelf;
	shelf_make(&shelf, "/ /about.en.txt /about.ka.txt /about.ru.txt /by-hand.ka.gmi /map.pdf "
	                   "/news/ /news/day.txt /news/index.en.txt /news/index.ka.txt "
	                   "/plan.ka.txt /plan.txt /work.txt");
	places_add(&shelf.places, NULL, 0);
	struct links links = {
	    .places = &shelf.places,
	    .host = STR("example.org"),
	    .folder = STR("/"),
	};
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
		struct place *place;
		struct str path;
		const struct place *page = places_find(&shelf.places, str_of(languages[i].page));
		assert_int_equal(
		    links_follow(&links, page, str_of(languages[i].target), &place, &path),
		    LINKS_HERE);
		assert_true(str_eq(place->path, str_of(languages[i].path)));
	}
	assert_true(links_is_page(&links, STR("about.txt")));
	assert_false(links_is_page(&links, STR("about.pdf")));
	links_free(&links);
	shelf_free(&shelf);
}

static void
check_item(struct links *links, const char *target, char type, const char *selector)
{
	struct write_links callbacks = links_callbacks(links);
	struct menu_item item;
	assert_true(callbacks.item(callbacks.context, str_of(target), &item));
	assert_int_equal(item.type, type);
	assert_true(str_eq(item.selector, str_of(selector)));
	assert_int_equal(item.host.n, 0);
}

static void
test_menu_items_by_what_they_lead_to(void **state)
{
	(void)state;
	struct shelf shelf;
	shelf_make(&shelf, names);
	struct links links = {.places = &shelf.places, .folder = STR("/")};
	places_find(&shelf.places, STR("/about.gmi"))->is_menu = true;
	places_find(&shelf.places, STR("/pic.png"))->type = STR("image/png");
	check_item(&links, "about.txt", '1', "/about.gmi");
	check_item(&links, "news/day.txt", '0', "/news/day.gmi");
	check_item(&links, "news", '1', "/news/");
	check_item(&links, "50%.txt", '0', "/50.gmi");
	check_item(&links, "pic.png", 'I', "/pic.png");
	check_item(&links, "nothing/", '1', "/nothing/");
	check_item(&links, "nothing.txt", '0', "/nothing.txt");
	struct menu_item item;
	struct write_links callbacks = links_callbacks(&links);
	assert_false(callbacks.item(callbacks.context, STR("https://example.org/"), &item));
	links_free(&links);
	shelf_free(&shelf);
}

static void
test_item_types_by_media_type(void **state)
{
	(void)state;
	static const struct {
		const char *media;
		char type;
	} types[] = {
	    {"image/gif", 'g'},
	    {"audio/mpeg", 's'},
	    {"text/html", 'h'},
	    {"text/csv;charset=koi8-r", '0'},
	    {"application/pdf", 'd'},
	    {"application/zip", '5'},
	    {"application/octet-stream", '9'},
	    {"", '9'},
	};
	struct shelf shelf;
	shelf_make(&shelf, names);
	struct links links = {.places = &shelf.places, .folder = STR("/")};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		places_find(&shelf.places, STR("/pic.png"))->type = str_of(types[i].media);
		check_item(&links, "pic.png", types[i].type, "/pic.png");
	}
	links_free(&links);
	shelf_free(&shelf);
}

static void
test_addresses_are_the_published_ones(void **state)
{
	(void)state;
	struct shelf shelf;
	shelf_make(&shelf, names);
	struct links links = {.places = &shelf.places, .folder = STR("/news/")};
	struct write_links callbacks = links_callbacks(&links);
	assert_slice(callbacks.uri(callbacks.context, STR("../50%.txt")), "/50.gmi");
	assert_slice(callbacks.uri(callbacks.context, STR("/index.txt")), "/index.txt");
	assert_slice(callbacks.uri(callbacks.context, STR("mailto:a@example.org")),
	             "mailto:a@example.org");
	links_free(&links);
	shelf_free(&shelf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_tells_where_an_address_leads),
	    cmocka_unit_test(test_only_names_become_links),
	    cmocka_unit_test(test_a_name_without_language_means_the_pages_own),
	    cmocka_unit_test(test_menu_items_by_what_they_lead_to),
	    cmocka_unit_test(test_item_types_by_media_type),
	    cmocka_unit_test(test_addresses_are_the_published_ones),
	};
	return cmocka_run_group_tests_name("links", tests, NULL, NULL);
}
