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
	/* A reader will see one paragraph again: no line begins with a mark that would change its
	 * meaning, and none ends before its time. */
	bool readable;
	bool alone; /* and nothing else stands between the same blank lines */
	/* Called with each finished line, without its end. */
	void (*line)(struct buf *out, struct str line);
};

/* Whether a reader will keep the lines, since no margin can have broken them. */
bool wrap_is_kept(const struct str *lines, size_t count);

void wrap_add(struct buf *out, struct str text, const struct wrap *wrap);

#endif
