#include "daemon/net/loop.h"

#include <signal.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

int
loop_open(struct loop *loop)
{
	*loop = (struct loop){.fd = epoll_create1(EPOLL_CLOEXEC)};
	TAILQ_INIT(&loop->timers);
	TAILQ_INIT(&loop->due);
	return loop->fd < 0 ? -1 : 0;
}

void
loop_close(struct loop *loop)
{
	if (loop->fd >= 0)
		close(loop->fd);
	loop->fd = -1;
}

void
loop_stop(struct loop *loop)
{
	loop->is_stopped = true;
}

static void
take_signal(const struct watch *watch)
{
	struct signalfd_siginfo info;
	(void)!read(watch->fd, &info, sizeof info);
}

static void
call_ready(struct loop *loop)
{
	while (loop->at < loop->count) {
		const struct epoll_event *event = &loop->ready[loop->at++];
		struct watch *watch = event->data.ptr;
		if (!watch)
			continue;
		watch->is_hung |= (event->events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
		if (watch->kind == WATCH_SIGNAL)
			take_signal(watch);
		watch->fn(watch->owner);
	}
}

static void
forget_due(struct watch *watch)
{
	if (!watch->is_due)
		return;
	TAILQ_REMOVE(&watch->loop->due, watch, link);
	watch->loop->due_count--;
	watch->is_due = false;
}

/* Those that become due meanwhile have the next turn. */
static void
call_due(struct loop *loop)
{
	for (size_t left = loop->due_count; left > 0 && loop->due_count; left--) {
		struct watch *watch = TAILQ_FIRST(&loop->due);
		forget_due(watch);
		watch->fn(watch->owner);
	}
}

static struct watch *
expired(const struct loop *loop, int64_t now)
{
	struct watch *watch;
	TAILQ_FOREACH(watch, &loop->timers, link)
	if (watch->at <= now)
		return watch;
	return NULL;
}

static void
call_timers(struct loop *loop)
{
	struct watch *watch;
	if (TAILQ_EMPTY(&loop->timers))
		return;
	int64_t now = loop_now();
	while ((watch = expired(loop, now))) {
		watch->at = now + watch->period;
		watch->fn(watch->owner);
	}
}

/* How long the kernel may wait; -1: for ever. */
static int
patience(const struct loop *loop)
{
	int64_t least = INT64_MAX;
	const struct watch *watch;
	if (loop->due_count)
		return 0;
	TAILQ_FOREACH(watch, &loop->timers, link)
	if (watch->at < least)
		least = watch->at;
	if (least == INT64_MAX)
		return -1;
	int64_t now = loop_now();
	return least > now ? (int)(least - now) : 0;
}

void
loop_run(struct loop *loop)
{
	while (!loop->is_stopped) {
		int count = epoll_wait(loop->fd, loop->ready, LOOP_BATCH, patience(loop));
		loop->at = 0;
		loop->count = count > 0 ? count : 0;
		call_ready(loop);
		call_due(loop);
		call_timers(loop);
	}
}

static void
set(struct watch *watch, struct loop *loop, enum watch_kind kind, loop_fn *fn, void *owner)
{
	*watch = (struct watch){.loop = loop, .fn = fn, .owner = owner, .kind = kind, .fd = -1};
}

static int
control(struct watch *watch, int command)
{
	struct epoll_event event = {.events = watch->events, .data.ptr = watch};
	return epoll_ctl(watch->loop->fd, command, watch->fd, &event);
}

void
watch_socket(struct watch *watch, struct loop *loop, int fd, loop_fn *fn, void *owner)
{
	set(watch, loop, WATCH_SOCKET, fn, owner);
	watch->fd = fd;
	watch->events = EPOLLIN | EPOLLRDHUP | EPOLLET;
}

int
watch_for_write(struct watch *watch)
{
	if (watch->events & EPOLLOUT)
		return 0;
	watch->events |= EPOLLOUT;
	return control(watch, EPOLL_CTL_MOD);
}

int
watch_listener(struct watch *watch, struct loop *loop, int fd, loop_fn *fn, void *owner)
{
	set(watch, loop, WATCH_LISTENER, fn, owner);
	watch->fd = fd;
	watch->events = EPOLLIN;
	return watch_resume(watch);
}

int
watch_signal(struct watch *watch, struct loop *loop, int signal, loop_fn *fn, void *owner)
{
	sigset_t wanted;
	set(watch, loop, WATCH_SIGNAL, fn, owner);
	sigemptyset(&wanted);
	sigaddset(&wanted, signal);
	if (sigprocmask(SIG_BLOCK, &wanted, NULL) < 0)
		return -1;
	watch->fd = signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
	watch->events = EPOLLIN;
	if (watch->fd >= 0 && watch_resume(watch) == 0)
		return 0;
	if (watch->fd >= 0)
		close(watch->fd);
	return -1;
}

void
watch_timer(struct watch *watch, struct loop *loop, unsigned milliseconds, loop_fn *fn, void *owner)
{
	set(watch, loop, WATCH_TIMER, fn, owner);
	watch->period = milliseconds;
	watch->at = loop_now() + watch->period;
	TAILQ_INSERT_TAIL(&loop->timers, watch, link);
	watch->is_active = true;
}

void
watch_again(struct watch *watch)
{
	if (watch->is_due)
		return;
	TAILQ_INSERT_TAIL(&watch->loop->due, watch, link);
	watch->loop->due_count++;
	watch->is_due = true;
}

void
watch_drop(struct watch *watch)
{
	struct loop *loop = watch->loop;
	if (!watch->is_active)
		return;
	watch->is_active = false;
	forget_due(watch);
	/* Its event may be among those that have been taken already. */
	for (int i = loop->at; i < loop->count; i++)
		if (loop->ready[i].data.ptr == watch)
			loop->ready[i].data.ptr = NULL;
}

void
watch_stop(struct watch *watch)
{
	if (!watch->is_active)
		return;
	if (watch->kind == WATCH_TIMER)
		TAILQ_REMOVE(&watch->loop->timers, watch, link);
	else if (watch->kind == WATCH_SIGNAL)
		close(watch->fd);
	else
		control(watch, EPOLL_CTL_DEL);
	watch_drop(watch);
}

int
watch_resume(struct watch *watch)
{
	if (!watch->is_active && control(watch, EPOLL_CTL_ADD) < 0)
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
