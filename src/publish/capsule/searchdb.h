/* A searchdb is the search index being written (base/schema.h): the pages that can be found, and
 * the words of each. */
#ifndef PUBLISH_CAPSULE_SEARCHDB_H
#define PUBLISH_CAPSULE_SEARCHDB_H

#include "base/buf.h"

#include <stdint.h>

struct sqlite3;
struct sqlite3_stmt;

enum {
	SEARCHDB_STATEMENTS = 7
};

struct searchdb {
	struct sqlite3 *db;                                   /* owned */
	struct sqlite3_stmt *statements[SEARCHDB_STATEMENTS]; /* owned */
	struct str footer;                                    /* borrowed */
	struct buf title, body;                               /* owned: folded */
	bool is_new;                                          /* made by searchdb_open */
};

struct searchdb_page {
	int64_t id;
	struct str path, title, date;
	struct str lang, language; /* "ka", "ქართული" */
	char item;                 /* Gopher item type */
	int64_t weight, sum;
};

struct phrases;

/* All calls that return int: 0, or -1; then the whole file is of no use. */

/* Opens the index in the file path, or makes one in an empty file; -1 also for one of another
 * version or with another footer, the line below every page, which is none of its words. */
int searchdb_open(struct searchdb *searchdb, const char *path, struct str footer);
/* Writes what is left, and puts a new index in order. */
int searchdb_finish(struct searchdb *searchdb);
void searchdb_close(struct searchdb *searchdb);
/* What went wrong last; borrowed until the next call. */
const char *searchdb_error(const struct searchdb *searchdb);

/* Fills *page, whose slices are borrowed until the next call; id is 0 where there is none. */
int searchdb_find(struct searchdb *searchdb, struct str path, struct searchdb_page *page);
/* The first page whose id is above the given one; the same. */
int searchdb_next(struct searchdb *searchdb, int64_t id, struct searchdb_page *page);
/* Adds a page with the words of its gemtext, and sets its id, above all others. */
int searchdb_add(struct searchdb *searchdb, struct searchdb_page *page, struct str gemtext);
/* Gives the page of that id its particulars, if they are other ones; path, title and words stay. */
int searchdb_change(struct searchdb *searchdb, const struct searchdb_page *page);
/* Removes it; title and gemtext must be those that it was added with. */
int searchdb_remove(struct searchdb *searchdb, const struct searchdb_page *page,
                    struct str gemtext);

/* Forgets the search pages if there are not that many, and sets the one of a language. */
int searchdb_keep_editions(struct searchdb *searchdb, size_t count);
int searchdb_set_edition(struct searchdb *searchdb, struct str path, struct str lang,
                         const struct phrases *phrases);

/* Whether the file is another one than it was when it was opened. */
bool searchdb_has_changed(const struct searchdb *searchdb);

#endif
