/* A folder's listing, read when it is asked for. */
#ifndef DAEMON_SITE_LISTING_H
#define DAEMON_SITE_LISTING_H

#include "daemon/message.h"

enum {
	LISTING_MAX = 1000 /* entries; of a larger folder the first that it gives, and a mark */
};

/* Takes the folder's descriptor. Sorted by name, folders first; hidden files and the index files
 * are left out. 0, or -1 and errno. */
int listing_read(int folder, struct entries *entries);
void entries_free(struct entries *entries);

#endif
