/* A shelf holds the files that were asked for last, so that a page which many want is looked up
 * and read once. For folders in which nothing changes: a name means the same file until
 * shelf_clear. */
#ifndef DAEMON_SITE_SHELF_H
#define DAEMON_SITE_SHELF_H

#include "daemon/message.h"

enum {
	SHELF_PLACES = 32,
	SHELF_PATH_MAX = 104 /* bytes; a file with a longer path is opened each time */
};

/* A name picks its place by its bytes, and whoever had that place before gives way. */
struct shelf {
	struct shelf_place {
		struct file file; /* shared */
		int dir;          /* borrowed */
		size_t n;         /* 0: the place is empty */
		char path[SHELF_PATH_MAX];
	} places[SHELF_PLACES];
};

void shelf_init(struct shelf *shelf);
/* Lets go of all files. */
void shelf_clear(struct shelf *shelf);
/* As file_open does; what could not be opened is not kept. */
int shelf_open(struct shelf *shelf, int dir, struct str path, struct file *file);

#endif
