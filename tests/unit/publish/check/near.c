#include "../capsule/shelf.h"
#include "publish/check/near.h"

static void
test_counts_slips_of_the_finger(void **state)
{
	(void)state;
	assert_int_equal(near_distance(STR("about"), STR("about"), 2), 0);
	assert_int_equal(near_distance(STR("About"), STR("aBOUT"), 2), 0);
	assert_int_equal(near_distance(STR("abuot"), STR("about"), 2), 1);
	assert_int_equal(near_distance(STR("abot"), STR("about"), 2), 1);
	assert_int_equal(near_distance(STR("abouts"), STR("about"), 2), 1);
	assert_int_equal(near_distance(STR("obaut"), STR("about"), 2), 2);
	assert_int_equal(near_distance(STR("kitten"), STR("sitting"), 3), 3);
	assert_int_equal(near_distance(STR(""), STR("ab"), 2), 2);
	assert_true(near_distance(STR("a"), STR("abcdef"), 2) > 2);
	assert_true(near_distance(STR("harbour"), STR("kitchen"), 2) > 2);
}

static void
check_near(const struct places *places, const char *name, const char *expected)
{
	const struct place *place = near_place(places, str_of(name));
	if (!expected) {
		assert_null(place);
		return;
	}
	assert_non_null(place);
	struct str found = place->source.n ? place->source : place->path;
	if (!str_eq(found, str_of(expected)))
		fail_msg("%s: %.*s", name, STR_FMT(found));
}

static void
test_finds_what_was_meant(void **state)
{
	(void)state;
	struct shelf shelf;
	shelf_make(&shelf, "/ /about.ka.txt /about.txt /news/ /news/about.txt /news/opening.txt");
	check_near(&shelf.places, "/abuot.txt", "/about.txt");
	check_near(&shelf.places, "/about", "/about.txt");
	check_near(&shelf.places, "/x/about.ka.txt", "/about.ka.txt");
	check_near(&shelf.places, "/news/abouts.gmi", "/news/about.txt");
	check_near(&shelf.places, "/opening.txt", "/news/opening.txt");
	check_near(&shelf.places, "/newz/", "/news/");
	check_near(&shelf.places, "/ships.txt", NULL);
	check_near(&shelf.places, "/", NULL);
	shelf_free(&shelf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_counts_slips_of_the_finger),
	    cmocka_unit_test(test_finds_what_was_meant),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
