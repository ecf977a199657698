/* A query is what a reader typed into a search: words, and phrases in quotes, folded as the index
 * has them. */
#ifndef DAEMON_SITE_QUERY_H
#define DAEMON_SITE_QUERY_H

#include "base/buf.h"

enum {
	QUERY_TERMS_MAX = 10, /* what is beyond is not looked for */
	QUERY_FORMS_MAX = 5,  /* words in other forms, the longest: each takes up to a ms to open */
	QUERY_EXACT_MAX = 4,  /* terms, among which a word as it stands counts more */
	QUERY_PREFIX_LETTERS = 4 /* a shorter word is looked for as it stands */
};

struct query_term {
	struct str text; /* one word, or those of a phrase with what stands between them */
	struct str stem; /* how other forms of the word begin; empty: there are none to find */
};

struct query {
	struct buf folded; /* owned: the terms are slices of it */
	struct query_term terms[QUERY_TERMS_MAX];
	size_t count;
};

/* Any bytes will do. query_free in any case; 0, or -1 when there is no memory. */
int query_read(struct query *query, struct str text);
void query_free(struct query *query);

enum query_wish {
	QUERY_ALL,  /* pages with all of the terms */
	QUERY_ANY,  /* with any */
	QUERY_QUICK /* with any, in other forms than its own the longest only */
};

/* Appends the expression that FTS5 is asked. Each term stands in quotes, so that nothing of what
 * the reader wrote is an operator. */
void query_add_expression(const struct query *query, enum query_wish wish, struct buf *out);

/* Which terms a folded word is one of, or a part of, a bit for each. */
unsigned query_match(const struct query *query, struct str word);

#endif
