/* A weight is how many bytes a reader must fetch, in words: "3 kB". */
#ifndef BASE_WEIGHT_H
#define BASE_WEIGHT_H

#include "base/buf.h"

#include <sys/types.h>

/* What the units are called in some language: "bytes", "kB", "MB" of a thousand each. */
struct weight_units {
	struct str bytes, kilo, mega;
};

/* "999 bytes", "3 kB" (rounded), "1.5 MB". */
void weight_add(struct buf *out, off_t bytes, const struct weight_units *units);

#endif
