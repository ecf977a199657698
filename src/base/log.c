#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	EXIT_FAILED = 1,
	EXIT_USAGE = 2
};

static const char *program_name = "kapsula";

void
log_open(const char *program)
{
	program_name = program;
}

void
log_raw(struct str s)
{
	ssize_t written;
	do
		written = write(STDERR_FILENO, s.p, s.n);
	while (written < 0 && errno == EINTR);
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

static const char *
reason_for(const char *format, int error)
{
	return str_ends(str_of(format), STR(":")) ? strerror(error) : NULL;
}

void
die(const char *format, ...)
{
	int error = errno;
	va_list args;
	va_start(args, format);
	write_line(format, args, reason_for(format, error));
	va_end(args);
	exit(EXIT_FAILED);
}

void
die_usage(const char *format, ...)
{
	int error = errno;
	va_list args;
	va_start(args, format);
	write_line(format, args, reason_for(format, error));
	va_end(args);
	exit(EXIT_USAGE);
}
