/* A watch tells when the sources of a capsule change: text/ with all folders in it, and
 * capsule.txt. */
#ifndef PUBLISH_CAPSULE_WATCH_H
#define PUBLISH_CAPSULE_WATCH_H

#include "base/buf.h"

struct watch {
	struct buf name;     /* owned: the folder that holds text/, a C string */
	int inotify, signal; /* owned: what is awaited */
};

enum watch_end {
	WATCH_CHANGED,
	WATCH_STOPPED, /* by SIGINT or SIGTERM */
	WATCH_FAILED   /* after a report */
};

/* Also holds SIGINT and SIGTERM back, so that they end a wait and never a build. 0, or -1 after a
 * report; to be closed in any case. */
int watch_open(struct watch *watch, struct str source);

/* Looks at every folder there is now; to be called before each build, so that nothing changes
 * unseen behind it. 0, or -1 after a report. */
int watch_renew(struct watch *watch);

/* Waits until something has changed and then, for a moment, nothing else. */
enum watch_end watch_wait(struct watch *watch);

void watch_close(struct watch *watch);

#endif
