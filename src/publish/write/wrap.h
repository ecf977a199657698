/* Wrapping: one paragraph becomes lines of a width in columns. */
#ifndef PUBLISH_WRITE_WRAP_H
#define PUBLISH_WRITE_WRAP_H

#include "base/buf.h"
#include "base/str.h"

enum {
	WRAP_COLUMNS = 67 /* the safest width on Gopher */
};

/* How a paragraph is wrapped. */
struct wrap {
	struct str first, next; /* stand before the first line and before the others */
	size_t columns;         /* of a line with what stands before it */
	bool whole_words;       /* a word that is too wide stays whole; else it is cut */
	bool readable;          /* no line begins with a mark that would change its meaning */
	/* Called with each finished line, without its end. */
	void (*line)(struct buf *out, struct str line);
};

void wrap_add(struct buf *out, struct str text, const struct wrap *wrap);

#endif
