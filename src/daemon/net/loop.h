/* The event loop of a worker: readiness of descriptors, a timer, signals. libevent behind a small
 * door. */
#ifndef DAEMON_NET_LOOP_H
#define DAEMON_NET_LOOP_H

#include <event2/event_struct.h>
#include <stdbool.h>
#include <stdint.h>

struct loop {
	struct event_base *base; /* owned */
};

/* Called when the descriptor is ready, a timer has run down or a signal has come. */
typedef void loop_fn(void *owner);

/* One thing waited for; it lives in its owner, who stops it before going. */
struct watch {
	struct event event;
	loop_fn *fn;
	void *owner; /* borrowed */
	bool is_active, wants_write;
};

/* 0, or -1 when the system gives no loop. */
int loop_open(struct loop *loop);
void loop_close(struct loop *loop);
/* Runs until loop_stop. */
void loop_run(struct loop *loop);
void loop_stop(struct loop *loop);

/* Edge-triggered: fn comes once for new bytes, so read until there are none; not before
 * watch_resume. 0 or -1. */
int watch_socket(struct watch *watch, struct loop *loop, int fd, loop_fn *fn, void *owner);
/* From now on also when the socket takes bytes again. */
int watch_for_write(struct watch *watch);
/* Level-triggered: fn comes as long as there is something to read. */
int watch_listener(struct watch *watch, struct loop *loop, int fd, loop_fn *fn, void *owner);
int watch_signal(struct watch *watch, struct loop *loop, int signal, loop_fn *fn, void *owner);
/* Again and again, every so many milliseconds. */
int watch_timer(struct watch *watch, struct loop *loop, unsigned milliseconds, loop_fn *fn,
                void *owner);
/* Once more in the loop's next turn, without waiting. */
void watch_again(struct watch *watch);
void watch_stop(struct watch *watch);
/* One that was stopped, or not begun, waits from now on. 0 or -1. */
int watch_resume(struct watch *watch);

/* Milliseconds of a clock that only runs forward, a few milliseconds coarse. */
int64_t loop_now(void);

#endif
