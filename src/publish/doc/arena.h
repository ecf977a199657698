/* An arena holds everything that lives as long as one document, and lets go of it at once. */
#ifndef PUBLISH_DOC_ARENA_H
#define PUBLISH_DOC_ARENA_H

#include "base/buf.h"
#include "base/str.h"

struct arena_block;

struct arena {
	struct arena_block *newest; /* owned */
};

/* Zeroed memory, aligned for any type, until arena_free. Never NULL: the tool ends with die()
 * when the system has no memory left, since a document half read is of no use. */
void *arena_alloc(struct arena *arena, size_t size);
/* Makes what was allocated first and alone in the arena larger or smaller, and may move it; what is
 * added is not zeroed. */
void *arena_resize(struct arena *arena, const void *p, size_t size);
/* Takes over the bytes of b, which is empty afterwards. */
struct str arena_adopt(struct arena *arena, struct buf *b);
struct str arena_copy(struct arena *arena, struct str s);
/* A buf that is out of memory ends the tool as an arena does. */
struct str arena_copy_buf(struct arena *arena, const struct buf *b);
/* The bytes of what stands in an arena, to be changed where they are. */
char *arena_writable(struct str s);
void arena_free(struct arena *arena);

#endif
