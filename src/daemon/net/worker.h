/* A worker serves: one event loop, its listeners, its connections. */
#ifndef DAEMON_NET_WORKER_H
#define DAEMON_NET_WORKER_H

#include "daemon/net/conn.h"
#include "daemon/net/listen.h"

#include <stddef.h>

struct worker_options {
	const struct listener *listeners; /* borrowed */
	size_t listeners_count;
	size_t max_connections;
	int64_t patience[WAITS]; /* milliseconds */
	int64_t farewell;        /* milliseconds that replies under way get at the end */
	void (*on_ready)(void);  /* called when the first connection could be taken; may be NULL */
};

/* Serves until SIGTERM or SIGINT, then lets the replies under way come to their end. 0, or -1
 * when it could not begin. */
int worker_run(const struct worker_options *options);

#endif
