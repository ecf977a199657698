#include "daemon/net/pool.h"

#include <stdlib.h>

int
pool_open(struct pool *pool, struct loop *loop, size_t max, const int64_t patience[WAITS])
{
	*pool = (struct pool){.loop = loop, .max = max};
	pool->slots = calloc(max, sizeof *pool->slots);
	if (!pool->slots)
		return -1;
	TAILQ_INIT(&pool->free);
	for (int i = 0; i < WAITS; i++) {
		TAILQ_INIT(&pool->waiting[i]);
		pool->patience[i] = patience[i];
	}
	pool->patience[WAIT_READER] /= POOL_STALL_CHECKS;
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
	if (pool->used == 0)
		watch_stop(&pool->tick);
}

void
pool_start_ticking(struct pool *pool)
{
	if (!pool->tick.is_active)
		watch_timer(&pool->tick, pool->loop, POOL_TICK, on_tick, pool);
}

/* The slot used last is still in the caches; one never used costs no memory yet. */
struct conn *
pool_take(struct pool *pool)
{
	struct conn *conn = TAILQ_FIRST(&pool->free);
	if (conn)
		TAILQ_REMOVE(&pool->free, conn, link);
	else if (pool->used < pool->max)
		conn = &pool->slots[pool->used];
	else
		return NULL;
	pool->used++;
	pool_start_ticking(pool);
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
	bool was_full = pool->used == pool->max;
	pool->used--;
	if (pool->used == 0)
		accesslog_flush(&pool->log);
	if (was_full && pool->on_room)
		pool->on_room(pool->owner);
}

void
pool_wait(struct pool *pool, struct conn *conn, enum wait wait)
{
	TAILQ_REMOVE(&pool->waiting[conn->wait], conn, link);
	conn->wait = wait;
	conn->deadline = loop_now() + pool->patience[wait];
	TAILQ_INSERT_TAIL(&pool->waiting[wait], conn, link);
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
