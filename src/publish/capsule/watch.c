#include "publish/capsule/watch.h"

#include "base/clock.h"
#include "base/fd.h"
#include "publish/capsule/report.h"
#include "publish/capsule/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdalign.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum {
	QUIET_MS = 300,    /* saving is over when so long nothing happened */
	LONGEST = CLOCK_S, /* but no file that is written all the time holds up the rest */
	EVENTS_SIZE = 64 * 1024
};

static const uint32_t changes =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ATTRIB | IN_ONLYDIR;

static int
report(const struct watch *watch, const char *what)
{
	if (errno == ENOSPC)
		report_at(buf_str(&watch->name), STR_NONE, 0,
		          "%s: too many folders are watched on this machine; raise the sysctl "
		          "fs.inotify.max_user_watches",
		          what);
	else
		report_errno(buf_str(&watch->name), STR_NONE, what, errno);
	return -1;
}

int
watch_open(struct watch *watch, struct str source)
{
	sigset_t signals;
	*watch = (struct watch){.inotify = -1, .signal = -1};
	buf_add_str(&watch->name, source);
	buf_add_char(&watch->name, '\0');
	if (!buf_ok(&watch->name))
		return report(watch, "cannot be named");
	buf_cut(&watch->name, source.n);
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	watch->signal = signalfd(-1, &signals, SFD_CLOEXEC);
	watch->inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (watch->signal < 0 || watch->inotify < 0)
		return report(watch, "cannot be watched");
	return 0;
}

/* One that is watched already stays so. What went away meanwhile, or cannot be opened, is the
 * build's to tell. */
static int
add_folder(const struct watch *watch, const char *name)
{
	if (inotify_add_watch(watch->inotify, name, changes) >= 0 || errno == ENOENT ||
	    errno == ENOTDIR || errno == EACCES)
		return 0;
	return report(watch, "cannot be watched");
}

/* The folders in the one at `at` join the end of names, each a C string. */
static void
list_folders(struct buf *names, size_t at)
{
	DIR *stream = opendir(names->p + at);
	size_t n = strlen(names->p + at);
	if (!stream)
		return;
	for (const struct dirent *entry; (entry = readdir(stream));) {
		bool may_be_folder = entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN;
		if (!may_be_folder || !tree_wants(str_of(entry->d_name)))
			continue;
		if (!buf_reserve(names, n + strlen(entry->d_name) + 2))
			break;
		buf_add(names, names->p + at, n);
		buf_add_char(names, '/');
		buf_add(names, entry->d_name, strlen(entry->d_name) + 1);
	}
	closedir(stream);
}

int
watch_renew(struct watch *watch)
{
	struct buf names = {0};
	int end = inotify_add_watch(watch->inotify, watch->name.p, changes) < 0 ? -1 : 0;
	if (end < 0)
		report(watch, "cannot be watched");
	buf_add_str(&names, buf_str(&watch->name));
	buf_add_str(&names, STR("/text"));
	buf_add_char(&names, '\0');
	for (size_t at = 0; end == 0 && at < names.n; at += strlen(names.p + at) + 1) {
		end = add_folder(watch, names.p + at);
		list_folders(&names, at);
	}
	buf_free(&names);
	return end;
}

/* Beside text/ only capsule.txt counts: OUT may lie there too. Hidden files and the like are no
 * change. */
static bool
is_change(const struct inotify_event *event, int source)
{
	struct str name = event->len ? str_of(event->name) : STR_NONE;
	if (event->mask & (IN_IGNORED | IN_Q_OVERFLOW))
		return event->mask & IN_Q_OVERFLOW;
	if (event->wd == source)
		return str_eq(name, STR("capsule.txt")) || str_eq(name, STR("text"));
	return name.n == 0 || tree_wants(name);
}

/* Whether any of what has happened is a change; all of it is taken. */
static bool
take_events(const struct watch *watch)
{
	alignas(struct inotify_event) char events[EVENTS_SIZE];
	int source = inotify_add_watch(watch->inotify, watch->name.p, changes);
	bool has_changed = false;
	for (ssize_t n; (n = read(watch->inotify, events, sizeof events)) > 0;)
		for (ssize_t at = 0; at < n;) {
			const struct inotify_event *event = (const void *)(events + at);
			has_changed = has_changed || is_change(event, source);
			at += (ssize_t)(sizeof *event + event->len);
		}
	return has_changed;
}

/* -1: for ever. */
static enum watch_end
wait_for(const struct watch *watch, int ms, bool *has_changed)
{
	struct pollfd fds[] = {
	    {.fd = watch->signal, .events = POLLIN},
	    {.fd = watch->inotify, .events = POLLIN},
	};
	*has_changed = false;
	if (poll(fds, sizeof fds / sizeof *fds, ms) < 0 && errno != EINTR) {
		report(watch, "cannot be watched");
		return WATCH_FAILED;
	}
	if (fds[0].revents)
		return WATCH_STOPPED;
	if (fds[1].revents)
		*has_changed = take_events(watch);
	return WATCH_CHANGED;
}

enum watch_end
watch_wait(struct watch *watch)
{
	enum watch_end end = WATCH_CHANGED;
	bool has_changed = false;
	while (end == WATCH_CHANGED && !has_changed)
		end = wait_for(watch, -1, &has_changed);
	int64_t latest = clock_read(CLOCK_MONOTONIC) + LONGEST;
	while (end == WATCH_CHANGED && has_changed && clock_read(CLOCK_MONOTONIC) < latest)
		end = wait_for(watch, QUIET_MS, &has_changed);
	return end;
}

void
watch_close(struct watch *watch)
{
	fd_close(watch->inotify);
	fd_close(watch->signal);
	buf_free(&watch->name);
	*watch = (struct watch){.inotify = -1, .signal = -1};
}
