/* A searchmap is the search index of a finished capsule (base/schema.h) in memory: SQLite opens no
 * file and takes no lock, and the pages of the file are shared by all who read it. The file may
 * hold anything: what it asks for beyond an index is refused, and no search takes long or much. */
#ifndef DAEMON_SITE_SEARCHMAP_H
#define DAEMON_SITE_SEARCHMAP_H

#include "base/str.h"

#include <stdint.h>

struct sqlite3;
struct sqlite3_stmt;

enum searchmap_statement {
	SEARCHMAP_EDITION, /* path: what the search page there says */
	SEARCHMAP_FIND,    /* expression: rowid, score, newest first */
	SEARCHMAP_LAST,    /* the greatest id of a page; NULL where there is none */
	SEARCHMAP_PAGE,    /* id: its columns */
	SEARCHMAP_STATEMENTS
};

enum page_column {
	PAGE_PATH,
	PAGE_TITLE,
	PAGE_DATE,
	PAGE_LANG,
	PAGE_LANGUAGE,
	PAGE_ITEM,
	PAGE_WEIGHT
};

struct searchmap {
	struct str bytes;   /* owned: the file; empty: there is no search */
	struct sqlite3 *db; /* owned */
	struct sqlite3_stmt *statements[SEARCHMAP_STATEMENTS]; /* owned */
	bool is_broken; /* no index, one of another version, or one that took too long */
	bool (*is_over)(const void *context); /* NULL: nobody watches */
	const void *context;
	int64_t began; /* this search, in microseconds of the thread's own time */
};

/* Maps the index beneath the folder of a build; it may be missing. 0, or -1 and errno. */
int searchmap_open(struct searchmap *map, int build);
void searchmap_close(struct searchmap *map);

/* Makes it ready for one search: 0, or -1 and errno, ENOENT where there is no index or none that
 * can be used. The first call opens the database, which is no good to another process: so it is
 * made by the one that serves, and the searchmap stays where it is from then on. */
int searchmap_connect(struct searchmap *map);
/* Asks is_over every now and then while a statement runs, which is interrupted when it says so;
 * NULL: no longer. */
void searchmap_watch(struct searchmap *map, bool (*is_over)(const void *context),
                     const void *context);
/* After a search has failed: ENOMEM, or EIO when the index cannot be read. */
int searchmap_error(const struct searchmap *map);

/* Sets a statement back and gives it that text, which is borrowed until the next call. */
void searchmap_bind(struct sqlite3_stmt *statement, struct str text);
/* Of the row at hand; borrowed until the next step. */
struct str searchmap_column(struct sqlite3_stmt *statement, int number);
/* Steps the statement SEARCHMAP_PAGE to the row of that id. 0, or -1 when it cannot be read. */
int searchmap_find_page(struct sqlite3_stmt *page, int64_t id);

#endif
