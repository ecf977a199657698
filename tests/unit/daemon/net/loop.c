/* The event loop, over pairs of sockets. */
#include "daemon/net/loop.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cmocka.h>

static struct loop loop;

/* What a watch in these tests belongs to. */
struct owner {
	struct watch watch, *victim;
	int ours, theirs; /* the ends of a pair */
	int calls, stop_at;
};

static int
set_up(void **state)
{
	(void)state;
	return loop_open(&loop);
}

static int
tear_down(void **state)
{
	(void)state;
	loop_close(&loop);
	return 0;
}

static void
count(void *arg)
{
	struct owner *owner = arg;
	if (++owner->calls == owner->stop_at)
		loop_stop(&loop);
}

static void
run_until(struct owner *owner, int calls)
{
	owner->stop_at = calls;
	loop.is_stopped = false;
	loop_run(&loop);
	assert_int_equal(owner->calls, calls);
}

static void
open_pair(struct owner *owner, loop_fn *fn)
{
	int pair[2];
	*owner = (struct owner){0};
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair), 0);
	owner->ours = pair[0];
	owner->theirs = pair[1];
	watch_socket(&owner->watch, &loop, owner->ours, fn, owner);
	assert_int_equal(watch_resume(&owner->watch), 0);
}

static void
close_pair(struct owner *owner)
{
	watch_stop(&owner->watch);
	close(owner->ours);
	close(owner->theirs);
}

static void
say(const struct owner *owner)
{
	assert_int_equal(write(owner->theirs, "x", 1), 1);
}

static void
a_socket_is_told_of_once(void **state)
{
	(void)state;
	struct owner one, other;
	open_pair(&one, count);
	open_pair(&other, count);
	say(&one);
	run_until(&one, 1);
	/* Its byte is still there, but only the other one's is new. */
	say(&other);
	run_until(&other, 1);
	assert_int_equal(one.calls, 1);
	assert_false(one.watch.is_hung);
	close_pair(&one);
	close_pair(&other);
}

static void
the_end_of_the_other_side_is_seen(void **state)
{
	(void)state;
	struct owner owner;
	open_pair(&owner, count);
	shutdown(owner.theirs, SHUT_WR);
	run_until(&owner, 1);
	assert_true(owner.watch.is_hung);
	close_pair(&owner);
}

static void
room_to_write_is_told_when_asked_for(void **state)
{
	(void)state;
	struct owner owner;
	open_pair(&owner, count);
	assert_int_equal(watch_for_write(&owner.watch), 0);
	run_until(&owner, 1);
	assert_int_equal(watch_for_write(&owner.watch), 0);
	close_pair(&owner);
}

static void
drop_victim(void *arg)
{
	struct owner *owner = arg;
	watch_drop(owner->victim);
	count(owner);
}

/* Both events come in one batch; the first one's owner lets the other go. */
static void
who_is_dropped_is_not_called(void **state)
{
	(void)state;
	struct owner one, other;
	open_pair(&one, drop_victim);
	open_pair(&other, drop_victim);
	one.victim = &other.watch;
	other.victim = &one.watch;
	one.stop_at = other.stop_at = 1;
	say(&one);
	say(&other);
	loop.is_stopped = false;
	loop_run(&loop);
	assert_int_equal(one.calls + other.calls, 1);
	close_pair(&one);
	close_pair(&other);
}

static void
count_and_go_on(void *arg)
{
	struct owner *owner = arg;
	watch_again(&owner->watch);
	count(owner);
}

static void
who_goes_on_has_its_turn_after_the_others(void **state)
{
	(void)state;
	struct owner busy, quiet;
	open_pair(&busy, count_and_go_on);
	open_pair(&quiet, count);
	say(&busy);
	run_until(&busy, 3);
	say(&quiet);
	run_until(&quiet, 1);
	assert_in_range(busy.calls, 4, 5);
	watch_drop(&busy.watch);
	int calls = busy.calls;
	say(&quiet);
	run_until(&quiet, 2);
	assert_int_equal(busy.calls, calls);
	close_pair(&busy);
	close_pair(&quiet);
}

static void
timers_come_again_until_stopped(void **state)
{
	(void)state;
	struct owner quick = {0}, slow = {0};
	watch_timer(&quick.watch, &loop, 10, count, &quick);
	watch_timer(&slow.watch, &loop, 60000, count, &slow);
	run_until(&quick, 3);
	watch_stop(&quick.watch);
	watch_stop(&slow.watch);
	assert_true(TAILQ_EMPTY(&loop.timers));
	assert_int_equal(slow.calls, 0);
}

static void
a_signal_is_an_event(void **state)
{
	(void)state;
	struct owner owner = {0};
	assert_int_equal(watch_signal(&owner.watch, &loop, SIGTERM, count, &owner), 0);
	raise(SIGTERM);
	run_until(&owner, 1);
	raise(SIGTERM);
	run_until(&owner, 2);
	watch_stop(&owner.watch);
}

static void
a_listener_that_is_stopped_can_be_resumed(void **state)
{
	(void)state;
	struct owner owner = {0};
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(watch_listener(&owner.watch, &loop, ends[0], count, &owner), 0);
	assert_int_equal(write(ends[1], "x", 1), 1);
	run_until(&owner, 2);
	watch_stop(&owner.watch);
	assert_int_equal(watch_resume(&owner.watch), 0);
	run_until(&owner, 3);
	watch_stop(&owner.watch);
	close(ends[0]);
	close(ends[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_socket_is_told_of_once),
	    cmocka_unit_test(the_end_of_the_other_side_is_seen),
	    cmocka_unit_test(room_to_write_is_told_when_asked_for),
	    cmocka_unit_test(who_is_dropped_is_not_called),
	    cmocka_unit_test(who_goes_on_has_its_turn_after_the_others),
	    cmocka_unit_test(timers_come_again_until_stopped),
	    cmocka_unit_test(a_signal_is_an_event),
	    cmocka_unit_test(a_listener_that_is_stopped_can_be_resumed),
	};
	return cmocka_run_group_tests_name("daemon/net/loop", tests, set_up, tear_down);
}
