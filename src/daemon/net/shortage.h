/* A shortage is a want of what the system, the configuration or a build gives a worker. An operator
 * is told of it in the log, with the remedy. */
#ifndef DAEMON_NET_SHORTAGE_H
#define DAEMON_NET_SHORTAGE_H

#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

enum shortage {
	SHORTAGE_NONE,
	SHORTAGE_PLACES,      /* for connections */
	SHORTAGE_DESCRIPTORS, /* of this process */
	SHORTAGE_FILES,       /* of all processes */
	SHORTAGE_MEMORY,
	SHORTAGE_DISK,  /* what is published cannot be read */
	SHORTAGE_BUILD, /* the newest build cannot be opened */
	SHORTAGE_INDEX, /* its search.db cannot be used */
	SHORTAGES
};

enum {
	SHORTAGE_PAUSE = 60000 /* milliseconds between two lines about the same */
};

struct shortages {
	size_t places, descriptors; /* that there are in all */
	int64_t told[SHORTAGES];    /* by the caller's clock; 0: never */
};

/* Which one an error of the system tells of. */
enum shortage shortage_of(int error);
/* A line about it, unless there was one within the pause. capsule: the name of the one concerned,
 * from SHORTAGE_DISK on; now: milliseconds of a clock that runs forward. */
void shortage_tell(struct shortages *shortages, enum shortage shortage, struct str capsule,
                   int64_t now);

#endif
