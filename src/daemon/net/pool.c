#include "daemon/net/pool.h"

#include "daemon/net/crowd.h"

#include <malloc.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/random.h>

enum {
	ROOMS_KEPT = 64 /* when a crowd has gone */
};

int
pool_open(struct pool *pool, struct loop *loop, size_t max, size_t share,
          const int64_t patience[WAITS])
{
	uint64_t secret;
	*pool = (struct pool){.loop = loop, .max = max};
	pool->slots = calloc(max, sizeof *pool->slots);
	pool->rooms = aligned_alloc(alignof(struct room), max * sizeof *pool->rooms);
	if (!pool->slots || !pool->rooms || getrandom(&secret, sizeof secret, 0) != sizeof secret)
		return -1;
	limit_init(&pool->limit, max, share, secret);
	TAILQ_INIT(&pool->free);
	for (int i = 0; i < WAITS; i++) {
		TAILQ_INIT(&pool->waiting[i]);
		pool->patience[i] = patience[i];
	}
	pool->stall = patience[WAIT_READER];
	pool->patience[WAIT_READER] /= POOL_STALL_LOOKS;
	return 0;
}

void
pool_close(struct pool *pool)
{
	for (int i = 0; i < WAITS; i++)
		while (!TAILQ_EMPTY(&pool->waiting[i]))
			conn_close(TAILQ_FIRST(&pool->waiting[i]));
	watch_stop(&pool->tick);
	free(pool->slots);
	free(pool->rooms);
	*pool = (struct pool){0};
}

static void
expire_list(struct pool *pool, struct conn_list *list, int64_t now)
{
	/* Those that go on waiting move behind the others, with a later deadline. */
	for (size_t left = pool->used; left > 0; left--) {
		struct conn *conn = TAILQ_FIRST(list);
		if (!conn || conn->deadline > now)
			return;
		conn_expire(conn);
	}
}

/* Memory that a crowd has used and left. */
static void
give_back(struct pool *pool)
{
	if (pool->touched <= ROOMS_KEPT)
		return;
	madvise(pool->rooms + ROOMS_KEPT, (pool->touched - ROOMS_KEPT) * sizeof *pool->rooms,
	        MADV_DONTNEED);
	malloc_trim(0);
	pool->touched = 0;
}

static void
on_tick(void *owner)
{
	struct pool *pool = owner;
	int64_t now = loop_now();
	for (int i = 0; i < WAITS; i++)
		expire_list(pool, &pool->waiting[i], now);
	if (pool->on_room)
		pool->on_room(pool->owner);
	accesslog_flush(&pool->log);
	if (pool->used == 0) {
		give_back(pool);
		watch_stop(&pool->tick);
	}
}

void
pool_start_ticking(struct pool *pool)
{
	if (!pool->tick.is_active)
		watch_timer(&pool->tick, pool->loop, POOL_TICK, on_tick, pool);
}

/* The slot used last is still in the caches; one never used costs no memory yet. */
static struct conn *
find_slot(struct pool *pool)
{
	struct conn *conn = TAILQ_FIRST(&pool->free);
	if (conn)
		TAILQ_REMOVE(&pool->free, conn, link);
	else
		conn = &pool->slots[pool->used];
	pool->used++;
	if (pool->used > pool->touched)
		pool->touched = pool->used;
	conn->room = &pool->rooms[conn - pool->slots];
	return conn;
}

struct conn *
pool_take(struct pool *pool, const struct sockaddr_storage *peer)
{
	unsigned place = limit_place(&pool->limit, peer);
	limit_open(&pool->limit, place);
	if (limit_is_crowded(&pool->limit, place))
		crowd_thin(pool, place);
	struct conn *conn = find_slot(pool);
	pool_start_ticking(pool);
	conn->place = place;
	conn->number = pool->opened++;
	conn->wait = WAIT_FIRST_BYTE;
	conn->deadline = loop_now() + pool->patience[WAIT_FIRST_BYTE];
	TAILQ_INSERT_TAIL(&pool->waiting[WAIT_FIRST_BYTE], conn, link);
	return conn;
}

void
pool_give(struct pool *pool, struct conn *conn)
{
	TAILQ_REMOVE(&pool->waiting[conn->wait], conn, link);
	TAILQ_INSERT_HEAD(&pool->free, conn, link);
	limit_close(&pool->limit, conn->place, conn_is_unfinished(conn));
	pool->used--;
	if (pool->used == 0)
		accesslog_flush(&pool->log);
	if (pool->on_room)
		pool->on_room(pool->owner);
}

void
pool_wait(struct pool *pool, struct conn *conn, enum wait wait)
{
	bool was_unfinished = conn_is_unfinished(conn);
	TAILQ_REMOVE(&pool->waiting[conn->wait], conn, link);
	conn->wait = wait;
	conn->deadline = loop_now() + pool->patience[wait];
	TAILQ_INSERT_TAIL(&pool->waiting[wait], conn, link);
	if (was_unfinished && !conn_is_unfinished(conn))
		limit_finish(&pool->limit, conn->place);
}

bool
pool_is_strained_by(const struct pool *pool, const struct conn *conn)
{
	return limit_is_greedy(&pool->limit, conn->place);
}

void
pool_hang_up(struct pool *pool)
{
	for (int i = 0; i < WAITS; i++) {
		struct conn *conn, *next;
		for (conn = TAILQ_FIRST(&pool->waiting[i]); conn; conn = next) {
			next = TAILQ_NEXT(conn, link);
			conn_hang_up(conn);
		}
	}
}
