/* A reader's address, as much of it as the log may tell. */
#ifndef DAEMON_NET_ADDRESS_H
#define DAEMON_NET_ADDRESS_H

#include "base/str.h"

#include <netinet/in.h>
#include <sys/socket.h>

enum address_form {
	ADDRESS_NONE,
	ADDRESS_PREFIX, /* /24 or /48: a provider's customers of one region, as a rule */
	ADDRESS_WHOLE
};

enum {
	ADDRESS_BYTES_MAX = sizeof(struct in6_addr),
	ADDRESS_TEXT_MAX = INET6_ADDRSTRLEN + 4 /* with "/48" and NUL */
};

/* An address as it goes over the wire, and of how many bytes it is: 4, or 16, or none for what has
 * no address of the internet. An IPv4 address within IPv6 (RFC 4291 2.5.5.2) is itself. */
size_t address_bytes(const struct sockaddr_storage *address,
                     unsigned char bytes[static ADDRESS_BYTES_MAX]);
/* Slices of text; empty for ADDRESS_NONE and for what has no address of the internet. */
struct str address_print(const struct sockaddr_storage *address, enum address_form form,
                         char text[static ADDRESS_TEXT_MAX]);
/* The same of who is at the other end of a socket; empty also once that is gone. */
struct str address_of_peer(int fd, enum address_form form, char text[static ADDRESS_TEXT_MAX]);

#endif
