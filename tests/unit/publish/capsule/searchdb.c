#include "publish/capsule/searchdb.h"

#include <sqlite3.h>
#include <stdio.h>

#include "fixture.h"
#include "publish/capsule/phrases.h"

static struct searchdb_page
page_at(const char *path, const char *title)
{
	return (struct searchdb_page){
	    .path = str_of(path),
	    .title = str_of(title),
	    .date = STR("2026-01-02"),
	    .lang = STR("ka"),
	    .language = STR("ქართული"),
	    .item = '1',
	    .weight = 12,
	    .sum = -7,
	};
}

static void
add(struct searchdb *searchdb, const char *path, const char *title, const char *gemtext)
{
	struct searchdb_page page = page_at(path, title);
	assert_int_equal(searchdb_add(searchdb, &page, str_of(gemtext)), 0);
	assert_true(page.id > 0);
}

static void
make(const char *name)
{
	struct searchdb searchdb;
	assert_int_equal(searchdb_open(&searchdb, name, STR("The end.")), 0);
	assert_true(searchdb.is_new);
	add(&searchdb, "/a.gmi", "The Boat", "# The Boat\n\nIt sails.\n=> /b.gmi Harbour\n");
	add(&searchdb, "/b.gmi", "Harbour", "# Harbour\n\nЁлки стоят.\n\nThe end.\n");
	assert_int_equal(
	    searchdb_set_edition(&searchdb, STR("/search"), STR("en"), phrases_of(STR("en"))), 0);
	assert_int_equal(searchdb_finish(&searchdb), 0);
	searchdb_close(&searchdb);
}

/* How many pages have the word. */
static int
count(const char *name, const char *word)
{
	sqlite3 *db;
	sqlite3_stmt *statement;
	assert_int_equal(sqlite3_open(name, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db,
	                              "INSERT INTO words(words, rank) VALUES('integrity-check', 0)",
	                              NULL, NULL, NULL),
	                 SQLITE_OK);
	assert_int_equal(
	    sqlite3_prepare_v2(db, "SELECT count(*) FROM words(?1)", -1, &statement, NULL),
	    SQLITE_OK);
	sqlite3_bind_text(statement, 1, word, -1, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	int found = sqlite3_column_int(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return found;
}

static void
test_words_are_folded_and_links_within_left_out(void **state)
{
	(void)state;
	make("a.db");
	assert_int_equal(count("a.db", "boat"), 1);
	assert_int_equal(count("a.db", "елки"), 1);
	assert_int_equal(count("a.db", "ёлки"), 0);
	assert_int_equal(count("a.db", "harbour"), 1);
	assert_int_equal(count("a.db", "end"), 0);
}

static void
test_another_footer_is_another_index(void **state)
{
	(void)state;
	struct searchdb searchdb;
	make("a.db");
	assert_int_equal(searchdb_open(&searchdb, "a.db", STR_NONE), -1);
	searchdb_close(&searchdb);
}

static void
test_pages_are_found_again(void **state)
{
	(void)state;
	struct searchdb searchdb;
	struct searchdb_page page;
	make("a.db");
	assert_int_equal(searchdb_open(&searchdb, "a.db", STR("The end.")), 0);
	assert_false(searchdb.is_new);
	assert_int_equal(searchdb_find(&searchdb, STR("/b.gmi"), &page), 0);
	assert_slice(page.title, "Harbour");
	assert_slice(page.date, "2026-01-02");
	assert_slice(page.language, "ქართული");
	assert_int_equal(page.item, '1');
	assert_int_equal(page.weight, 12);
	assert_int_equal(page.sum, -7);
	assert_int_equal(searchdb_find(&searchdb, STR("/c.gmi"), &page), 0);
	assert_int_equal(page.id, 0);
	assert_int_equal(searchdb_next(&searchdb, 1, &page), 0);
	assert_slice(page.path, "/b.gmi");
	assert_int_equal(searchdb_next(&searchdb, page.id, &page), 0);
	assert_int_equal(page.id, 0);
	searchdb_close(&searchdb);
}

static void
test_what_stays_as_it_is_changes_nothing(void **state)
{
	(void)state;
	struct searchdb searchdb;
	struct searchdb_page page;
	make("a.db");
	assert_int_equal(searchdb_open(&searchdb, "a.db", STR("The end.")), 0);
	page = page_at("/a.gmi", "The Boat");
	page.id = 1;
	assert_int_equal(searchdb_change(&searchdb, &page), 0);
	assert_int_equal(searchdb_keep_editions(&searchdb, 1), 0);
	assert_int_equal(
	    searchdb_set_edition(&searchdb, STR("/search"), STR("en"), phrases_of(STR("en"))), 0);
	assert_false(searchdb_has_changed(&searchdb));
	page.weight = 13;
	assert_int_equal(searchdb_change(&searchdb, &page), 0);
	assert_true(searchdb_has_changed(&searchdb));
	searchdb_close(&searchdb);
}

static void
test_another_count_of_editions_begins_anew(void **state)
{
	(void)state;
	struct searchdb searchdb;
	make("a.db");
	assert_int_equal(searchdb_open(&searchdb, "a.db", STR("The end.")), 0);
	assert_int_equal(searchdb_keep_editions(&searchdb, 2), 0);
	assert_true(searchdb_has_changed(&searchdb));
	searchdb_close(&searchdb);
}

static void
test_removed_pages_leave_no_words(void **state)
{
	(void)state;
	struct searchdb searchdb;
	struct searchdb_page page = page_at("/a.gmi", "The Boat");
	make("a.db");
	assert_int_equal(searchdb_open(&searchdb, "a.db", STR("The end.")), 0);
	page.id = 1;
	assert_int_equal(
	    searchdb_remove(&searchdb, &page, STR("# The Boat\n\nIt sails.\n=> /b.gmi Harbour\n")),
	    0);
	assert_int_equal(searchdb_finish(&searchdb), 0);
	searchdb_close(&searchdb);
	assert_int_equal(count("a.db", "boat"), 0);
	assert_int_equal(count("a.db", "sails"), 0);
	assert_int_equal(count("a.db", "harbour"), 1);
}

static void
read_all(const char *name, struct buf *bytes)
{
	int fd = open(name, O_RDONLY);
	assert_true(fd >= 0);
	assert_int_equal(buf_read_fd(bytes, fd, 1 << 20), 0);
	close(fd);
}

static void
test_equal_pages_make_equal_bytes(void **state)
{
	(void)state;
	struct buf a = {0}, b = {0};
	make("a.db");
	make("b.db");
	read_all("a.db", &a);
	read_all("b.db", &b);
	assert_true(a.n > 0 && str_eq(buf_str(&a), buf_str(&b)));
	buf_free(&a);
	buf_free(&b);
}

static void
test_another_version_is_no_index(void **state)
{
	(void)state;
	struct searchdb searchdb;
	sqlite3 *db;
	make("a.db");
	assert_int_equal(sqlite3_open("a.db", &db), SQLITE_OK);
	sqlite3_exec(db, "PRAGMA user_version = 1", NULL, NULL, NULL);
	sqlite3_close(db);
	assert_int_equal(searchdb_open(&searchdb, "a.db", STR("The end.")), -1);
	searchdb_close(&searchdb);
	put_file("b.db", "this is no database, whatever its name says");
	assert_int_equal(searchdb_open(&searchdb, "b.db", STR("The end.")), -1);
	assert_non_null(searchdb_error(&searchdb));
	searchdb_close(&searchdb);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_words_are_folded_and_links_within_left_out),
	    TEST(test_another_footer_is_another_index),
	    TEST(test_pages_are_found_again),
	    TEST(test_what_stays_as_it_is_changes_nothing),
	    TEST(test_another_count_of_editions_begins_anew),
	    TEST(test_removed_pages_leave_no_words),
	    TEST(test_equal_pages_make_equal_bytes),
	    TEST(test_another_version_is_no_index),
	};
	return cmocka_run_group_tests_name("searchdb", tests, NULL, NULL);
}
