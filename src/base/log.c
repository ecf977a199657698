#include "base/log.h"

#include "base/span.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	EXIT_FAILED = 1,
	EXIT_USAGE = 2
};

/* How to write without waiting. */
enum way {
	WAY_WAIT,   /* a file, or a program that may wait */
	WAY_OWN,    /* a descriptor of our own, which says EAGAIN */
	WAY_SOCKET, /* send(2) can be told not to wait */
	WAY_ASK     /* poll(2) first; another process may still be quicker */
};

static const char *program_name = "kapsula";

static struct {
	enum way way;
	int fd;
	size_t lost; /* lines since the last one that found room */
	bool is_cut; /* standard error has only the beginning of a line */
} out = {.fd = STDERR_FILENO};

void
log_open(const char *program)
{
	program_name = program;
}

/* O_NONBLOCK on standard error itself would be everybody's who shares it. */
static enum way
find_way(void)
{
	struct stat status;
	if (fstat(STDERR_FILENO, &status) < 0 || S_ISREG(status.st_mode))
		return WAY_WAIT;
	if (S_ISSOCK(status.st_mode))
		return WAY_SOCKET;
	int fd = open("/proc/self/fd/2", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return WAY_ASK;
	out.fd = fd;
	return WAY_OWN;
}

void
log_never_wait(void)
{
	if (out.fd != STDERR_FILENO)
		close(out.fd);
	out.fd = STDERR_FILENO;
	out.lost = 0;
	out.way = find_way();
}

static ssize_t
write_some(struct str s)
{
	struct pollfd room = {.fd = out.fd, .events = POLLOUT};
	if (out.way == WAY_SOCKET)
		return send(out.fd, s.p, s.n, MSG_DONTWAIT | MSG_NOSIGNAL);
	if (out.way == WAY_ASK && poll(&room, 1, 0) != 1)
		return -1;
	return write(out.fd, s.p, s.n);
}

static size_t
count_lines(struct str s)
{
	size_t lines = 0;
	for (size_t i = 0; i < s.n; i++)
		lines += s.p[i] == '\n';
	return lines;
}

/* Nothing, or all of it as long as that is short enough for a pipe; what is written. */
static size_t
write_lines(struct str s)
{
	size_t written = 0;
	while (written < s.n) {
		ssize_t n = write_some(str_from(s, written));
		if (n > 0)
			written += (size_t)n;
		else if (n == 0 || errno != EINTR)
			break;
	}
	return written;
}

/* Whether it could be told that lines were lost; if not, the next ones need not be tried. */
static bool
tell_loss(void)
{
	char text[LOG_LINE_MAX];
	if (out.lost == 0)
		return true;
	struct span line = {.p = text, .cap = sizeof text};
	if (out.is_cut)
		span_add_char(&line, '\n');
	span_add(&line, str_of(program_name));
	span_add(&line, STR(": "));
	span_add_number(&line, out.lost);
	span_add(&line, out.lost == 1 ? STR(" line was dropped\n") : STR(" lines were dropped\n"));
	if (write_lines(span_str(&line)) < line.n)
		return false;
	out.lost = 0;
	out.is_cut = false;
	return true;
}

/* As many whole lines as a pipe takes at once. */
static struct str
first_lines(struct str s)
{
	if (s.n <= PIPE_BUF)
		return s;
	size_t end = str_find_last(str_upto(s, PIPE_BUF), '\n');
	return str_upto(s, end == STR_NOWHERE ? PIPE_BUF : end + 1);
}

void
log_raw(struct str s)
{
	while (s.n) {
		struct str lines = first_lines(s);
		size_t written = tell_loss() ? write_lines(lines) : 0;
		out.lost += count_lines(str_from(lines, written));
		out.is_cut |= written > 0 && lines.p[written - 1] != '\n';
		s = str_from(s, lines.n);
	}
}

/* Room for "program: ", the message, a reason and LF in one line; what does not fit is cut. */
static void
write_line(const char *format, va_list args, const char *reason)
{
	char line[LOG_LINE_MAX];
	int n = snprintf(line, sizeof line, "%s: ", program_name);
	size_t used = n < 0 ? 0 : (size_t)n;
	n = vsnprintf(line + used, sizeof line - used - 1, format, args);
	used += n < 0 ? 0 : (size_t)n;
	if (reason && used < sizeof line - 2) {
		n = snprintf(line + used, sizeof line - used - 1, " %s", reason);
		used += n < 0 ? 0 : (size_t)n;
	}
	if (used > sizeof line - 2)
		used = sizeof line - 2;
	line[used++] = '\n';
	log_raw((struct str){line, used});
}

void
log_line(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	write_line(format, args, NULL);
	va_end(args);
}

static void
write_reason(const char *format, va_list args)
{
	write_line(format, args, str_ends(str_of(format), STR(":")) ? strerror(errno) : NULL);
}

void
die(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	write_reason(format, args);
	va_end(args);
	exit(EXIT_FAILED);
}

void
die_usage(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	write_reason(format, args);
	va_end(args);
	exit(EXIT_USAGE);
}
