/* A searchmap is the search index of a finished capsule (base/schema.h) in memory: SQLite opens no
 * file and takes no lock, and the pages of the file are shared by all who read it. */
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
	bool is_broken; /* not an index, or one of another version */
};

/* Maps the index beneath the folder of a build; it may be missing. 0, or -1 and errno. */
int searchmap_open(struct searchmap *map, int build);
void searchmap_close(struct searchmap *map);

/* Makes it ready to be asked: 0, or -1 and errno, ENOENT where there is no index or none that can
 * be used. The first call opens the database, which is no good to another process: so it is made by
 * the one that serves. */
int searchmap_connect(struct searchmap *map);
/* After a search has failed: ENOMEM, or EIO when the index cannot be read. */
int searchmap_error(const struct searchmap *map);

/* Sets a statement back and gives it that text, which is borrowed until the next call. */
void searchmap_bind(struct sqlite3_stmt *statement, struct str text);
/* Of the row at hand; borrowed until the next step. */
struct str searchmap_column(struct sqlite3_stmt *statement, int number);
/* Steps the statement SEARCHMAP_PAGE to the row of that id. 0, or -1 when it cannot be read. */
int searchmap_find_page(struct sqlite3_stmt *page, int64_t id);

#endif
