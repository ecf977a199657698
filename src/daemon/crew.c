#include "daemon/crew.h"

#include "base/buf.h"
#include "base/fd.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	BACK_OFF = 500,        /* milliseconds after the first failure, then twice that, … */
	BACK_OFF_DOUBLINGS = 6 /* … up to 32 s */
};

static const char leaving_variable[] = "KAPSULAD_LEAVING";

/* Pids with blanks between them, from this program's earlier self. */
static int
read_leaving(struct crew *crew)
{
	struct str text = str_of(getenv(leaving_variable));
	crew->leaving = calloc(text.n + 1, sizeof *crew->leaving);
	if (!crew->leaving)
		return -1;
	while (text.n) {
		unsigned long pid;
		if (str_number(str_cut(&text, ' '), INT_MAX, &pid) == 0 && pid > 1)
			crew->leaving[crew->leaving_count++] = (pid_t)pid;
	}
	unsetenv(leaving_variable);
	return 0;
}

int
crew_open(struct crew *crew, size_t count)
{
	*crew = (struct crew){.count = count};
	crew->workers = calloc(count, sizeof *crew->workers);
	if (!crew->workers || read_leaving(crew) < 0) {
		crew_close(crew);
		return -1;
	}
	for (size_t i = 0; i < count; i++)
		crew->workers[i].ready_fd = -1;
	return 0;
}

static void
close_ready(struct crew_worker *worker)
{
	fd_close(worker->ready_fd);
	worker->ready_fd = -1;
}

void
crew_close(struct crew *crew)
{
	for (size_t i = 0; crew->workers && i < crew->count; i++)
		close_ready(&crew->workers[i]);
	free(crew->workers);
	free(crew->leaving);
	*crew = (struct crew){0};
}

static void
add_pid(struct buf *text, pid_t pid)
{
	if (pid)
		buf_printf(text, "%s%ld", text->n ? " " : "", (long)pid);
}

int
crew_give(const struct crew *crew)
{
	struct buf text = {0};
	for (size_t i = 0; i < crew->count; i++)
		add_pid(&text, crew->workers[i].pid);
	for (size_t i = 0; i < crew->leaving_count; i++)
		add_pid(&text, crew->leaving[i]);
	buf_add_char(&text, '\0');
	int result = buf_ok(&text) ? setenv(leaving_variable, text.p, 1) : -1;
	buf_free(&text);
	return result;
}

/* In the child: what is the supervisor's alone goes. */
static void
forget_others(struct crew *crew)
{
	sigset_t none;
	sigemptyset(&none);
	for (size_t i = 0; i < crew->count; i++)
		close_ready(&crew->workers[i]);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static int
start_worker(struct crew *crew, size_t i, crew_fn *run, void *owner)
{
	struct crew_worker *worker = &crew->workers[i];
	int ends[2];
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0)
		return -1;
	pid_t pid = fork();
	if (pid == 0) {
		close(ends[0]);
		forget_others(crew);
		exit(run(owner, i, ends[1]));
	}
	fd_close(ends[1]);
	if (pid < 0) {
		fd_close(ends[0]);
		return -1;
	}
	worker->pid = pid;
	worker->ready_fd = ends[0];
	worker->is_ready = false;
	return 0;
}

static int64_t
back_off(unsigned failures)
{
	unsigned doublings = failures - 1;
	return (int64_t)BACK_OFF << (doublings < BACK_OFF_DOUBLINGS ? doublings
	                                                            : BACK_OFF_DOUBLINGS);
}

int
crew_start(struct crew *crew, int64_t now, crew_fn *run, void *owner)
{
	for (size_t i = 0; i < crew->count; i++) {
		struct crew_worker *worker = &crew->workers[i];
		if (worker->pid || worker->start_at > now)
			continue;
		if (start_worker(crew, i, run, owner) < 0) {
			worker->start_at = now + BACK_OFF;
			return -1;
		}
	}
	return 0;
}

static void
forget_leaving(struct crew *crew, pid_t pid)
{
	for (size_t i = 0; i < crew->leaving_count; i++)
		if (crew->leaving[i] == pid) {
			crew->leaving[i] = crew->leaving[--crew->leaving_count];
			return;
		}
}

/* One that served is replaced at once; one that never came so far, ever later. */
struct crew_worker *
crew_lose(struct crew *crew, pid_t pid, int64_t now)
{
	for (size_t i = 0; i < crew->count; i++) {
		struct crew_worker *worker = &crew->workers[i];
		if (worker->pid != pid)
			continue;
		crew_look(crew);
		close_ready(worker);
		worker->pid = 0;
		worker->failures = worker->is_ready ? 0 : worker->failures + 1;
		worker->start_at = worker->is_ready ? now : now + back_off(worker->failures);
		return worker;
	}
	forget_leaving(crew, pid);
	return NULL;
}

void
crew_look(struct crew *crew)
{
	char byte;
	for (size_t i = 0; i < crew->count; i++) {
		struct crew_worker *worker = &crew->workers[i];
		if (worker->ready_fd < 0 || read(worker->ready_fd, &byte, 1) != 1)
			continue;
		worker->is_ready = true;
		worker->failures = 0;
		close_ready(worker);
	}
}

bool
crew_is_ready(const struct crew *crew)
{
	for (size_t i = 0; i < crew->count; i++)
		if (!crew->workers[i].is_ready)
			return false;
	return true;
}

bool
crew_is_gone(const struct crew *crew)
{
	for (size_t i = 0; i < crew->count; i++)
		if (crew->workers[i].pid)
			return false;
	return crew->leaving_count == 0;
}

int
crew_patience(const struct crew *crew, int64_t now)
{
	int64_t least = -1;
	for (size_t i = 0; i < crew->count; i++) {
		const struct crew_worker *worker = &crew->workers[i];
		int64_t left = worker->start_at > now ? worker->start_at - now : 0;
		if (!worker->pid && (least < 0 || left < least))
			least = left;
	}
	return (int)least;
}

void
crew_signal_leaving(const struct crew *crew, int signal)
{
	for (size_t i = 0; i < crew->leaving_count; i++)
		kill(crew->leaving[i], signal);
}

void
crew_signal(const struct crew *crew, int signal)
{
	for (size_t i = 0; i < crew->count; i++)
		if (crew->workers[i].pid)
			kill(crew->workers[i].pid, signal);
	crew_signal_leaving(crew, signal);
}

void
crew_poll(const struct crew *crew, struct pollfd *list)
{
	for (size_t i = 0; i < crew->count; i++)
		list[i] = (struct pollfd){.fd = crew->workers[i].ready_fd, .events = POLLIN};
}
