/* A listener is a socket that takes connections for one protocol, and what is served behind it. */
#ifndef DAEMON_NET_LISTEN_H
#define DAEMON_NET_LISTEN_H

#include "daemon/message.h"
#include "daemon/proto/protocol.h"

#include <openssl/types.h>
#include <sys/socket.h>

enum {
	LISTEN_NAME_MAX = 64 /* "[address]:port" and a NUL */
};

struct listener {
	int fd; /* owned */
	const struct protocol *protocol;
	unsigned port;
	char name[LISTEN_NAME_MAX];  /* with the port that the kernel chose where 0 was asked for */
	char asked[LISTEN_NAME_MAX]; /* as configured */
	struct tls *tls;             /* borrowed; NULL for a protocol without TLS */
	struct site **sites;         /* owned list of borrowed sites */
	SSL_CTX **contexts;          /* owned list, one a site, borrowed; NULLs without TLS */
	size_t count;
};

/* "[::]:1965", "192.0.2.1:70"; 0, or -1 when it is no numeric address with a port. */
int listen_read(const char *text, struct sockaddr_storage *address, socklen_t *size);
/* Binds and listens; an IPv6 socket takes IPv6 only. 0, or -1 and errno. */
int listen_open(struct listener *listener, const char *text, const struct protocol *protocol);
/* One more site to be found there. 0, or -1 when there is no memory. */
int listen_add_site(struct listener *listener, struct site *site, SSL_CTX *context);
void listen_close(struct listener *listener);

/* A new connection, not blocking and closed on exec; -1 and errno. */
int listen_accept(const struct listener *listener);
/* The local end of a connection as text without port, "::1"; empty when it cannot be told. */
struct str listen_local_address(int fd, char text[static LISTEN_NAME_MAX]);

#endif
