#include "publish/read/line.h"

#include "check.h"

static void
test_start(void **state)
{
	(void)state;
	assert_int_equal(line_start(STR("Harbour")), START_UPPER);
	assert_int_equal(line_start(STR("“Гавань")), START_UPPER);
	assert_int_equal(line_start(STR("(centre")), START_LOWER);
	assert_int_equal(line_start(STR("ცენტრი")), START_CASELESS);
	assert_int_equal(line_start(STR("中心")), START_CASELESS);
	assert_int_equal(line_start(STR("12 May")), START_DIGIT);
	assert_int_equal(line_start(STR("- x")), START_OTHER);
	assert_int_equal(line_start(STR_NONE), START_OTHER);
}

static void
test_end(void **state)
{
	(void)state;
	assert_int_equal(line_end(STR("It ends.")), END_STOP);
	assert_int_equal(line_end(STR("It ends.”)")), END_STOP);
	assert_int_equal(line_end(STR("终。")), END_STOP);
	assert_int_equal(line_end(STR("Why?!")), END_QUESTION);
	assert_int_equal(line_end(STR("لماذا؟")), END_QUESTION);
	assert_int_equal(line_end(STR("We offer:")), END_COLON);
	assert_int_equal(line_end(STR("أولا،")), END_COMMA);
	assert_int_equal(line_end(STR("inter-")), END_HYPHEN);
	assert_int_equal(line_end(STR("Our Work")), END_WORD);
}

static void
test_open(void **state)
{
	(void)state;
	assert_true(line_is_open(STR("Minutes of the")));
	assert_true(line_begins_sentence(STR("It runs on its own. In")));
	assert_false(line_begins_sentence(STR("It runs on its own. Slowly")));
	assert_false(line_begins_sentence(STR("It runs on its own. No.")));
	assert_false(line_begins_sentence(STR("In")));
}

static void
test_rule(void **state)
{
	uint32_t mark;
	(void)state;
	assert_true(line_is_rule(STR("====="), &mark));
	assert_int_equal(mark, '=');
	assert_true(line_is_rule(STR("* * *"), &mark));
	assert_true(line_is_rule(STR("━━━━"), &mark));
	assert_false(line_is_rule(STR("=="), &mark));
	assert_false(line_is_rule(STR("..."), &mark));
	assert_false(line_is_rule(STR("--- x"), &mark));
	assert_true(line_is_mark(STR("—")));
	assert_false(line_is_mark(STR("--")));
}

static void
test_bullet(void **state)
{
	size_t offset;
	(void)state;
	assert_int_equal(line_bullet(STR("* x"), &offset), BULLET_STAR);
	assert_int_equal(offset, 2);
	assert_int_equal(line_bullet(STR("-   x"), &offset), BULLET_DASH);
	assert_int_equal(offset, 4);
	assert_int_equal(line_bullet(STR("•x"), &offset), BULLET_DOT);
	assert_int_equal(line_bullet(STR("– x"), &offset), BULLET_LONG);
	assert_int_equal(line_bullet(STR("o x"), &offset), BULLET_O);
	assert_int_equal(line_bullet(STR("-x"), &offset), BULLET_NONE);
	assert_int_equal(line_bullet(STR("-"), &offset), BULLET_NONE);
	assert_int_equal(line_bullet(STR("only"), &offset), BULLET_NONE);
}

static void
test_caps(void **state)
{
	(void)state;
	assert_true(line_is_caps(STR("ABOUT US 2020")));
	assert_true(line_is_caps(STR("О НАС")));
	assert_false(line_is_caps(STR("About US")));
	assert_false(line_is_caps(STR("2020")));
	assert_false(line_is_caps(STR("ჩვენ")));
}

static void
test_folded_prefix(void **state)
{
	(void)state;
	assert_int_equal(line_folded_prefix(STR("Who We  Are"), STR("WHO WE AREThe")), 10);
	assert_int_equal(line_folded_prefix(STR("О нас"), STR("О НАСЦентр")), sizeof "О НАС" - 1);
	assert_int_equal(line_folded_prefix(STR("Who"), STR("Wh")), STR_NOWHERE);
	assert_true(line_folded_equal(STR("About  us"), STR("ABOUT US")));
	assert_false(line_folded_equal(STR("About"), STR("About us")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_start),         cmocka_unit_test(test_end),
	    cmocka_unit_test(test_open),          cmocka_unit_test(test_rule),
	    cmocka_unit_test(test_bullet),        cmocka_unit_test(test_caps),
	    cmocka_unit_test(test_folded_prefix),
	};
	return cmocka_run_group_tests_name("line", tests, NULL, NULL);
}
