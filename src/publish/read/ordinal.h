/* An ordinal: the number before an item or a heading, "2.1." or "(b)". */
#ifndef PUBLISH_READ_ORDINAL_H
#define PUBLISH_READ_ORDINAL_H

#include "base/str.h"

struct ordinal {
	unsigned depth; /* 2 for "2.1." */
	unsigned last;  /* 1: the last number; 2 for "(b)" */
	char style;     /* '.', ')', '(' for both brackets; 0: only a blank, as in "2.1 Scope" */
	bool letter;
	size_t text; /* offset of the words behind it; the text's length when there are none */
};

/* Whether the text begins with one. "1993." is one too: only its neighbours tell. */
bool ordinal_parse(struct str text, struct ordinal *ordinal);
/* b is what comes after a in one list. */
bool ordinal_follows(const struct ordinal *a, const struct ordinal *b);

#endif
