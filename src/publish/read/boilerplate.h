/* Boilerplate: the short lines that the files of one folder share, as menus and footers do (R3d).
 * A build counts them over all files first; reading then reports them, and drops them when asked.
 */
#ifndef PUBLISH_READ_BOILERPLATE_H
#define PUBLISH_READ_BOILERPLATE_H

#include "publish/read/read.h"

struct boilerplate_slot;

struct boilerplate {
	struct boilerplate_slot *slots; /* owned */
	size_t room, count, files;
};

/* Counts the short lines of one more file, each once; the options say how it is decoded. */
void boilerplate_count(struct boilerplate *boilerplate, struct str bytes,
                       const struct read_options *options);
/* Whether the line stands in three files or more and in 30 % of them. */
bool boilerplate_has(const struct boilerplate *boilerplate, struct str line);
void boilerplate_free(struct boilerplate *boilerplate);

#endif
