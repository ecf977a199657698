#include "daemon/supervise.h"

#include "base/fd.h"
#include "base/log.h"
#include "daemon/crew.h"
#include "daemon/inherit.h"
#include "daemon/notify.h"
#include "daemon/sandbox.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	KILL_AFTER = 2000 /* milliseconds that workers get beyond their own farewell */
};

struct supervisor {
	const struct supervise_options *options;
	struct crew crew;
	struct pollfd *polled; /* owned: the signals, then the crew */
	pid_t pid;
	char program[PATH_MAX]; /* where it was started from, whatever stands there now */
	int signals;            /* owned; a signalfd */
	pid_t checker;          /* tries the new configuration; 0: none */
	bool wants_reload;
	bool is_ready;   /* all workers have been ready at once */
	bool has_failed; /* a worker could not even begin */
	bool is_leaving;
	int64_t kill_at; /* loop_now() */
};

/* In the worker */

static void
tell_ready(void *owner)
{
	const int *ready_fd = owner;
	(void)!write(*ready_fd, "r", 1);
	close(*ready_fd);
}

/* Nothing is left but to serve these folders. */
static int
enter_sandbox(const struct server *server, char why[static SANDBOX_WHY_MAX])
{
	size_t count = server->config->capsules_count;
	int *folders = calloc(count, sizeof *folders);
	if (!folders) {
		snprintf(why, SANDBOX_WHY_MAX, "out of memory");
		return -1;
	}
	for (size_t i = 0; i < count; i++)
		folders[i] = server->capsules[i].hosted.site.out;
	int result = sandbox_enter(folders, count, why);
	free(folders);
	return result;
}

/* Dies with the supervisor, even when that is killed. The kernel forgets this when rights change,
 * so it comes after them. */
static int
close_door(const struct supervisor *supervisor)
{
	char why[SERVER_WHY_MAX];
	const struct server *server = supervisor->options->server;
	if (server_drop_rights(server, why) < 0) {
		log_line("%s", why);
		return -1;
	}
	if (prctl(PR_SET_PDEATHSIG, SIGTERM) < 0 || getppid() != supervisor->pid)
		return -1;
	if (enter_sandbox(server, why) == 0)
		return 0;
	log_line("%s", why);
	return -1;
}

static int
run_worker(void *owner, size_t worker, int ready_fd)
{
	struct supervisor *supervisor = owner;
	struct worker_options options = supervisor->options->worker;
	close(supervisor->signals);
	log_never_wait();
	if (close_door(supervisor) < 0)
		return 1;
	options.worker = worker;
	options.on_ready = tell_ready;
	options.owner = &ready_fd;
	return worker_run(&options) == 0 ? 0 : 1;
}

/* In the supervisor */

static void
leave(struct supervisor *supervisor)
{
	if (supervisor->is_leaving)
		return;
	supervisor->is_leaving = true;
	supervisor->kill_at = loop_now() + supervisor->options->worker.farewell + KILL_AFTER;
	notify_manager("STOPPING=1");
	crew_signal(&supervisor->crew, SIGTERM);
}

/* The new configuration is tried by a program of its own, with the same command line and -n. */
static void
start_checker(struct supervisor *supervisor)
{
	size_t count = 0;
	while (supervisor->options->argv[count])
		count++;
	char **argv = calloc(count + 2, sizeof *argv);
	supervisor->wants_reload = false;
	supervisor->checker = argv ? fork() : -1;
	if (supervisor->checker == 0) {
		sigset_t none;
		sigemptyset(&none);
		sigprocmask(SIG_SETMASK, &none, NULL);
		argv[0] = supervisor->options->argv[0];
		argv[1] = "-n";
		memcpy(argv + 2, supervisor->options->argv + 1, (count - 1) * sizeof *argv);
		execv(supervisor->program, argv);
		log_line("%s: %s", supervisor->program, strerror(errno));
		_exit(1);
	}
	free(argv);
	if (supervisor->checker > 0)
		return;
	supervisor->checker = 0;
	log_line("reload: %s; the old configuration stays", strerror(errno));
}

static void
reload(struct supervisor *supervisor)
{
	supervisor->wants_reload = true;
	if (!supervisor->checker && !supervisor->is_leaving)
		start_checker(supervisor);
}

static void
collect(const struct server *server, struct inherit *inherit)
{
	*inherit = (struct inherit){0};
	inherit_add(inherit, server->sessions.fd, SERVER_SESSIONS);
	for (size_t i = 0; i < server->listeners_count; i++) {
		const struct listener *listener = &server->listeners[i];
		for (size_t j = 0; j < listener->fds_count; j++)
			inherit_add(inherit, listener->fds[j], listener->protocol->name);
	}
}

/* Becomes the new program. Signals stay blocked, so that none is lost on the way. */
static void
hand_over(struct supervisor *supervisor)
{
	struct inherit inherit;
	collect(supervisor->options->server, &inherit);
	notify_reloading();
	if (crew_give(&supervisor->crew) == 0 && inherit_give(&inherit) == 0)
		execv(supervisor->program, supervisor->options->argv);
	/* It could be executed a moment ago, and now the descriptors are no longer where they were.
	 */
	log_line("%s: %s; ending", supervisor->program, strerror(errno));
	leave(supervisor);
}

static void
end_check(struct supervisor *supervisor, int status)
{
	supervisor->checker = 0;
	if (supervisor->is_leaving)
		return;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		hand_over(supervisor);
	else
		log_line("reload: the new configuration is refused; the old one stays");
	if (supervisor->wants_reload && !supervisor->is_leaving)
		start_checker(supervisor);
}

static void
tell_loss(const struct supervisor *supervisor, pid_t pid, int status)
{
	if (supervisor->is_leaving)
		return;
	if (WIFSIGNALED(status))
		log_line("worker %ld was ended by signal %d; another takes its place", (long)pid,
		         WTERMSIG(status));
	else
		log_line("worker %ld has ended with status %d; another takes its place", (long)pid,
		         WEXITSTATUS(status));
}

static void
lose_child(struct supervisor *supervisor, pid_t pid, int status)
{
	if (pid == supervisor->checker) {
		end_check(supervisor, status);
		return;
	}
	const struct crew_worker *worker = crew_lose(&supervisor->crew, pid, loop_now());
	if (!worker)
		return;
	/* At the very start there is nobody to keep serving for: what is wrong has to be seen. */
	if (!supervisor->is_ready && !worker->is_ready && WIFEXITED(status)) {
		supervisor->has_failed = true;
		leave(supervisor);
		return;
	}
	tell_loss(supervisor, pid, status);
}

static void
on_signal(struct supervisor *supervisor, uint32_t signal)
{
	int status;
	pid_t pid;
	switch (signal) {
	case SIGCHLD:
		while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
			lose_child(supervisor, pid, status);
		break;
	case SIGHUP:
		reload(supervisor);
		break;
	case SIGTERM:
	case SIGINT:
		leave(supervisor);
		break;
	default:
		break;
	}
}

static void
read_signals(struct supervisor *supervisor)
{
	struct signalfd_siginfo info;
	while (read(supervisor->signals, &info, sizeof info) == (ssize_t)sizeof info)
		on_signal(supervisor, info.ssi_signo);
}

static void
look_at_crew(struct supervisor *supervisor)
{
	crew_look(&supervisor->crew);
	if (supervisor->is_ready || !crew_is_ready(&supervisor->crew))
		return;
	supervisor->is_ready = true;
	/* Those from before a reload may go now: nobody was without a server. */
	crew_signal_leaving(&supervisor->crew, SIGQUIT);
	log_line("serving");
	notify_manager("READY=1");
}

static int
patience(const struct supervisor *supervisor)
{
	if (!supervisor->is_leaving) {
		int wait = crew_patience(&supervisor->crew, loop_now());
		return wait < 0 || wait > SITE_LOOK ? SITE_LOOK : wait;
	}
	int64_t left = supervisor->kill_at - loop_now();
	return left > 0 ? (int)left : 0;
}

static void
turn(struct supervisor *supervisor)
{
	/* What it holds is what the next worker begins with. */
	server_refresh(supervisor->options->server, loop_now());
	if (!supervisor->is_leaving &&
	    crew_start(&supervisor->crew, loop_now(), run_worker, supervisor) < 0)
		log_line("starting a worker: %s; trying again", strerror(errno));
	supervisor->polled[0] = (struct pollfd){.fd = supervisor->signals, .events = POLLIN};
	crew_poll(&supervisor->crew, supervisor->polled + 1);
	poll(supervisor->polled, supervisor->crew.count + 1, patience(supervisor));
	look_at_crew(supervisor);
	read_signals(supervisor);
	if (supervisor->is_leaving && loop_now() >= supervisor->kill_at)
		crew_signal(&supervisor->crew, SIGKILL);
}

/* Blocked from here on, and in the program after this one. SIGQUIT at a terminal is the workers'.
 */
static int
open_signals(struct supervisor *supervisor)
{
	static const int wanted[] = {SIGCHLD, SIGHUP, SIGTERM, SIGINT, SIGQUIT};
	sigset_t set;
	/* Whoever read our log or a reply may be gone; workers inherit this. */
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&set);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		sigaddset(&set, wanted[i]);
	if (sigprocmask(SIG_BLOCK, &set, NULL) < 0)
		return -1;
	supervisor->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return supervisor->signals < 0 ? -1 : 0;
}

static int
open_supervisor(struct supervisor *supervisor)
{
	size_t workers = supervisor->options->worker.workers;
	ssize_t n = readlink("/proc/self/exe", supervisor->program, sizeof supervisor->program - 1);
	if (n < 0 || crew_open(&supervisor->crew, workers) < 0)
		return -1;
	supervisor->polled = calloc(workers + 1, sizeof *supervisor->polled);
	return supervisor->polled ? open_signals(supervisor) : -1;
}

int
supervise_run(const struct supervise_options *options)
{
	struct supervisor supervisor = {.options = options, .signals = -1, .pid = getpid()};
	int result = open_supervisor(&supervisor);
	if (result < 0)
		log_line("starting to supervise: %s", strerror(errno));
	while (result == 0 && !(supervisor.is_leaving && crew_is_gone(&supervisor.crew)))
		turn(&supervisor);
	fd_close(supervisor.signals);
	free(supervisor.polled);
	crew_close(&supervisor.crew);
	return supervisor.has_failed ? -1 : result;
}
