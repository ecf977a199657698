/* What the programs of the bench share: ending with a reason, the time, numbers as arguments, and
 * room for descriptors. */
#ifndef BENCH_TOOL_H
#define BENCH_TOOL_H

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum {
	SECOND = 1000000 /* microseconds */
};

static inline _Noreturn void
die(const char *what)
{
	fprintf(stderr, "%s: ", program_invocation_short_name);
	perror(what);
	exit(2);
}

/* Microseconds of a clock that runs forward. */
static inline int64_t
now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * SECOND + time.tv_nsec / 1000;
}

static inline long
read_number(const char *text, long least, long most)
{
	char *rest;
	long number = strtol(text, &rest, 10);
	if (*text == '\0' || *rest != '\0' || number < least || number > most) {
		fprintf(stderr, "%s: %s is no number from %ld to %ld\n",
		        program_invocation_short_name, text, least, most);
		exit(2);
	}
	return number;
}

/* As many descriptors as the system lets it have. */
static inline void
raise_descriptors(void)
{
	struct rlimit files;
	if (getrlimit(RLIMIT_NOFILE, &files) < 0)
		die("getrlimit");
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
}

#endif
