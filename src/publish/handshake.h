/* What a full TLS 1.3 handshake with a certificate costs on the wire. */
#ifndef PUBLISH_HANDSHAKE_H
#define PUBLISH_HANDSHAKE_H

#include <stddef.h>

struct handshake {
	size_t from_client,
	    from_server; /* bytes of TLS records; no TCP and IP headers, no ticket */
};

/* Shakes hands with itself in memory, with the groups and ciphers that kapsulad puts first. 0, or
 * -1 when the two files cannot be used. */
int handshake_measure(const char *crt_path, const char *key_path, struct handshake *handshake);

#endif
