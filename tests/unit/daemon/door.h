/* A child behind the door, what it does there, and how it ends. */
#ifndef UNIT_DAEMON_DOOR_H
#define UNIT_DAEMON_DOOR_H

#include "daemon/sandbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum {
	FAILED_TO_ENTER = 255,
/* Sanitizers and coverage need more than serving does. */
#ifdef SANDBOX_INSTRUMENTED
	IS_INSTRUMENTED = 1
#else
	IS_INSTRUMENTED = 0
#endif
};

struct result {
	int status;
	char told[256]; /* on standard error */
};

/* Goes through the door in a child, which tries something; try's value is its exit status. */
static inline struct result
behind_the_door(int folder, int (*try)(void))
{
	struct result result = {0};
	char why[SANDBOX_WHY_MAX];
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		if (sandbox_drop(NULL, why) < 0 || sandbox_enter(&folder, 1, why) < 0) {
			dprintf(STDERR_FILENO, "%s", why);
			_exit(FAILED_TO_ENTER);
		}
		_exit(try());
	}
	close(ends[1]);
	size_t n = 0;
	ssize_t got;
	while ((got = read(ends[0], result.told + n, sizeof result.told - 1 - n)) > 0)
		n += (size_t)got;
	close(ends[0]);
	assert_int_equal(waitpid(child, &result.status, 0), child);
	return result;
}

#endif
