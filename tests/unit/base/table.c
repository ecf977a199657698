#include "base/table.h"

#include "check.h"

#include <stdio.h>

#define TABLE                                                                                      \
	"/a.gmi\ttype=text/gemini\tlang=ka\n"                                                      \
	"/b\tgone\n"                                                                               \
	"/c\tmoved=/new%20place.gmi\n"                                                             \
	"/dd\ttype=text/plain; charset=utf-8\n"

static void
test_finds_each_line(void **state)
{
	(void)state;
	struct table_entry entry;
	assert_true(table_find(STR(TABLE), STR("/a.gmi"), &entry));
	assert_slice(entry.path, "/a.gmi");
	assert_slice(entry.type, "text/gemini");
	assert_slice(entry.lang, "ka");
	assert_slice(entry.moved, "");
	assert_false(entry.gone);
	assert_true(table_find(STR(TABLE), STR("/b"), &entry));
	assert_true(entry.gone);
	assert_slice(entry.type, "");
	assert_true(table_find(STR(TABLE), STR("/c"), &entry));
	assert_slice(entry.moved, "/new%20place.gmi");
	assert_true(table_find(STR(TABLE), STR("/dd"), &entry));
	assert_slice(entry.type, "text/plain; charset=utf-8");
}

static void
test_does_not_find_neighbours(void **state)
{
	(void)state;
	static const char *const absent[] = {"",    "/",  "/a",   "/a.gm", "/a.gmi2",
	                                     "/bb", "/d", "/ddd", "/z",    "type=text/gemini"};
	struct table_entry entry;
	for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
		if (table_find(STR(TABLE), str_of(absent[i]), &entry))
			fail_msg("found: %s", absent[i]);
	assert_false(table_find(STR_NONE, STR("/a"), &entry));
	assert_false(table_find(STR(""), STR("/a"), &entry));
	assert_false(table_find(STR("\n"), STR("/a"), &entry));
}

static void
test_the_last_line_may_lack_its_end(void **state)
{
	(void)state;
	struct table_entry entry;
	assert_true(table_find(STR("/a\tgone\n/b\tlang=en"), STR("/b"), &entry));
	assert_slice(entry.lang, "en");
	assert_true(table_find(STR("/b"), STR("/b"), &entry));
	assert_slice(entry.path, "/b");
}

static void
test_unknown_keys_are_passed_over(void **state)
{
	(void)state;
	struct table_entry entry;
	assert_true(table_find(STR("/a\tsize=7\t\tgoner\tlang=en\tgone=\n"), STR("/a"), &entry));
	assert_slice(entry.lang, "en");
	assert_true(table_find(STR("/a\ttypes=x\tlang\tmoved==x=y\n"), STR("/a"), &entry));
	assert_slice(entry.type, "");
	assert_slice(entry.lang, "");
	assert_slice(entry.moved, "=x=y");
}

/* Sorted as "/%05d": each of n lines is found, and nothing beside them. */
static void
check_table_of(size_t n)
{
	struct buf table = {0};
	char path[16], type[32];
	for (size_t i = 0; i < n; i++) {
		int length = snprintf(path, sizeof path, "/%05zu", 2 * i + 1);
		int width = snprintf(type, sizeof type, "x/%zu", i);
		table_add(&table, &(struct table_entry){.path = {path, (size_t)length},
		                                        .type = {type, (size_t)width}});
	}
	for (size_t i = 0; i < 2 * n + 1; i++) {
		struct table_entry entry;
		int length = snprintf(path, sizeof path, "/%05zu", i);
		bool found =
		    table_find(buf_str(&table), (struct str){path, (size_t)length}, &entry);
		assert_int_equal(found, i % 2);
		int width = snprintf(type, sizeof type, "x/%zu", i / 2);
		if (found)
			assert_true(str_eq(entry.type, (struct str){type, (size_t)width}));
	}
	buf_free(&table);
}

static void
test_tables_of_every_size(void **state)
{
	(void)state;
	for (size_t n = 0; n < 70; n++)
		check_table_of(n);
	check_table_of(3000);
}

static void
test_lines_of_very_different_lengths(void **state)
{
	(void)state;
	struct buf table = {0};
	struct table_entry entry;
	buf_add_str(&table, STR("/a\tlang=aa\n/b\ttype="));
	buf_add_many(&table, 'x', 100000);
	buf_add_str(&table, STR("\n/c\tlang=cc\n"));
	assert_true(table_find(buf_str(&table), STR("/a"), &entry));
	assert_slice(entry.lang, "aa");
	assert_true(table_find(buf_str(&table), STR("/b"), &entry));
	assert_int_equal(entry.type.n, 100000);
	assert_true(table_find(buf_str(&table), STR("/c"), &entry));
	assert_slice(entry.lang, "cc");
	buf_free(&table);
}

static void
test_add_writes_what_find_reads(void **state)
{
	(void)state;
	struct buf out = {0};
	struct table_entry entry = {.path = STR("/\xE1\x83\x97 b"),
	                            .type = STR("text/gemini"),
	                            .lang = STR("en,ka"),
	                            .moved = STR("gemini://example.org/x?a=b"),
	                            .gone = true};
	table_add(&out, &entry);
	assert_slice(buf_str(&out), "/\xE1\x83\x97 b\ttype=text/gemini\tlang=en,ka"
	                            "\tmoved=gemini://example.org/x?a=b\tgone\n");
	struct table_entry again;
	assert_true(table_find(buf_str(&out), entry.path, &again));
	assert_true(str_eq(again.type, entry.type));
	assert_true(str_eq(again.lang, entry.lang));
	assert_true(str_eq(again.moved, entry.moved));
	assert_true(again.gone);
	buf_reset(&out);
	table_add(&out, &(struct table_entry){.path = STR("/x")});
	assert_slice(buf_str(&out), "/x\n");
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_finds_each_line),
	    cmocka_unit_test(test_does_not_find_neighbours),
	    cmocka_unit_test(test_the_last_line_may_lack_its_end),
	    cmocka_unit_test(test_unknown_keys_are_passed_over),
	    cmocka_unit_test(test_tables_of_every_size),
	    cmocka_unit_test(test_lines_of_very_different_lengths),
	    cmocka_unit_test(test_add_writes_what_find_reads),
	};
	return cmocka_run_group_tests_name("base/table", tests, NULL, NULL);
}
