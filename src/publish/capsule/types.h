/* Types tells the media type of a file from its content, by libmagic, which is opened when the
 * first file asks for it. */
#ifndef PUBLISH_CAPSULE_TYPES_H
#define PUBLISH_CAPSULE_TYPES_H

#include "base/buf.h"

struct types {
	void *magic;      /* owned: libmagic's cookie; NULL: not opened yet */
	struct buf bytes; /* owned: the beginning of the file at hand */
	struct buf type;  /* owned: the last answer */
};

/* The type of an open file called name, read without moving its offset; borrowed until the next
 * call. Empty and errno when it cannot be read, ENOPKG when libmagic has no data to start with. */
struct str types_find(struct types *types, int fd, struct str name);
void types_free(struct types *types);

#endif
