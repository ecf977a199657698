/* The crew: the worker processes of a supervisor, and those of the program that it was before, who
 * are leaving. */
#ifndef DAEMON_CREW_H
#define DAEMON_CREW_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct crew_worker {
	pid_t pid;    /* 0: none */
	int ready_fd; /* owned: a byte comes when it is ready; -1 afterwards */
	bool is_ready;
	unsigned failures; /* in a row, before it was ready */
	int64_t start_at;  /* when there is none: milliseconds, any clock that runs forward */
};

struct crew {
	struct crew_worker *workers; /* owned */
	size_t count;
	pid_t *leaving; /* owned */
	size_t leaving_count;
};

/* A worker's life: writes a byte to ready_fd when it serves. The value is its exit status. */
typedef int crew_fn(void *owner, size_t worker, int ready_fd);

/* Who leaves is read from, and cleared in, the environment. 0, or -1 when there is no memory. */
int crew_open(struct crew *crew, size_t count);
void crew_close(struct crew *crew);
/* Writes all of the crew to the environment, for the program that this process will be. 0 or -1. */
int crew_give(const struct crew *crew);

/* Forks the workers whose time has come. 0, or -1 and errno: the rest is tried again later. */
int crew_start(struct crew *crew, int64_t now, crew_fn *run, void *owner);
/* A child has ended. The worker that it was, or NULL for one who was leaving or no worker; what it
 * was stays in its fields, but for the pid, until crew_start. */
struct crew_worker *crew_lose(struct crew *crew, pid_t pid, int64_t now);
/* Looks whether workers are ready; never waits. */
void crew_look(struct crew *crew);

/* Whether all have been ready; whether nobody is left. */
bool crew_is_ready(const struct crew *crew);
bool crew_is_gone(const struct crew *crew);
/* Milliseconds until the next start; -1: none is due. */
int crew_patience(const struct crew *crew, int64_t now);

/* Those who leave; or everybody. */
void crew_signal_leaving(const struct crew *crew, int signal);
void crew_signal(const struct crew *crew, int signal);

/* Fills one pollfd a worker, for its readiness. */
void crew_poll(const struct crew *crew, struct pollfd *list);

#endif
