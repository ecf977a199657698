/* A listener is an address that takes connections for one protocol, and what is served behind it.
 * Each worker has a socket of its own there (SO_REUSEPORT), so that the kernel deals connections
 * out evenly; the supervisor holds them too, and a worker's death loses no one who waits. */
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
	int *fds; /* owned list of owned sockets */
	size_t fds_count;
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
/* Starts a listener without sockets. */
void listen_init(struct listener *listener, const char *text, const struct protocol *protocol);
/* Takes a socket that listens already. 0, or -1 and errno. */
int listen_adopt(struct listener *listener, int fd);
/* Binds and listens until there is a socket for each worker; IPv6 sockets take IPv6 only. 0, or -1
 * and errno, EADDRINUSE also where another program shares its port. */
int listen_open(struct listener *listener, size_t workers);
/* Whether the socket at that place of fds is that worker's. */
bool listen_is_for(const struct listener *listener, size_t place, size_t worker, size_t workers);
/* One more site to be found there. 0, or -1 when there is no memory. */
int listen_add_site(struct listener *listener, struct site *site, SSL_CTX *context);
void listen_close(struct listener *listener);

/* How many connections wait to be accepted, as far as the kernel tells; at least one. */
unsigned listen_waiting(int fd);
/* A new connection, not blocking and closed on exec, and where it comes from; -1 and errno. */
int listen_accept(int fd, struct sockaddr_storage *peer);
/* The local end of a connection as text without port, "::1"; empty when it cannot be told. */
struct str listen_local_address(int fd, char text[static LISTEN_NAME_MAX]);

#endif
