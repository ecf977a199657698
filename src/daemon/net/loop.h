/* The event loop of a worker: readiness of descriptors, timers, signals. Linux' own epoll: each
 * connection costs it one epoll_ctl, and its close none. */
#ifndef DAEMON_NET_LOOP_H
#define DAEMON_NET_LOOP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/queue.h>

enum {
	LOOP_BATCH = 64 /* events taken from the kernel at once */
};

/* Called when the descriptor is ready, a timer has run down or a signal has come. */
typedef void loop_fn(void *owner);

enum watch_kind {
	WATCH_SOCKET,
	WATCH_LISTENER,
	WATCH_SIGNAL,
	WATCH_TIMER
};

struct loop;

/* One thing waited for; it lives in its owner, who stops it before going. */
struct watch {
	struct loop *loop; /* borrowed */
	loop_fn *fn;
	void *owner;             /* borrowed */
	TAILQ_ENTRY(watch) link; /* among the timers, or those that are due */
	enum watch_kind kind;
	int fd;          /* borrowed; of a signal: owned */
	uint32_t events; /* as epoll_ctl takes them */
	bool is_active, is_due;
	bool is_hung;       /* the other end has closed, or the connection is broken */
	int64_t at, period; /* of a timer: milliseconds */
};

TAILQ_HEAD(watch_list, watch);

struct loop {
	int fd; /* owned; -1: closed */
	bool is_stopped;
	struct watch_list timers, due;
	size_t due_count;
	int at, count; /* of ready: the next one, and their end */
	struct epoll_event ready[LOOP_BATCH];
};

/* 0, or -1 when the system gives no loop. */
int loop_open(struct loop *loop);
void loop_close(struct loop *loop);
/* Runs until loop_stop. */
void loop_run(struct loop *loop);
void loop_stop(struct loop *loop);

/* Edge-triggered: fn comes once for new bytes, so read until there are none; not before
 * watch_resume. */
void watch_socket(struct watch *watch, struct loop *loop, int fd, loop_fn *fn, void *owner);
/* From now on also when the socket takes bytes again. 0 or -1. */
int watch_for_write(struct watch *watch);
/* Level-triggered: fn comes as long as there is something to read. 0 or -1. */
int watch_listener(struct watch *watch, struct loop *loop, int fd, loop_fn *fn, void *owner);
/* In the place of what the signal did before. 0 or -1. */
int watch_signal(struct watch *watch, struct loop *loop, int signal, loop_fn *fn, void *owner);
/* Again and again, every so many milliseconds. */
void watch_timer(struct watch *watch, struct loop *loop, unsigned milliseconds, loop_fn *fn,
                 void *owner);
/* Once more in the loop's next turn, without waiting. */
void watch_again(struct watch *watch);
void watch_stop(struct watch *watch);
/* The same for a descriptor that is closed next: the kernel forgets it by itself. */
void watch_drop(struct watch *watch);
/* One that was stopped, or not begun, waits from now on. 0 or -1. */
int watch_resume(struct watch *watch);

/* Milliseconds of a clock that only runs forward, a few milliseconds coarse. */
int64_t loop_now(void);

#endif
