/* Listeners that this process was given: by a service manager (sd_listen_fds(3): LISTEN_PID,
 * LISTEN_FDS, LISTEN_FDNAMES), or by itself before it executed itself anew. Both are one path. */
#ifndef DAEMON_INHERIT_H
#define DAEMON_INHERIT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

enum {
	INHERIT_MAX = 256
};

struct inherited {
	int fd;        /* owned; -1: claimed */
	char name[16]; /* "gemini", "gopher"; anything else: not told */
};

struct inherit {
	struct inherited list[INHERIT_MAX];
	size_t count;
};

/* Reads and clears the environment, so that nobody further down takes them for theirs. */
void inherit_take(struct inherit *inherit);
/* A listening socket for that protocol at that address (port 0: any port), which is the caller's
 * from then on; -1 when there is none. */
int inherit_claim(struct inherit *inherit, const char *protocol, const struct sockaddr *address);
/* A descriptor of that name, for what is no socket; the same. */
int inherit_claim_named(struct inherit *inherit, const char *name);
/* One more to give; dropped when there are too many. */
void inherit_add(struct inherit *inherit, int fd, const char *name);
/* Closes what nobody claimed. */
void inherit_drop(struct inherit *inherit);

/* Puts the sockets where a new program of this process will take them; only exec may follow.
 * 0, or -1 and errno. */
int inherit_give(const struct inherit *inherit);

#endif
