/* A peer is a server that the tool asks something: one connection, plain or TLS, with a deadline.
 */
#ifndef PUBLISH_PEER_H
#define PUBLISH_PEER_H

#include "base/str.h"

#include <openssl/types.h>
#include <stdint.h>

enum {
	PEER_WHY_MAX = 256
};

struct peer {
	int fd;                 /* owned */
	SSL *ssl;               /* owned; NULL: plain */
	SSL_CTX *context;       /* owned */
	int64_t deadline;       /* microseconds of CLOCK_MONOTONIC */
	char why[PEER_WHY_MAX]; /* what went wrong */
};

/* Connects to the first address of host that answers. Any certificate is taken: this is for
 * looking, not for trust. 0, or -1 with peer->why; peer_close in either case. */
int peer_open(struct peer *peer, const char *host, const char *port, bool with_tls,
              unsigned seconds);
int peer_send(struct peer *peer, struct str bytes);
/* Bytes read; 0 at the end, which with TLS must be a close_notify; -1 with peer->why. */
long peer_read(struct peer *peer, char *bytes, size_t n);
void peer_close(struct peer *peer);

#endif
