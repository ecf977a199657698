#include "daemon/net/crowd.h"

enum {
	PART_AT_ONCE = 64,  /* one in so many places is freed at once, so that searching is rare */
	LOOKS_AT_ONCE = 64, /* at readers, a system call each */
	PAUSE_MAX = 10000   /* milliseconds that may pass between two acknowledgements */
};

/* A walk along those that have asked for nothing, from the oldest on. */
struct walk {
	struct conn *silent, *asking;
};

static struct walk
walk_begin(const struct pool *pool)
{
	return (struct walk){TAILQ_FIRST(&pool->waiting[WAIT_FIRST_BYTE]),
	                     TAILQ_FIRST(&pool->waiting[WAIT_REQUEST])};
}

/* NULL at the end; the one before it may be gone by then. */
static struct conn *
walk_next(struct walk *walk)
{
	struct conn *silent = walk->silent, *asking = walk->asking;
	if (silent && (!asking || silent->number < asking->number)) {
		walk->silent = TAILQ_NEXT(silent, link);
		return silent;
	}
	if (asking)
		walk->asking = TAILQ_NEXT(asking, link);
	return asking;
}

static uint32_t
unfinished_beside(const struct pool *pool, const struct conn *conn)
{
	return pool->limit.counts[conn->place].unfinished;
}

/* Of the first few of the walk, those whose prefixes have more than so many. */
static void
close_oldest(struct pool *pool, size_t among, uint32_t more_than)
{
	struct walk walk = walk_begin(pool);
	struct conn *conn;
	size_t left = pool->max / PART_AT_ONCE + 1;
	for (; left > 0 && among > 0 && (conn = walk_next(&walk)); among--)
		if (unfinished_beside(pool, conn) > more_than) {
			conn_close(conn);
			left--;
		}
}

/* Only the older half is judged by its prefixes: where a flood comes from many, one with a few
 * readers of whom all have just come would have most. */
static void
close_unfinished(struct pool *pool)
{
	size_t before = pool->used;
	close_oldest(pool, pool->limit.unfinished / 2, limit_worst(&pool->limit) / 2);
	if (pool->used == before)
		close_oldest(pool, pool->limit.unfinished, 0);
}

/* They wait for nothing but the client's end. */
static void
close_ended(struct pool *pool)
{
	struct conn *conn;
	size_t left = pool->max / PART_AT_ONCE + 1;
	for (; left > 0 && (conn = TAILQ_FIRST(&pool->waiting[WAIT_END])); left--)
		conn_close(conn);
}

/* Those without progress for as long as acknowledgements may take. */
static void
close_stalled(struct pool *pool)
{
	int64_t patience = pool->patience[WAIT_READER];
	int64_t before = loop_now() - (patience < PAUSE_MAX ? patience : PAUSE_MAX);
	struct conn *conn, *next;
	int left = LOOKS_AT_ONCE;
	for (conn = TAILQ_FIRST(&pool->waiting[WAIT_READER]); conn && left > 0; conn = next) {
		next = TAILQ_NEXT(conn, link);
		if (conn->moved > before)
			continue;
		conn_yield(conn);
		left--;
	}
}

bool
crowd_free_some(struct pool *pool)
{
	static void (*const ways[])(struct pool *) = {close_ended, close_unfinished, close_stalled};
	size_t before = pool->used;
	for (size_t i = 0; i < sizeof ways / sizeof *ways && pool->used == before; i++)
		ways[i](pool);
	return pool->used < before;
}

void
crowd_thin(struct pool *pool, unsigned place)
{
	struct walk walk = walk_begin(pool);
	struct conn *conn;
	while ((conn = walk_next(&walk)))
		if (conn->place == place && unfinished_beside(pool, conn) > pool->limit.share / 4)
			conn_close(conn);
}
