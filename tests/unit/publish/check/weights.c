#include "publish/check/weights.h"

#include "../../base/check.h"

static void
test_stand_with_the_heaviest_first(void **state)
{
	(void)state;
	struct place light = {.path = STR("/light.gmi")}, heavy = {.path = STR("/heavy.gmi")};
	struct checked pages[] = {
	    {.place = &light, .gemini = 1000, .gopher = 1001},
	    {.place = &heavy, .gemini = 1024, .gopher = 1024},
	};
	struct checkup checkup = {.pages = pages, .count = 2};
	struct buf out = {0};
	weights_print(&checkup, &out);
	struct str rest = buf_str(&out), line;
	assert_true(str_line(&rest, &line));
	assert_true(str_line(&rest, &line));
	assert_true(str_ends(line, STR(" Gopher  page")));
	assert_true(str_line(&rest, &line));
	assert_slice(str_upto(line, 24), "    3030    2544    1519");
	assert_true(str_ends(line, STR("  /heavy.gmi")));
	assert_true(str_line(&rest, &line));
	assert_slice(str_upto(line, 24), "    3006    2520    1496");
	assert_true(str_ends(line, STR("  /light.gmi")));
	assert_false(str_line(&rest, &line));
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_stand_with_the_heaviest_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
