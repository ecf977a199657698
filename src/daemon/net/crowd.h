/* A crowd is more connections than there are places: who has to go for another. */
#ifndef DAEMON_NET_CROWD_H
#define DAEMON_NET_CROWD_H

#include "daemon/net/pool.h"

/* Frees places: of those that have their whole reply; else of the oldest that have asked for
 * nothing, and first of the prefixes that have most of these; else of readers who do not get on.
 * False when there are none of them. */
bool crowd_free_some(struct pool *pool);

/* Closes the oldest of one prefix that have asked for nothing, down to a quarter of its share. */
void crowd_thin(struct pool *pool, unsigned place);

#endif
