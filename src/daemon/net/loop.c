#include "daemon/net/loop.h"

#include <event2/event.h>
#include <time.h>

int
loop_open(struct loop *loop)
{
	struct event_config *config = event_config_new();
	if (!config)
		return -1;
	/* One thread and timers of whole seconds: no locks and no precise clock. */
	event_config_set_flag(config, EVENT_BASE_FLAG_NOLOCK);
	event_config_require_features(config, EV_FEATURE_ET);
	loop->base = event_base_new_with_config(config);
	event_config_free(config);
	return loop->base ? 0 : -1;
}

void
loop_close(struct loop *loop)
{
	if (loop->base)
		event_base_free(loop->base);
	loop->base = NULL;
}

void
loop_run(struct loop *loop)
{
	event_base_dispatch(loop->base);
}

void
loop_stop(struct loop *loop)
{
	event_base_loopbreak(loop->base);
}

static void
call_owner(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	struct watch *watch = arg;
	watch->fn(watch->owner);
}

static int
assign(struct watch *watch, struct loop *loop, int fd, short what)
{
	watch->is_active = false;
	return event_assign(&watch->event, loop->base, fd, what, call_owner, watch);
}

static int
start(struct watch *watch, struct loop *loop, int fd, short what, const struct timeval *every)
{
	if (assign(watch, loop, fd, what) < 0 || event_add(&watch->event, every) < 0)
		return -1;
	watch->is_active = true;
	return 0;
}

static void
set_owner(struct watch *watch, loop_fn *fn, void *owner)
{
	watch->fn = fn;
	watch->owner = owner;
	watch->wants_write = false;
}

int
watch_socket(struct watch *watch, struct loop *loop, int fd, loop_fn *fn, void *owner)
{
	set_owner(watch, fn, owner);
	return assign(watch, loop, fd, EV_READ | EV_ET | EV_PERSIST);
}

int
watch_for_write(struct watch *watch)
{
	if (watch->wants_write)
		return 0;
	struct loop loop = {event_get_base(&watch->event)};
	int fd = event_get_fd(&watch->event);
	event_del(&watch->event);
	watch->is_active = false;
	watch->wants_write = true;
	return start(watch, &loop, fd, EV_READ | EV_WRITE | EV_ET | EV_PERSIST, NULL);
}

int
watch_listener(struct watch *watch, struct loop *loop, int fd, loop_fn *fn, void *owner)
{
	set_owner(watch, fn, owner);
	return start(watch, loop, fd, EV_READ | EV_PERSIST, NULL);
}

int
watch_signal(struct watch *watch, struct loop *loop, int signal, loop_fn *fn, void *owner)
{
	set_owner(watch, fn, owner);
	return start(watch, loop, signal, EV_SIGNAL | EV_PERSIST, NULL);
}

int
watch_timer(struct watch *watch, struct loop *loop, unsigned milliseconds, loop_fn *fn, void *owner)
{
	struct timeval every = {
	    .tv_sec = (time_t)(milliseconds / 1000),
	    .tv_usec = (suseconds_t)(milliseconds % 1000) * 1000,
	};
	set_owner(watch, fn, owner);
	return start(watch, loop, -1, EV_PERSIST, &every);
}

void
watch_again(struct watch *watch)
{
	event_active(&watch->event, EV_READ, 0);
}

void
watch_stop(struct watch *watch)
{
	if (watch->is_active)
		event_del(&watch->event);
	watch->is_active = false;
}

int
watch_resume(struct watch *watch)
{
	if (!watch->is_active && event_add(&watch->event, NULL) < 0)
		return -1;
	watch->is_active = true;
	return 0;
}

int64_t
loop_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
