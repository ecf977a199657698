/* The supervisor keeps the workers: it forks them, replaces one that dies, and hands over to a new
 * program on SIGHUP. It passes no client byte. */
#ifndef DAEMON_SUPERVISE_H
#define DAEMON_SUPERVISE_H

#include "daemon/net/worker.h"
#include "daemon/server.h"

struct supervise_options {
	const struct server *server;  /* borrowed; open */
	struct worker_options worker; /* what all workers have in common */
	char **argv;                  /* the command line, to be used again on SIGHUP */
};

/* Runs until SIGTERM or SIGINT has ended all workers. 0; or -1 when the workers cannot begin: they
 * have said why. */
int supervise_run(const struct supervise_options *options);

#endif
