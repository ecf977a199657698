#include "publish/capsule/place.h"

#include "shelf.h"

static void
test_texts_become_pages_and_the_rest_is_copied(void **state)
{
	(void)state;
	struct shelf shelf;
	shelf_make(&shelf, "/ /a.txt /B.TXT /c.gmi /d.png /robots.txt");
	const struct place *all = shelf.places.all;
	assert_int_equal(shelf.end, 0);
	assert_int_equal(shelf.places.count, 6);
	assert_slice(all[0].path, "/");
	assert_slice(all[1].path, "/a.gmi");
	assert_slice(all[1].source, "/a.txt");
	assert_int_equal(all[1].kind, PLACE_PAGE);
	assert_false(place_is_gemtext(&all[1]));
	assert_slice(all[2].path, "/b.gmi");
	assert_true(place_is_gemtext(&all[3]));
	assert_int_equal(all[4].kind, PLACE_FILE);
	assert_slice(all[5].path, "/robots.txt");
	assert_int_equal(all[5].kind, PLACE_FILE);
	assert_true(place_is_kept(&all[5]));
	shelf_free(&shelf);
}

static void
test_a_folder_and_its_index_are_one_place(void **state)
{
	(void)state;
	struct shelf shelf;
	shelf_make(&shelf, "/ /news/ /news/Index.txt /news/a.txt");
	const struct place *news = places_find(&shelf.places, STR("/news/"));
	assert_int_equal(shelf.end, 0);
	assert_int_equal(shelf.places.count, 3);
	assert_slice(news->source, "/news/Index.txt");
	assert_slice(news->file, "/news/index.gmi");
	assert_slice(news->name, "news");
	shelf_free(&shelf);
}

static void
test_finds_by_path_file_and_source(void **state)
{
	(void)state;
	struct shelf shelf;
	shelf_make(&shelf, "/ /index.txt /a.txt /p/ /p/x.png");
	struct places *places = &shelf.places;
	assert_ptr_equal(places_find(places, STR("/a.txt")), places_find(places, STR("/a.gmi")));
	assert_ptr_equal(places_find(places, STR("/index.txt")), places_find(places, STR("/")));
	assert_ptr_equal(places_find(places, STR("/index.gmi")), places_find(places, STR("/")));
	assert_non_null(places_find(places, STR("/p/x.png")));
	assert_null(places_find(places, STR("/p")));
	assert_null(places_find(places, STR("")));
	shelf_free(&shelf);
}

static void
check_collision(const char *names)
{
	struct shelf shelf;
	shelf_make(&shelf, names);
	assert_int_equal(shelf.end, -1);
	shelf_free(&shelf);
}

static void
test_two_of_one_path_are_a_mistake(void **state)
{
	(void)state;
	check_collision("/ /a.txt /a.gmi");
	check_collision("/ /index.txt /index.gmi");
	check_collision("/ /a.txt /a.gmi/");
	check_collision("/ /gophermap");
	check_collision("/ /p/ /p/gophermap");
}

static void
test_folders_know_what_lies_below(void **state)
{
	(void)state;
	struct shelf shelf;
	shelf_make(&shelf, "/ /a/ /a/b/ /a/b/p.txt /files/ /files/x.png /empty/");
	struct places *places = &shelf.places;
	assert_true(places_find(places, STR("/"))->has_pages);
	assert_true(places_find(places, STR("/a/"))->has_pages);
	assert_true(places_find(places, STR("/a/b/"))->has_pages);
	assert_false(places_find(places, STR("/files/"))->has_pages);
	assert_true(place_has_page(places_find(places, STR("/files/"))));
	assert_false(place_has_page(places_find(places, STR("/empty/"))));
	shelf_free(&shelf);
}

static void
test_walks_below_a_folder(void **state)
{
	(void)state;
	struct shelf shelf;
	shelf_make(&shelf, "/ /a/ /a/b/ /a/b/p.txt /a/q.txt /a.txt /ab.txt");
	const struct place *folder = places_find(&shelf.places, STR("/a/"));
	const struct place *first = places_next(&shelf.places, folder, folder);
	assert_slice(first->path, "/a/b/");
	assert_true(place_is_in(first, folder));
	const struct place *deep = places_next(&shelf.places, folder, first);
	assert_slice(deep->path, "/a/b/p.gmi");
	assert_false(place_is_in(deep, folder));
	const struct place *last = places_next(&shelf.places, folder, deep);
	assert_slice(last->path, "/a/q.gmi");
	assert_null(places_next(&shelf.places, folder, last));
	shelf_free(&shelf);
}

static void
test_languages_of_a_page_are_twins(void **state)
{
	(void)state;
	struct shelf shelf;
	shelf_make(&shelf, "/ /a.en.txt /a.ka.txt /a.ru.txt /index.ka.txt /index.en.txt /b.no.txt");
	struct places *places = &shelf.places;
	places_add(places, NULL, 0);
	struct place *page = places_find(places, STR("/a.en.gmi"));
	assert_slice(page->edition, "en");
	assert_slice(places_pick(places, page, STR("ka"))->path, "/a.ka.gmi");
	assert_slice(places_pick(places, page, STR("hy"))->path, "/a.en.gmi");
	assert_slice(page->twin->twin->path, "/a.ru.gmi");
	assert_ptr_equal(page->twin->twin->twin, page);
	struct place *front = places_find(places, STR("/"));
	assert_slice(front->source, "/index.en.txt");
	assert_slice(front->twin->path, "/index.ka.gmi");
	assert_int_equal(front->twin->kind, PLACE_INDEX);
	assert_slice(places_find(places, STR("/b.no.txt"))->edition, "en");
	shelf_free(&shelf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_texts_become_pages_and_the_rest_is_copied),
	    cmocka_unit_test(test_a_folder_and_its_index_are_one_place),
	    cmocka_unit_test(test_finds_by_path_file_and_source),
	    cmocka_unit_test(test_two_of_one_path_are_a_mistake),
	    cmocka_unit_test(test_folders_know_what_lies_below),
	    cmocka_unit_test(test_walks_below_a_folder),
	    cmocka_unit_test(test_languages_of_a_page_are_twins),
	};
	return cmocka_run_group_tests_name("place", tests, NULL, NULL);
}
