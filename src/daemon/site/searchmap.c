#include "daemon/site/searchmap.h"

#include "base/clock.h"
#include "base/schema.h"
#include "daemon/site/file.h"
#include "daemon/site/score.h"

#include <errno.h>
#include <sqlite3.h>

enum {
	LOOK_STEPS = 256,              /* of SQLite's machine, between two looks at the clock */
	PATIENCE = CLOCK_S,            /* of the processor; more than a million pages take */
	VALUE_MAX = 1024 * 1024,       /* bytes */
	MEMORY_MAX = 128 * 1024 * 1024 /* bytes, beside what SQLite holds already; the same */
};

/* The newest comes first, so that a search that is cut short has seen it. */
static const char *const texts[SEARCHMAP_STATEMENTS] = {
    [SEARCHMAP_EDITION] =
        ("SELECT lang, title, prompt, again, none, some, more, cut, blank, bytes, "
         "kilo, mega, footer FROM edition WHERE path = ?1"),
    [SEARCHMAP_FIND] =
        "SELECT rowid, score(words) FROM words WHERE words MATCH ?1 ORDER BY rowid DESC",
    [SEARCHMAP_LAST] = "SELECT max(id) FROM page",
    [SEARCHMAP_PAGE] =
        "SELECT path, title, date, lang, language, item, weight FROM page WHERE id = ?1",
};

int
searchmap_open(struct searchmap *map, int build)
{
	*map = (struct searchmap){0};
	return file_map(build, STR("/" SCHEMA_FILE), &map->bytes);
}

static void
disconnect(struct searchmap *map)
{
	for (int i = 0; i < SEARCHMAP_STATEMENTS; i++) {
		sqlite3_finalize(map->statements[i]);
		map->statements[i] = NULL;
	}
	sqlite3_close(map->db);
	map->db = NULL;
}

void
searchmap_close(struct searchmap *map)
{
	disconnect(map);
	file_unmap(&map->bytes);
	*map = (struct searchmap){0};
}

/* Who lost patience with an index does not ask it again. */
static int
look(void *context)
{
	struct searchmap *map = context;
	map->is_broken =
	    map->is_broken || clock_read(CLOCK_THREAD_CPUTIME_ID) - map->began >= PATIENCE;
	return map->is_broken || (map->is_over && map->is_over(map->context));
}

void
searchmap_watch(struct searchmap *map, bool (*is_over)(const void *context), const void *context)
{
	map->is_over = is_over;
	map->context = context;
}

static bool
has_version(sqlite3 *db)
{
	sqlite3_stmt *statement = NULL;
	bool is_good =
	    sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &statement, NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW &&
	    sqlite3_column_int(statement, 0) == SCHEMA_VERSION;
	sqlite3_finalize(statement);
	return is_good;
}

/* https://www.sqlite.org/security.html, for a file that anybody may have made: an index has no
 * views, whose text would run here. */
static bool
is_guarded(struct searchmap *map)
{
	sqlite3_progress_handler(map->db, LOOK_STEPS, look, map);
	sqlite3_limit(map->db, SQLITE_LIMIT_LENGTH, VALUE_MAX);
	return sqlite3_db_config(map->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL) == SQLITE_OK &&
	       sqlite3_db_config(map->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL) == SQLITE_OK;
}

/* SQLite reads the map itself, and keeps no copy of its pages. */
static int
connect_to(struct searchmap *map)
{
	static const char settings[] = "PRAGMA mmap_size = 1099511627776;"
	                               "PRAGMA cache_size = -64;"
	                               "PRAGMA temp_store = MEMORY;"
	                               "PRAGMA query_only = ON;"
	                               "PRAGMA trusted_schema = OFF;";
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_MEMORY;
	if (sqlite3_open_v2(":memory:", &map->db, flags, NULL) != SQLITE_OK || !is_guarded(map) ||
	    sqlite3_deserialize(map->db, "main", (unsigned char *)(size_t)map->bytes.p,
	                        (sqlite3_int64)map->bytes.n, (sqlite3_int64)map->bytes.n,
	                        SQLITE_DESERIALIZE_READONLY) != SQLITE_OK ||
	    sqlite3_exec(map->db, settings, NULL, NULL, NULL) != SQLITE_OK ||
	    !has_version(map->db) || score_register(map->db) < 0)
		return -1;
	for (int i = 0; i < SEARCHMAP_STATEMENTS; i++)
		if (sqlite3_prepare_v3(map->db, texts[i], -1, SQLITE_PREPARE_PERSISTENT,
		                       &map->statements[i], NULL) != SQLITE_OK)
			return -1;
	return 0;
}

int
searchmap_error(const struct searchmap *map)
{
	return sqlite3_errcode(map->db) == SQLITE_NOMEM ? ENOMEM : EIO;
}

int
searchmap_connect(struct searchmap *map)
{
	map->began = clock_read(CLOCK_THREAD_CPUTIME_ID);
	sqlite3_hard_heap_limit64(sqlite3_memory_used() + MEMORY_MAX);
	errno = ENOENT;
	if (map->is_broken || map->bytes.n == 0)
		return -1;
	if (map->db)
		return 0;
	if (connect_to(map) == 0)
		return 0;
	/* Memory comes back; what is wrong with the index stays so. */
	int error = searchmap_error(map);
	map->is_broken = error != ENOMEM;
	disconnect(map);
	errno = map->is_broken ? ENOENT : error;
	return -1;
}

struct str
searchmap_column(sqlite3_stmt *statement, int number)
{
	const void *text = sqlite3_column_text(statement, number);
	return (struct str){text, text ? (size_t)sqlite3_column_bytes(statement, number) : 0};
}

void
searchmap_bind(sqlite3_stmt *statement, struct str text)
{
	sqlite3_reset(statement);
	sqlite3_bind_text64(statement, 1, text.n ? text.p : "", text.n, SQLITE_STATIC, SQLITE_UTF8);
}

int
searchmap_find_page(struct sqlite3_stmt *page, int64_t id)
{
	sqlite3_reset(page);
	sqlite3_bind_int64(page, 1, id);
	return sqlite3_step(page) == SQLITE_ROW ? 0 : -1;
}
