/* What is found among pages of which many have the words. */
#include "daemon/site/finding.h"

#include "library.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum {
	PAGES = 400,
	TURNS = 256, /* so many searches bring the clock's turn to each of SQLite's steps */
	LONG = 60 * 1000 * 1000
};

static struct library library;

static int
set_up(void **state)
{
	(void)state;
	library_begin(&library);
	for (int i = 1; i <= PAGES; i++) {
		char path[32], text[64];
		snprintf(path, sizeof path, "/%d.gmi", i);
		snprintf(text, sizeof text, "crowd crowds%s%s", i % 100 == 1 ? " heron" : "",
		         i % 2 ? " odd" : " even");
		library_add(&library, path, "A page", "", "en", text);
	}
	library_end(&library);
	assert_int_equal(searchmap_connect(&library.map), 0);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	searchmap_close(&library.map);
	return 0;
}

static struct finding
find(const char *words, int64_t time)
{
	struct query query;
	struct finding finding;
	assert_int_equal(query_read(&query, str_of(words)), 0);
	assert_int_equal(finding_make(&finding, &library.map, &query, STR("en"), time), 0);
	query_free(&query);
	return finding;
}

static void
without_time_the_newest_are_found(void **state)
{
	(void)state;
	struct finding finding = find("crowd", 0);
	assert_true(finding.is_cut);
	assert_in_range(finding.count, FINDING_MAX - 1, FINDING_MAX);
	for (size_t i = 0; i < finding.count; i++)
		assert_in_range(finding.ids[i], PAGES - FINDING_MAX + 1, PAGES);
}

/* A cut may fall into the look-up of a page that was found. */
static void
at_no_step_is_running_out_of_time_an_error(void **state)
{
	(void)state;
	for (int i = 0; i < TURNS; i++) {
		struct finding finding = find("crowd", 0);
		assert_true(finding.is_cut);
		assert_in_range(finding.count, FINDING_MAX - 1, FINDING_MAX);
	}
}

static void
cut_search_reads_no_page_beyond_the_newest(void **state)
{
	(void)state;
	sqlite3_stmt *statement = library.map.statements[SEARCHMAP_FIND];
	sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
	find("crowd", LONG);
	int whole = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
	find("crowd", 0);
	int cut = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
	assert_true(cut * (PAGES / FINDING_MAX) < 2 * whole);
}

static void
late_second_search_asks_for_one_word_in_its_forms(void **state)
{
	(void)state;
	struct finding finding = find("absent crow", 0);
	assert_true(finding.is_cut);
	assert_int_equal(finding.count, 0);
	finding = find("no crowdy", 0);
	assert_true(finding.is_cut);
	assert_true(finding.is_some);
	assert_in_range(finding.count, FINDING_MAX - 1, FINDING_MAX);
}

static void
rare_word_counts_more_among_pages_with_some(void **state)
{
	(void)state;
	struct finding finding = find("absent heron crowd", LONG);
	assert_true(finding.is_some);
	assert_false(finding.is_cut);
	assert_int_equal(finding.ids[0], 301);
	assert_int_equal(finding.ids[3], 1);
	finding = find("even heron", LONG);
	assert_true(finding.is_some);
	assert_int_equal(finding.ids[0], 301);
	assert_int_equal(finding.ids[3], 1);
	assert_int_equal(finding.ids[4], PAGES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(without_time_the_newest_are_found),
	    cmocka_unit_test(at_no_step_is_running_out_of_time_an_error),
	    cmocka_unit_test(cut_search_reads_no_page_beyond_the_newest),
	    cmocka_unit_test(late_second_search_asks_for_one_word_in_its_forms),
	    cmocka_unit_test(rare_word_counts_more_among_pages_with_some),
	};
	return cmocka_run_group_tests_name("finding", tests, set_up, tear_down);
}
