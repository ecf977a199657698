#include "publish/read/clean.h"

#include "check.h"

static const struct case_of_line {
	struct str text;
	const char *clean;
	uint32_t indent, width;
} cases[] = {
    {STR_CONST("  plain  "), "plain", 2, 5},
    {STR_CONST("\xC2\xA0 set in"), "set in", 2, 6},
    {STR_CONST("  \xC2\xA0set in"), "set in", 3, 6},
    {STR_CONST("\xE3\x80\x80中心\xE3\x80\x80"), "中心", 2, 4},
    {STR_CONST("\tset in"), "set in", 8, 6},
    {STR_CONST("\xE1\xBB\x87 e\xCC\xA3\xCC\x82"), "ệ ệ", 0, 3},
    {STR_CONST("ქართული, по-русски"), "ქართული, по-русски", 0, 18},
    {STR_CONST("a\tb"), "a       b", 0, 9},
    {STR_CONST("e\xCC\x81"), "é", 0, 1},
    {STR_CONST("B\bB_\b_"), "B_", 0, 2},
    {STR_CONST("soft\xC2\xADware"), "software", 0, 8},
    {STR_CONST("\xE2\x80\xAE"
               "abc"),
     "abc", 0, 3},
    {STR_CONST("a\x01z\x7F\xC2\x90"), "az", 0, 2},
    {STR_CONST("\x1B[1mbold\x1B[0m"), "bold", 0, 4},
    {STR_CONST("a\x1B[é\x1B[1"), "aé", 0, 2},
    {STR_CONST("中心"), "中心", 0, 4},
    {STR_CONST("   "), "", 0, 0},
};

static void
test_cleans_a_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena = {0};
		struct cleaner cleaner = {.arena = &arena, .number = 1};
		struct line line;
		cleaner.rest = arena_copy(&arena, cases[i].text);
		assert_true(clean_line(&cleaner, &line));
		assert_slice(line.text, cases[i].clean);
		assert_int_equal(line.indent, cases[i].indent);
		assert_int_equal(line.width, cases[i].width);
		assert_false(clean_line(&cleaner, &line));
		arena_free(&arena);
	}
}

static void
test_breaks_lines_at_every_break(void **state)
{
	static const struct {
		const char *text;
		uint32_t number;
	} wanted[] = {{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4},
	              {"e", 5}, {"", 5},  {"f", 5}, {"g", 6}};
	struct arena arena = {0};
	struct cleaner cleaner = {.arena = &arena, .number = 1};
	struct line line;
	(void)state;
	cleaner.rest = STR("a\nb\rc\r\nd\xC2\x85"
	                   "e\ff\xE2\x80\xA8g\n");
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		assert_true(clean_line(&cleaner, &line));
		assert_slice(line.text, wanted[i].text);
		assert_int_equal(line.number, wanted[i].number);
	}
	assert_false(clean_line(&cleaner, &line));
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_cleans_a_line),
	    cmocka_unit_test(test_breaks_lines_at_every_break),
	};
	return cmocka_run_group_tests_name("clean", tests, NULL, NULL);
}
