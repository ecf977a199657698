/* The front matter of a page holds, beside what the reader takes for the text, what the capsule
 * must know: whether it is a draft, and where it stood before. */
#ifndef PUBLISH_CAPSULE_FRONT_H
#define PUBLISH_CAPSULE_FRONT_H

#include "base/buf.h"

#include <stdbool.h>

struct front {
	bool is_draft;
	size_t lines;          /* taken off the page */
	size_t size;           /* bytes of what is left of it, if a text follows */
	struct buf moved_from; /* owned: one former place a line */
};

/* Takes those lines out of the bytes, if all of the first block are headers; the rest stays. front
 * must be zero or have been used before. */
void front_take(struct front *front, struct buf *bytes);
void front_free(struct front *front);

#endif
