/* The TLS sessions that can be resumed: one bounded cache in memory that all workers share, and
 * that the program after a reload inherits. A ticket is a 32-byte key to it (RFC 8446 4.6.1). */
#ifndef DAEMON_NET_SESSIONS_H
#define DAEMON_NET_SESSIONS_H

#include "base/str.h"

#include <openssl/ssl.h>
#include <stdbool.h>
#include <stdint.h>

enum {
	SESSIONS_SECONDS = 15 * 60, /* clients that resume keep theirs for 10 minutes */
	SESSIONS_ID_SIZE = SSL_MAX_SSL_SESSION_ID_LENGTH,
	SESSIONS_BYTES_MAX = 462, /* a session without client certificate takes some 200 */
	SESSIONS_PARSED = 16
};

struct sessions_table;

struct sessions {
	int fd;                       /* owned: the memory, to be handed on; -1: closed */
	struct sessions_table *table; /* owned: a shared map of it */
	unsigned seconds;             /* that a new session lives; set by the caller */
	/* Owned: those resumed last, as OpenSSL has them, by their ids; each process has its own.
	 */
	SSL_SESSION *parsed[SESSIONS_PARSED];
};

/* New memory; 0, or -1 and errno. */
int sessions_open(struct sessions *sessions);
/* Takes memory that another program of ours filled; -1 when it is none, or of another form. */
int sessions_adopt(struct sessions *sessions, int fd);
void sessions_close(struct sessions *sessions);

/* Keeps a session, SESSIONS_BYTES_MAX at most, in the place of the one in its part of the cache
 * that ends first. now: seconds of a clock that all workers share, and the program after a reload.
 */
void sessions_put(const struct sessions *sessions, const unsigned char id[static SESSIONS_ID_SIZE],
                  struct str bytes, int64_t now);
/* Copies a session that has not ended to bytes: its size, or 0. *was_used: found before. */
size_t sessions_find(const struct sessions *sessions,
                     const unsigned char id[static SESSIONS_ID_SIZE], int64_t now,
                     char bytes[static SESSIONS_BYTES_MAX], bool *was_used);

/* Makes context keep its sessions there, by CLOCK_MONOTONIC. They outlive it; it does not outlive
 * sessions. */
void sessions_serve(struct sessions *sessions, SSL_CTX *context);

#endif
