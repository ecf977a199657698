/* The door behind a process that serves: no more rights than reading what is published. And what
 * the one gives up that watches over it. */
#ifndef DAEMON_SANDBOX_H
#define DAEMON_SANDBOX_H

#include <stddef.h>

enum {
	SANDBOX_WHY_MAX = 256
};

/* Started as root: becomes that user (NULL: kapsula, or nobody where there is no such user), for
 * good. Otherwise stays who it is. No way back to more rights in either case, and no core dumps.
 * 0, or -1 with a sentence in why. */
int sandbox_drop(const char *user, char why[static SANDBOX_WHY_MAX]);

/* The supervisor, once all is open: keeps what a reload and new workers need, and gives up the rest
 * of root's rights, and core dumps, for good. 0, or -1 with a sentence in why. */
int sandbox_keep_watch(char why[static SANDBOX_WHY_MAX]);

/* Shuts the door behind a process that sandbox_drop left: no files but for reading beneath these
 * folders, no network but what is open or comes in, no other program or process, and no system
 * call that serving does not need: one that is tried is named in the log and ends the process.
 * 0, or -1 with a sentence in why. */
int sandbox_enter(const int *folders, size_t count, char why[static SANDBOX_WHY_MAX]);

/* A sentence about what this kernel cannot keep from sandbox_enter's processes; NULL: nothing. */
const char *sandbox_gap(void);

#endif
