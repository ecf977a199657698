/* Searches in a small index, without pages behind it. */
#include "daemon/site/search.h"

#include "library.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static struct library library;
static struct reply reply;

static int
set_up(void **state)
{
	(void)state;
	library_begin(&library);
	library_add(&library, "/a.gmi", "The harbour", "", "en", "Boats lie here, and books.");
	library_add(&library, "/b.gmi", "Books", "2025-01-02", "en", "Read them at home.");
	library_add(&library, "/c.gmi", "Books", "2026-01-02", "en", "Read them at home.");
	library_add(&library, "/d.gmi", "Books", "2024-01-02", "en", "Read them at home.");
	library_add(&library, "/e.ka.gmi", "ბიბლიოთეკა თბილისში", "", "ka",
	            "წიგნები და books IOM-ში.");
	library_add(&library, "/f.gmi", "Библиотека", "", "ru", "В библиотеке ещё тихо.");
	for (int i = 0; i < 30; i++) {
		char path[32];
		snprintf(path, sizeof path, "/many/%d.gmi", i);
		library_add(&library, path, "One of many", "", "en", "Crowd.");
	}
	library_end(&library);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	searchmap_close(&library.map);
	return 0;
}

/* The paths found, each behind a blank. */
static const char *
search(const char *path, enum mirror mirror, struct str query)
{
	static char found[1024];
	static struct request request;
	size_t n = 0;
	request = (struct request){
	    .mirror = mirror, .path = str_of(path), .query = query, .has_query = true};
	free(reply.results);
	reply = (struct reply){0};
	assert_true(search_answer(&library.map, -1, &request, &reply));
	assert_int_equal(reply.what, OUTCOME_RESULTS);
	found[0] = '\0';
	for (size_t i = 0; i < reply.results->count; i++)
		n += (size_t)snprintf(found + n, sizeof found - n, " %.*s",
		                      STR_FMT(reply.results->list[i].path));
	return found;
}

static const char *
find(const char *words)
{
	return search("/search", MIRROR_GOPHER, str_of(words));
}

static void
titles_count_more_and_newer_pages_come_first(void **state)
{
	(void)state;
	assert_string_equal(find("books"), " /c.gmi /b.gmi /d.gmi /a.gmi /e.ka.gmi");
	assert_true(str_eq(reply.results->list[0].date, STR("2026-01-02")));
	assert_false(reply.results->is_more);
	assert_false(reply.results->is_cut);
	assert_false(reply.results->is_some);
}

static void
readers_language_comes_first_others_are_labelled(void **state)
{
	(void)state;
	assert_string_equal(search("/search.ka", MIRROR_GOPHER, STR("iom")), " /e.ka.gmi");
	assert_int_equal(reply.results->list[0].language.n, 0);
	assert_true(str_eq(reply.lang, STR("ka")));
	assert_true(str_eq(reply.results->again, STR("ახალი")));
	find("iom");
	assert_true(str_eq(reply.results->list[0].language, STR("ქართული")));
}

static void
inflected_words_are_found(void **state)
{
	(void)state;
	assert_string_equal(find("თბილისი"), " /e.ka.gmi");
	assert_string_equal(find("წიგნი"), " /e.ka.gmi");
	assert_string_equal(find("библиотеками"), " /f.gmi");
	assert_string_equal(find("ЕЩЕ"), " /f.gmi");
	assert_string_equal(find("book"), find("books"));
}

static void
all_words_are_wanted_else_some_will_do(void **state)
{
	(void)state;
	assert_string_equal(find("harbour books"), " /a.gmi");
	assert_false(reply.results->is_some);
	assert_string_equal(find("harbour whales"), " /a.gmi");
	assert_true(reply.results->is_some);
	assert_string_equal(find("whales squid"), "");
	assert_false(reply.results->is_some);
	assert_true(reply.results->has_words);
}

static void
phrases_stand_together(void **state)
{
	(void)state;
	assert_string_equal(find("\"and books\""), " /a.gmi");
	assert_string_equal(find("\"books and\""), "");
}

static void
more_than_a_page_is_said(void **state)
{
	(void)state;
	find("crowd");
	assert_int_equal(reply.results->count, RESULTS_MAX);
	assert_true(reply.results->is_more);
}

/* Gemini 0.24.1 URIs: a query is percent-encoded, and "+" is no blank. */
static void
gemini_queries_are_decoded(void **state)
{
	(void)state;
	assert_string_equal(search("/search", MIRROR_GEMINI, STR("%68arbour%20books")), " /a.gmi");
	assert_true(str_eq(reply.results->words, STR("harbour books")));
	search("/search", MIRROR_GEMINI, STR("a+b"));
	assert_true(str_eq(reply.results->words, STR("a+b")));
	search("/search", MIRROR_GOPHER, STR("%41"));
	assert_true(str_eq(reply.results->words, STR("%41")));
}

static void
hostile_queries_get_a_page(void **state)
{
	(void)state;
	static const struct str queries[] = {
	    STR_CONST(""),          STR_CONST(" "),         STR_CONST("\""),
	    STR_CONST("\"\""),      STR_CONST("*"),         STR_CONST("(("),
	    STR_CONST("NEAR(a b)"), STR_CONST("title:a"),   STR_CONST("a AND"),
	    STR_CONST("\0x\0"),     STR_CONST("\xFF\xFE"),  STR_CONST("'; DROP TABLE page; --"),
	    STR_CONST("{a}:b ^c"),  STR_CONST("-a + b OR"),
	};
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
		search("/search", MIRROR_GOPHER, queries[i]);
	char words[8192];
	for (size_t i = 0; i < sizeof words; i++)
		words[i] = i % 2 ? ' ' : (char)('a' + i / 2 % 26);
	search("/search", MIRROR_GOPHER, (struct str){words, sizeof words});
	search("/search", MIRROR_GOPHER,
	       STR("\0a\nb\x7F\xC2\x9B"
	           "c\xFF"));
	assert_true(str_eq(reply.results->words, STR(" a b  c?")));
}

static void
search_page_asks_first(void **state)
{
	(void)state;
	static struct request request;
	request = (struct request){.path = STR("/search.ka")};
	free(reply.results);
	reply = (struct reply){0};
	assert_true(search_answer(&library.map, -1, &request, &reply));
	assert_int_equal(reply.what, OUTCOME_INPUT);
	assert_true(str_eq(reply.results->prompt, STR("რას?")));
	assert_true(str_eq(reply.results->path, STR("/search.ka")));
	find("");
	assert_false(reply.results->has_words);
}

static void
other_paths_are_none_of_ours(void **state)
{
	(void)state;
	static struct request request;
	static const char *const paths[] = {"/", "/searching", "/search/", "/search.ru",
	                                    "/search.gmi"};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		request = (struct request){.path = str_of(paths[i]), .has_query = true};
		assert_false(search_answer(&library.map, -1, &request, &reply));
	}
	request = (struct request){.path = STR("/search")};
	struct searchmap none = {0};
	assert_false(search_answer(&none, -1, &request, &reply));
}

static void
file_that_is_no_index_is_no_search(void **state)
{
	(void)state;
	static struct request request;
	request = (struct request){.path = STR("/search")};
	struct searchmap map = {
	    .bytes = {mmap(NULL, 8192, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), 8192}};
	assert_false(search_answer(&map, -1, &request, &reply));
	assert_false(search_answer(&map, -1, &request, &reply));
	searchmap_close(&map);
}

/* Of a small library, once that SQL has changed it. */
static bool
answers_after(const char *sql)
{
	static struct request request;
	request =
	    (struct request){.path = STR("/search"), .query = STR("harbour"), .has_query = true};
	struct library changed;
	library_begin(&changed);
	library_add(&changed, "/a.gmi", "The harbour", "", "en", "Boats lie here.");
	library_run(&changed, sql);
	library_end(&changed);
	free(reply.results);
	reply = (struct reply){0};
	bool is_there = search_answer(&changed.map, -1, &request, &reply);
	searchmap_close(&changed.map);
	return is_there;
}

static void
index_that_is_a_program_is_no_search(void **state)
{
	(void)state;
	assert_true(answers_after("SELECT 1"));
	assert_false(answers_after(
	    "DROP TABLE edition; CREATE VIEW edition AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL "
	    "SELECT x + 1 FROM n) SELECT '/search' AS path, 'en' AS lang, 'A' AS title, 'A' AS "
	    "prompt, 'A' AS again, 'A' AS none, 'A' AS some, 'A' AS more, 'A' AS cut, 'A' AS "
	    "blank, 'A' AS bytes, 'A' AS kilo, 'A' AS mega, 'A' AS footer FROM n WHERE x < 0"));
}

static void
item_types_that_are_none_are_those_of_texts(void **state)
{
	(void)state;
	static const char *const types[] = {"char(10)", "x'ff'", "'11'", "NULL"};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		char sql[64];
		snprintf(sql, sizeof sql, "UPDATE page SET item = %s", types[i]);
		assert_true(answers_after(sql));
		assert_int_equal(reply.results->list[0].item, '0');
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(titles_count_more_and_newer_pages_come_first),
	    cmocka_unit_test(readers_language_comes_first_others_are_labelled),
	    cmocka_unit_test(inflected_words_are_found),
	    cmocka_unit_test(all_words_are_wanted_else_some_will_do),
	    cmocka_unit_test(phrases_stand_together),
	    cmocka_unit_test(more_than_a_page_is_said),
	    cmocka_unit_test(gemini_queries_are_decoded),
	    cmocka_unit_test(hostile_queries_get_a_page),
	    cmocka_unit_test(search_page_asks_first),
	    cmocka_unit_test(other_paths_are_none_of_ours),
	    cmocka_unit_test(file_that_is_no_index_is_no_search),
	    cmocka_unit_test(index_that_is_a_program_is_no_search),
	    cmocka_unit_test(item_types_that_are_none_are_those_of_texts),
	};
	return cmocka_run_group_tests_name("search", tests, set_up, tear_down);
}
