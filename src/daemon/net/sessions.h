/* The TLS sessions that can be resumed: one bounded cache in memory that all workers share, and
 * that the program after a reload inherits. A ticket is a 32-byte key to it (RFC 8446 4.6.1). */
#ifndef DAEMON_NET_SESSIONS_H
#define DAEMON_NET_SESSIONS_H

#include <openssl/ssl.h>
#include <stdbool.h>

enum {
	SESSIONS_SECONDS = 15 * 60 /* clients that resume keep theirs for 10 minutes */
};

struct sessions_table;

struct sessions {
	int fd;                       /* owned: the memory, to be handed on; -1: closed */
	struct sessions_table *table; /* owned: a shared map of it */
};

/* New memory; 0, or -1 and errno. */
int sessions_open(struct sessions *sessions);
/* Takes memory that another program of ours filled; -1 when it is none, or of another form. */
int sessions_adopt(struct sessions *sessions, int fd);
void sessions_close(struct sessions *sessions);

/* Makes context keep its sessions there. They outlive it. */
void sessions_serve(struct sessions *sessions, SSL_CTX *context);

#endif
