/* Progress is one line on a terminal that tells how far a build has come, once it lasts longer than
 * a second. */
#ifndef PUBLISH_CAPSULE_PROGRESS_H
#define PUBLISH_CAPSULE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
	int64_t next; /* when to tell again: microseconds of CLOCK_MONOTONIC */
	bool is_terminal;
	bool is_shown;
};

/* Only where standard error is a terminal is anything ever shown. */
void progress_start(struct progress *progress);
/* "kapsula: 3200 of 10000 read"; the next line of a report writes over it. */
void progress_tell(struct progress *progress, size_t done, size_t all, const char *what);
/* Takes the line away. */
void progress_end(struct progress *progress);

#endif
