/* The table of a finished capsule: what the bytes of its files do not say, one line a path.
 *
 *     path TAB key=value { TAB key=value } LF        keys: type, lang, moved; "gone" stands alone
 *
 * Lines are sorted by path (bytes), so that a reader finds one by halving, without parsing the
 * rest. A path is a file's, below gemini/ and gopher/ alike: "/news/index.gmi", never "/news/". */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include "base/buf.h"
#include "base/str.h"

struct table_entry {
	struct str path;  /* "/about.gmi" */
	struct str type;  /* media type, "text/gemini"; empty: by the suffix */
	struct str lang;  /* RFC 5646 tag; empty: the capsule's */
	struct str moved; /* URI-reference of the new place; empty: still here */
	bool gone;
};

/* Whether table has a line for path; *entry then borrows from table. Unknown keys are passed over.
 */
bool table_find(struct str table, struct str path, struct table_entry *entry);

/* Appends one line. The caller adds them in order of path; no field may hold TAB or LF. */
void table_add(struct buf *out, const struct table_entry *entry);

#endif
