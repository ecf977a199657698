/* A spool puts documents aside between the rounds of a build, on the disk and not in memory, so
 * that no text is read by the rules twice. What it cannot hold is read again. */
#ifndef PUBLISH_CAPSULE_SPOOL_H
#define PUBLISH_CAPSULE_SPOOL_H

#include "base/buf.h"
#include "publish/doc/doc.h"

#include <sys/types.h>

struct spool {
	int fd;           /* owned: a file without a name; -1: nothing can be put aside */
	off_t end;        /* of what it holds */
	struct buf bytes; /* owned: of the document at hand */
};

/* Where a document lies; size 0: nowhere. */
struct spooled {
	off_t at;
	size_t size;
};

/* folder: an open one on the disk that has room. Without a file all calls still work. */
void spool_open(struct spool *spool, int folder);
struct spooled spool_put(struct spool *spool, const struct doc *doc);
/* Fills an empty doc; false: it is not there. */
bool spool_take(const struct spool *spool, struct spooled where, struct doc *doc);
/* Lets go of the file; it can be opened anew. */
void spool_close(struct spool *spool);

#endif
