#include "publish/capsule/menu.h"

#include "shelf.h"

static struct shelf shelf;

static void
check_next(struct str *rest, const char *name, const char *path)
{
	struct str found;
	const struct place *place = menu_next(&shelf.places, rest, &found);
	assert_true(str_eq(found, str_of(name)));
	assert_true(path ? place && str_eq(place->path, str_of(path)) : !place);
}

static int
set_up(void **state)
{
	(void)state;
	shelf_make(&shelf, "/ /about.en.txt /about.ka.txt /work.txt /news/ /news/a.txt /plan.pdf");
	places_add(&shelf.places, NULL, 0);
	return shelf.end;
}

static int
tear_down(void **state)
{
	(void)state;
	shelf_free(&shelf);
	return 0;
}

static void
test_names_what_editors_write(void **state)
{
	(void)state;
	struct str rest = STR("work.txt, about.txt,news/ , none.txt,, plan.pdf");
	check_next(&rest, "work.txt", "/work.gmi");
	check_next(&rest, "about.txt", "/about.en.gmi");
	check_next(&rest, "news/", "/news/");
	check_next(&rest, "none.txt", NULL);
	check_next(&rest, "", NULL);
	check_next(&rest, "plan.pdf", NULL);
	assert_int_equal(rest.n, 0);
}

static void
test_has_a_page_in_any_language(void **state)
{
	(void)state;
	const struct places *places = &shelf.places;
	assert_true(menu_has(places, STR("about.txt"), places_find(places, STR("/about.ka.gmi"))));
	assert_false(menu_has(places, STR("about.txt"), places_find(places, STR("/work.gmi"))));
	assert_false(menu_has(places, STR_NONE, places_find(places, STR("/work.gmi"))));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names_what_editors_write),
	    cmocka_unit_test(test_has_a_page_in_any_language),
	};
	return cmocka_run_group_tests_name("menu", tests, set_up, tear_down);
}
