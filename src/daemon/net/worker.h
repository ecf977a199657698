/* A worker serves: one event loop, its listeners, its connections. */
#ifndef DAEMON_NET_WORKER_H
#define DAEMON_NET_WORKER_H

#include "daemon/net/address.h"
#include "daemon/net/conn.h"
#include "daemon/net/listen.h"

#include <stddef.h>

struct worker_options {
	const struct listener *listeners; /* borrowed */
	size_t listeners_count;
	size_t worker, workers;                 /* which of how many */
	size_t max_connections, max_per_prefix; /* as pool_open takes them */
	size_t descriptors;                     /* that the system lets it have */
	int64_t patience[WAITS];                /* milliseconds */
	enum address_form log_address;
	int64_t farewell; /* milliseconds that replies under way get at the end */
	/* Called when the first connection could be taken. */
	void (*on_ready)(void *owner);
	void *owner;
};

/* Serves until it is told to end: by SIGTERM or SIGINT, then what is under way gets until the
 * farewell is over, or by SIGQUIT, then it gets all the time that its own deadlines leave it. 0, or
 * -1 when it could not begin. */
int worker_run(const struct worker_options *options);

#endif
