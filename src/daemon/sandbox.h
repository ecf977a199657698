/* The door behind a process that serves: no more rights than reading what is published. */
#ifndef DAEMON_SANDBOX_H
#define DAEMON_SANDBOX_H

enum {
	SANDBOX_WHY_MAX = 256
};

/* Started as root: becomes that user (NULL: kapsula, or nobody where there is no such user), for
 * good. Otherwise stays who it is. No way back to more rights in either case, and no core dumps.
 * 0, or -1 with a sentence in why. */
int sandbox_drop(const char *user, char why[static SANDBOX_WHY_MAX]);

#endif
