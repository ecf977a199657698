/* The pool holds all connections of a worker: a fixed number of slots, their deadlines, and who has
 * to go when there are too many. */
#ifndef DAEMON_NET_POOL_H
#define DAEMON_NET_POOL_H

#include "daemon/net/accesslog.h"
#include "daemon/net/conn.h"
#include "daemon/net/limit.h"
#include "daemon/net/shortage.h"

enum {
	POOL_TICK = 500,     /* milliseconds between two looks at the deadlines */
	POOL_STALL_LOOKS = 9 /* at a reader in the time that one may stall */
};

TAILQ_HEAD(conn_list, conn);

struct pool {
	struct loop *loop;  /* borrowed */
	struct conn *slots; /* owned */
	struct room *rooms; /* owned; one a slot */
	size_t used, max;
	size_t touched;  /* the most slots in use since memory was given back */
	uint64_t opened; /* since the start */
	struct conn_list free;
	struct conn_list waiting[WAITS]; /* the earliest deadline first */
	int64_t patience[WAITS];         /* milliseconds */
	int64_t stall;                   /* milliseconds that a reader may not get on */
	struct limit limit;
	struct watch tick;
	struct shortages shortages;
	struct accesslog log; /* flushed on each tick, and when nobody is left to serve */
	/* Called on each tick and when a connection has gone; may be NULL. */
	void (*on_room)(void *owner);
	void *owner;
};

/* 0, or -1 when there is no memory. patience[WAIT_READER] is how long a reader may stall; share
 * is as limit_init takes it. */
int pool_open(struct pool *pool, struct loop *loop, size_t max, size_t share,
              const int64_t patience[WAITS]);
void pool_close(struct pool *pool);

/* A slot for a connection from there; there must be one. Where its prefix crowds the others, the
 * oldest of its connections that have asked for nothing go. */
struct conn *pool_take(struct pool *pool, const struct sockaddr_storage *peer);
/* Gives a slot back that pool_take gave. */
void pool_give(struct pool *pool, struct conn *conn);
/* Starts the deadline of that wait anew. */
void pool_wait(struct pool *pool, struct conn *conn, enum wait wait);
/* Under pressure, and its prefix has more than its share. */
bool pool_is_strained_by(const struct pool *pool, const struct conn *conn);
/* Ticks even without connections, until the next one that finds none. */
void pool_start_ticking(struct pool *pool);
/* conn_hang_up for each connection. */
void pool_hang_up(struct pool *pool);

#endif
