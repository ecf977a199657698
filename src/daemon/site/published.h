/* What a capsule's folder publishes now: the build behind its link "current", or the folder itself
 * where there is no such link. */
#ifndef DAEMON_SITE_PUBLISHED_H
#define DAEMON_SITE_PUBLISHED_H

#include "base/str.h"
#include "daemon/message.h"
#include "daemon/site/searchmap.h"
#include "daemon/site/shelf.h"

enum {
	PUBLISHED_LINK_MAX = 64,
	PUBLISHED_LOOK = 500 /* milliseconds between two looks for a new build */
};

struct published {
	int out;                       /* borrowed: the capsule's folder */
	int roots[MIRRORS];            /* owned: the trees, for file_open */
	struct str table;              /* owned: a map of the table; empty without one */
	struct searchmap search;       /* owned */
	char link[PUBLISHED_LINK_MAX]; /* what "current" said; "" where there is none */
	int64_t looked;                /* when, by the clock of published_refresh */
	int error;                     /* of the build that "current" says now; 0: it is served */
	struct shelf shelf;            /* owned: of the build's files */
};

/* 0, or -1 and errno when the folder holds nothing that can be served. */
int published_open(struct published *published, int out);
void published_close(struct published *published);

/* Follows a flip of "current", looking at most every PUBLISHED_LOOK of a clock in milliseconds;
 * keeps what it has while the new one cannot be opened. */
void published_refresh(struct published *published, int64_t now);

/* Opens a file of one of the trees, as file_open does. Nothing changes in a build that is finished:
 * its files are opened once between two looks. */
int published_file(struct published *published, enum mirror mirror, struct str path,
                   struct file *file);

#endif
