#include "daemon/net/worker.h"

#include "base/log.h"
#include "daemon/net/crowd.h"
#include "daemon/net/pool.h"
#include "daemon/site/site.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum {
	ACCEPT_BATCH = 64, /* connections taken before those at hand have their turn */
	RESERVE = 8,       /* descriptors left free for the pages of those who are there */
	FAREWELL_TICK = 20 /* milliseconds */
};

struct worker;

struct acceptor {
	struct worker *worker;
	const struct listener *listener;
	int fd; /* borrowed */
	struct watch watch;
};

struct worker {
	const struct worker_options *options;
	struct loop loop;
	struct pool pool;
	struct acceptor *acceptors; /* owned; one a socket that is this worker's */
	size_t acceptors_count;
	bool is_paused; /* no slot or descriptor for another connection */
	bool is_leaving;
	int64_t leave_by; /* loop_now() */
	struct watch terminate, interrupt, quit, farewell, look;
};

static void
pause_accepting(struct worker *worker)
{
	worker->is_paused = true;
	for (size_t i = 0; i < worker->acceptors_count; i++)
		watch_stop(&worker->acceptors[i].watch);
	/* The pool's ticks resume it. */
	pool_start_ticking(&worker->pool);
}

static void
resume_accepting(void *owner)
{
	struct worker *worker = owner;
	if (!worker->is_paused || worker->is_leaving)
		return;
	worker->is_paused = false;
	for (size_t i = 0; i < worker->acceptors_count; i++)
		if (watch_resume(&worker->acceptors[i].watch) < 0)
			pause_accepting(worker);
}

static void
tell_shortage(struct worker *worker, enum shortage shortage, struct str capsule)
{
	shortage_tell(&worker->pool.shortages, shortage, capsule, loop_now());
}

/* accept(2): these are the connection's own misfortunes, the next one may be well. */
static bool
is_passing(int error)
{
	return error == ECONNABORTED || error == EINTR || error == EPROTO || error == ENETDOWN ||
	       error == ENOPROTOOPT || error == EHOSTDOWN || error == ENONET ||
	       error == EHOSTUNREACH || error == EOPNOTSUPP || error == ENETUNREACH;
}

/* What to do after a connection could not be taken: go on, or false. */
static bool
recover(struct worker *worker, int error)
{
	if (is_passing(error))
		return true;
	tell_shortage(worker, shortage_of(error), STR_NONE);
	if (error == EMFILE && crowd_free_some(&worker->pool))
		return true;
	/* ENFILE, ENOBUFS and ENOMEM pass, too, but not at once. */
	if (error != EAGAIN && error != EWOULDBLOCK)
		pause_accepting(worker);
	return false;
}

/* The lowest free number is given out first: all below fd are in use. */
static void
keep_reserve(struct worker *worker, int fd)
{
	if ((size_t)fd + RESERVE < worker->options->descriptors)
		return;
	tell_shortage(worker, SHORTAGE_DESCRIPTORS, STR_NONE);
	crowd_free_some(&worker->pool);
}

/* Takes one connection, for which there is a slot; false when none is there, or no descriptor. */
static bool
accept_one(struct acceptor *acceptor)
{
	struct pool *pool = &acceptor->worker->pool;
	struct sockaddr_storage peer;
	int fd = listen_accept(acceptor->fd, &peer);
	if (fd < 0)
		return recover(acceptor->worker, errno);
	keep_reserve(acceptor->worker, fd);
	conn_open(pool_take(pool, &peer), pool, acceptor->listener, fd);
	return true;
}

/* Slots are freed only here, where one surely waits; whoever is behind it has the next turn. */
static void
on_connection(void *owner)
{
	struct acceptor *acceptor = owner;
	struct pool *pool = &acceptor->worker->pool;
	if (pool->used == pool->max && !crowd_free_some(pool)) {
		tell_shortage(acceptor->worker, SHORTAGE_PLACES, STR_NONE);
		pause_accepting(acceptor->worker);
		return;
	}
	/* One accept too many would cost as much as a good one: the kernel makes a socket before
	 * it looks whether anyone is there. */
	unsigned waiting = listen_waiting(acceptor->fd);
	for (unsigned i = 0; i < waiting && i < ACCEPT_BATCH && pool->used < pool->max; i++)
		if (!accept_one(acceptor))
			return;
}

static void
on_farewell(void *owner)
{
	struct worker *worker = owner;
	if (worker->pool.used && loop_now() < worker->leave_by)
		return;
	if (worker->pool.used)
		log_line("%zu connections were cut off at the end", worker->pool.used);
	loop_stop(&worker->loop);
}

static void
leave(struct worker *worker, int64_t leave_by)
{
	worker->leave_by = leave_by;
	if (worker->is_leaving)
		return;
	worker->is_leaving = true;
	for (size_t i = 0; i < worker->acceptors_count; i++)
		watch_stop(&worker->acceptors[i].watch);
	watch_timer(&worker->farewell, &worker->loop, FAREWELL_TICK, on_farewell, worker);
}

/* Where it is no passing want of the system, something is wrong with the build. */
static enum shortage
shortage_of_build(int error)
{
	enum shortage shortage = shortage_of(error);
	return shortage ? shortage : SHORTAGE_BUILD;
}

static void
look_at(struct worker *worker, struct site *site)
{
	const struct published *published = &site->published;
	site_refresh(site, loop_now());
	if (published->error)
		tell_shortage(worker, shortage_of_build(published->error), site->names[0]);
	if (published->search.is_broken)
		tell_shortage(worker, SHORTAGE_INDEX, site->names[0]);
}

static void
on_look(void *owner)
{
	struct worker *worker = owner;
	for (size_t i = 0; i < worker->options->listeners_count; i++) {
		const struct listener *listener = &worker->options->listeners[i];
		for (size_t k = 0; k < listener->count; k++)
			look_at(worker, listener->sites[k]);
	}
}

static void
on_terminate(void *owner)
{
	struct worker *worker = owner;
	leave(worker, loop_now() + worker->options->farewell);
	pool_hang_up(&worker->pool);
}

static void
on_quit(void *owner)
{
	leave(owner, INT64_MAX);
}

static int
open_acceptor(struct worker *worker, const struct listener *listener, int fd)
{
	struct acceptor *acceptor = &worker->acceptors[worker->acceptors_count++];
	*acceptor = (struct acceptor){.worker = worker, .listener = listener, .fd = fd};
	return watch_listener(&acceptor->watch, &worker->loop, fd, on_connection, acceptor);
}

static int
open_acceptors(struct worker *worker)
{
	const struct worker_options *options = worker->options;
	size_t most = 0;
	for (size_t i = 0; i < options->listeners_count; i++)
		most += options->listeners[i].fds_count;
	worker->acceptors = calloc(most, sizeof *worker->acceptors);
	if (!worker->acceptors)
		return -1;
	for (size_t i = 0; i < options->listeners_count; i++) {
		const struct listener *listener = &options->listeners[i];
		for (size_t place = 0; place < listener->fds_count; place++)
			if (listen_is_for(listener, place, options->worker, options->workers) &&
			    open_acceptor(worker, listener, listener->fds[place]) < 0)
				return -1;
	}
	return 0;
}

static int
open_signals(struct worker *worker)
{
	struct loop *loop = &worker->loop;
	if (watch_signal(&worker->terminate, loop, SIGTERM, on_terminate, worker) < 0 ||
	    watch_signal(&worker->quit, loop, SIGQUIT, on_quit, worker) < 0)
		return -1;
	return watch_signal(&worker->interrupt, loop, SIGINT, on_terminate, worker);
}

static int
open_worker(struct worker *worker)
{
	const struct worker_options *options = worker->options;
	if (loop_open(&worker->loop) < 0)
		return -1;
	if (pool_open(&worker->pool, &worker->loop, options->max_connections,
	              options->max_per_prefix, options->patience) < 0)
		return -1;
	worker->pool.log.form = options->log_address;
	worker->pool.shortages.places = options->max_connections;
	worker->pool.shortages.descriptors = options->descriptors;
	worker->pool.on_room = resume_accepting;
	worker->pool.owner = worker;
	watch_timer(&worker->look, &worker->loop, SITE_LOOK, on_look, worker);
	return open_signals(worker) < 0 ? -1 : open_acceptors(worker);
}

static void
close_worker(struct worker *worker)
{
	for (size_t i = 0; i < worker->acceptors_count; i++)
		watch_stop(&worker->acceptors[i].watch);
	free(worker->acceptors);
	watch_stop(&worker->terminate);
	watch_stop(&worker->interrupt);
	watch_stop(&worker->quit);
	watch_stop(&worker->farewell);
	watch_stop(&worker->look);
	if (worker->pool.slots)
		pool_close(&worker->pool);
	loop_close(&worker->loop);
}

int
worker_run(const struct worker_options *options)
{
	struct worker worker = {.options = options};
	int result = open_worker(&worker);
	if (result == 0) {
		options->on_ready(options->owner);
		loop_run(&worker.loop);
	}
	close_worker(&worker);
	return result;
}
