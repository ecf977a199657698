/* A snippet is the place of a page where a reader finds the words of a search. */
#ifndef DAEMON_SITE_SNIPPET_H
#define DAEMON_SITE_SNIPPET_H

#include "base/span.h"
#include "daemon/site/query.h"

enum {
	SNIPPET_LETTERS = 160, /* code points at most, beside the dots at its ends */
	SNIPPET_BEFORE = 40    /* of them before the first word found */
};

/* Adds the piece of the page (gemtext) around the words of the query: of the line with the most of
 * them, or of the first one where none has any. Its title and the capsule's footer are passed over.
 */
void snippet_add(struct span *out, struct str gemtext, struct str title, struct str footer,
                 const struct query *query);

#endif
