#include "publish/capsule/searchdb.h"

#include "base/fold.h"
#include "base/gemtext.h"
#include "base/schema.h"
#include "publish/capsule/phrases.h"

#include <errno.h>
#include <sqlite3.h>
#include <string.h>

enum statement {
	FIND,
	NEXT,
	ADD_PAGE,
	CHANGE_PAGE,
	REMOVE_PAGE,
	ADD_WORDS,
	REMOVE_WORDS,
};

#define COLUMNS "id, path, title, date, lang, language, item, weight, sum"

static const char *const texts[SEARCHDB_STATEMENTS] = {
    [FIND] = "SELECT " COLUMNS " FROM page WHERE path = ?1",
    [NEXT] = "SELECT " COLUMNS " FROM page WHERE id > ?1 ORDER BY id LIMIT 1",
    [ADD_PAGE] = "INSERT INTO page(" COLUMNS ") VALUES(NULL, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [CHANGE_PAGE] = "UPDATE page SET date = ?4, lang = ?5, language = ?6, item = ?7, weight = ?8 "
                    "WHERE id = ?1 AND (date, lang, language, item, weight) "
                    "IS NOT (?4, ?5, ?6, ?7, ?8)",
    [REMOVE_PAGE] = "DELETE FROM page WHERE id = ?1",
    [ADD_WORDS] = "INSERT INTO words(rowid, title, body) VALUES(?1, ?2, ?3)",
    [REMOVE_WORDS] = "INSERT INTO words(words, rowid, title, body) VALUES('delete', ?1, ?2, ?3)",
};

static const char set_edition[] =
    "INSERT OR REPLACE INTO edition SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
    "?14 "
    "EXCEPT SELECT * FROM edition";

/* The file is a build's own and not published yet: no journal, no lock, no sync of its own. */
static const char settings[] = "PRAGMA page_size = 4096;"
                               "PRAGMA journal_mode = OFF;"
                               "PRAGMA synchronous = OFF;"
                               "PRAGMA locking_mode = EXCLUSIVE;"
                               "PRAGMA temp_store = MEMORY;"
                               "PRAGMA cache_size = -4096;"
                               "BEGIN;";

static int
run(struct searchdb *searchdb, const char *sql)
{
	return sqlite3_exec(searchdb->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -1;
}

static int
read_number(struct searchdb *searchdb, const char *sql, int64_t *number)
{
	sqlite3_stmt *statement;
	if (sqlite3_prepare_v2(searchdb->db, sql, -1, &statement, NULL) != SQLITE_OK)
		return -1;
	int end = sqlite3_step(statement) == SQLITE_ROW ? 0 : -1;
	*number = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return end;
}

static int
make_tables(struct searchdb *searchdb)
{
	struct buf version = {0};
	buf_printf(&version, "PRAGMA user_version = %d", SCHEMA_VERSION);
	int end = buf_ok(&version) ? run(searchdb, version.p) : -1;
	buf_free(&version);
	searchdb->is_new = true;
	return end < 0 ? -1 : run(searchdb, SCHEMA_SQL);
}

static int
check_tables(struct searchdb *searchdb)
{
	int64_t version, tables;
	if (read_number(searchdb, "PRAGMA user_version", &version) < 0 ||
	    read_number(searchdb, "SELECT count(*) FROM sqlite_schema", &tables) < 0)
		return -1;
	if (tables == 0)
		return make_tables(searchdb);
	return version == SCHEMA_VERSION ? 0 : -1;
}

static void
bind(sqlite3_stmt *statement, int column, struct str text)
{
	sqlite3_bind_text64(statement, column, text.n ? text.p : "", text.n, SQLITE_STATIC,
	                    SQLITE_UTF8);
}

/* It is among the words of no page that is in the index already. */
static int
check_footer(struct searchdb *searchdb)
{
	static const char sql[] = "SELECT 1 FROM edition WHERE footer <> ?1";
	sqlite3_stmt *statement;
	if (sqlite3_prepare_v2(searchdb->db, sql, -1, &statement, NULL) != SQLITE_OK)
		return -1;
	bind(statement, 1, searchdb->footer);
	int end = sqlite3_step(statement);
	sqlite3_finalize(statement);
	return end == SQLITE_DONE ? 0 : -1;
}

static int
prepare(struct searchdb *searchdb)
{
	for (int i = 0; i < SEARCHDB_STATEMENTS; i++)
		if (sqlite3_prepare_v3(searchdb->db, texts[i], -1, SQLITE_PREPARE_PERSISTENT,
		                       &searchdb->statements[i], NULL) != SQLITE_OK)
			return -1;
	return 0;
}

int
searchdb_open(struct searchdb *searchdb, const char *path, struct str footer)
{
	*searchdb = (struct searchdb){.footer = footer};
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
	if (sqlite3_open_v2(path, &searchdb->db, flags, NULL) != SQLITE_OK ||
	    run(searchdb, settings) < 0 || check_tables(searchdb) < 0 || check_footer(searchdb) < 0)
		return -1;
	return prepare(searchdb);
}

int
searchdb_finish(struct searchdb *searchdb)
{
	static const char order[] = "INSERT INTO words(words) VALUES('optimize')";
	if (searchdb->is_new && run(searchdb, order) < 0)
		return -1;
	return run(searchdb, "COMMIT");
}

void
searchdb_close(struct searchdb *searchdb)
{
	for (int i = 0; i < SEARCHDB_STATEMENTS; i++)
		sqlite3_finalize(searchdb->statements[i]);
	sqlite3_close(searchdb->db);
	buf_free(&searchdb->title);
	buf_free(&searchdb->body);
	*searchdb = (struct searchdb){0};
}

const char *
searchdb_error(const struct searchdb *searchdb)
{
	return searchdb->db ? sqlite3_errmsg(searchdb->db) : strerror(errno);
}

/* The values of one call; those that could not be bound are missed by the table's constraints. */
static int
step(sqlite3_stmt *statement)
{
	int end = sqlite3_step(statement);
	sqlite3_reset(statement);
	return end == SQLITE_DONE ? 0 : -1;
}

static struct str
column(sqlite3_stmt *statement, int number)
{
	const void *text = sqlite3_column_text(statement, number);
	return (struct str){text, text ? (size_t)sqlite3_column_bytes(statement, number) : 0};
}

/* The slices live until the statement is used again: a reset leaves them to the next step. */
static int
read_page(sqlite3_stmt *statement, struct searchdb_page *page)
{
	*page = (struct searchdb_page){0};
	int end = sqlite3_step(statement);
	if (end != SQLITE_ROW)
		return end == SQLITE_DONE ? 0 : -1;
	struct str item = column(statement, 6);
	*page = (struct searchdb_page){
	    .id = sqlite3_column_int64(statement, 0),
	    .path = column(statement, 1),
	    .title = column(statement, 2),
	    .date = column(statement, 3),
	    .lang = column(statement, 4),
	    .language = column(statement, 5),
	    .item = item.n ? item.p[0] : '0',
	    .weight = sqlite3_column_int64(statement, 7),
	    .sum = sqlite3_column_int64(statement, 8),
	};
	return 0;
}

int
searchdb_find(struct searchdb *searchdb, struct str path, struct searchdb_page *page)
{
	sqlite3_stmt *statement = searchdb->statements[FIND];
	sqlite3_reset(statement);
	bind(statement, 1, path);
	return read_page(statement, page);
}

int
searchdb_next(struct searchdb *searchdb, int64_t id, struct searchdb_page *page)
{
	sqlite3_stmt *statement = searchdb->statements[NEXT];
	sqlite3_reset(statement);
	sqlite3_bind_int64(statement, 1, id);
	return read_page(statement, page);
}

static void
bind_page(sqlite3_stmt *statement, const struct searchdb_page *page)
{
	bind(statement, 4, page->date);
	bind(statement, 5, page->lang);
	bind(statement, 6, page->language);
	bind(statement, 7, (struct str){&page->item, 1});
	sqlite3_bind_int64(statement, 8, page->weight);
}

static int
put_words(struct searchdb *searchdb, enum statement which, int64_t id, struct str title,
          struct str gemtext)
{
	struct str line;
	sqlite3_stmt *statement = searchdb->statements[which];
	buf_reset(&searchdb->title);
	buf_reset(&searchdb->body);
	fold_add(&searchdb->title, title);
	while (gemtext_next(&gemtext, &line)) {
		if (str_eq(line, searchdb->footer))
			continue;
		fold_add(&searchdb->body, line);
		buf_add_char(&searchdb->body, '\n');
	}
	if (!buf_ok(&searchdb->title) || !buf_ok(&searchdb->body))
		return -1;
	sqlite3_bind_int64(statement, 1, id);
	bind(statement, 2, buf_str(&searchdb->title));
	bind(statement, 3, buf_str(&searchdb->body));
	return step(statement);
}

int
searchdb_add(struct searchdb *searchdb, struct searchdb_page *page, struct str gemtext)
{
	sqlite3_stmt *statement = searchdb->statements[ADD_PAGE];
	bind(statement, 2, page->path);
	bind(statement, 3, page->title);
	bind_page(statement, page);
	sqlite3_bind_int64(statement, 9, page->sum);
	if (step(statement) < 0)
		return -1;
	page->id = sqlite3_last_insert_rowid(searchdb->db);
	return put_words(searchdb, ADD_WORDS, page->id, page->title, gemtext);
}

int
searchdb_change(struct searchdb *searchdb, const struct searchdb_page *page)
{
	sqlite3_stmt *statement = searchdb->statements[CHANGE_PAGE];
	sqlite3_bind_int64(statement, 1, page->id);
	bind_page(statement, page);
	return step(statement);
}

int
searchdb_remove(struct searchdb *searchdb, const struct searchdb_page *page, struct str gemtext)
{
	sqlite3_stmt *statement = searchdb->statements[REMOVE_PAGE];
	if (put_words(searchdb, REMOVE_WORDS, page->id, page->title, gemtext) < 0)
		return -1;
	sqlite3_bind_int64(statement, 1, page->id);
	return step(statement);
}

int
searchdb_set_edition(struct searchdb *searchdb, struct str path, struct str lang,
                     const struct phrases *phrases)
{
	const struct str values[] = {
	    path,
	    lang,
	    str_of(phrases->search),
	    str_of(phrases->prompt),
	    str_of(phrases->again),
	    str_of(phrases->none),
	    str_of(phrases->some),
	    str_of(phrases->more),
	    str_of(phrases->cut),
	    str_of(phrases->blank),
	    phrases->units.bytes,
	    phrases->units.kilo,
	    phrases->units.mega,
	    searchdb->footer,
	};
	sqlite3_stmt *statement;
	if (sqlite3_prepare_v2(searchdb->db, set_edition, -1, &statement, NULL) != SQLITE_OK)
		return -1;
	for (int i = 0; i < (int)(sizeof values / sizeof *values); i++)
		bind(statement, i + 1, values[i]);
	int end = step(statement);
	sqlite3_finalize(statement);
	return end;
}

int
searchdb_keep_editions(struct searchdb *searchdb, size_t count)
{
	int64_t there;
	if (read_number(searchdb, "SELECT count(*) FROM edition", &there) < 0)
		return -1;
	return (uint64_t)there == count ? 0 : run(searchdb, "DELETE FROM edition");
}

bool
searchdb_has_changed(const struct searchdb *searchdb)
{
	return searchdb->is_new || sqlite3_total_changes(searchdb->db) > 0;
}
