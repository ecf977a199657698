/* A small index in memory, as the tool would write it (base/schema.h). */
#ifndef UNIT_DAEMON_SITE_LIBRARY_H
#define UNIT_DAEMON_SITE_LIBRARY_H

#include "base/fold.h"
#include "base/schema.h"
#include "daemon/site/searchmap.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

struct library {
	sqlite3 *db;
	struct searchmap map;
};

static inline void
library_run(struct library *library, const char *sql)
{
	int end = sqlite3_exec(library->db, sql, NULL, NULL, NULL);
	if (end != SQLITE_OK)
		fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(library->db));
	assert(end == SQLITE_OK);
}

static inline void
library_begin(struct library *library)
{
	char version[64];
	*library = (struct library){0};
	assert(sqlite3_open(":memory:", &library->db) == SQLITE_OK);
	snprintf(version, sizeof version, "PRAGMA user_version = %d", SCHEMA_VERSION);
	library_run(library, version);
	library_run(library, SCHEMA_SQL);
	library_run(
	    library,
	    "INSERT INTO edition VALUES('/search', 'en', 'Search', 'What?', 'Again', 'None', "
	    "'Some', 'More', 'Cut', 'Blank', 'bytes', 'kB', 'MB', ''),"
	    "('/search.ka', 'ka', 'ძიება', 'რას?', 'ახალი', 'არა', 'ზოგი', 'მეტი', "
	    "'დრო', 'ცარიელი', 'ბაიტი', 'კბ', 'მბ', '')");
}

static inline void
library_add(struct library *library, const char *path, const char *title, const char *date,
            const char *lang, const char *text)
{
	struct buf folded = {0};
	fold_add(&folded, str_of(title));
	buf_add_char(&folded, '\0');
	size_t body = folded.n;
	fold_add(&folded, str_of(text));
	buf_add_char(&folded, '\0');
	char *sql = sqlite3_mprintf(
	    "INSERT INTO page VALUES(NULL, %Q, %Q, %Q, %Q, %Q, '0', %d, 0);"
	    "INSERT INTO words(rowid, title, body) VALUES(last_insert_rowid(), %Q, %Q)",
	    path, title, date, lang, strcmp(lang, "ka") == 0 ? "ქართული" : "English",
	    (int)strlen(text), folded.p, folded.p + body);
	library_run(library, sql);
	sqlite3_free(sql);
	buf_free(&folded);
}

/* Lays the index out as a file in memory would be. */
static inline void
library_end(struct library *library)
{
	sqlite3_int64 size;
	unsigned char *bytes = sqlite3_serialize(library->db, "main", &size, 0);
	sqlite3_close(library->db);
	assert(bytes);
	void *map =
	    mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert(map != MAP_FAILED);
	memcpy(map, bytes, (size_t)size);
	assert(mprotect(map, (size_t)size, PROT_READ) == 0);
	sqlite3_free(bytes);
	library->map = (struct searchmap){.bytes = {map, (size_t)size}};
}

#endif
