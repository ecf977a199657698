/* Names of hosts: addresses, and names of the DNS in ASCII or, as people write them, in letters of
 * any script (RFC 5890). */
#ifndef BASE_HOST_H
#define BASE_HOST_H

#include "base/buf.h"
#include "base/str.h"

enum {
	HOST_MAX = 253, /* bytes of a name in ASCII; RFC 1035 2.3.4 */
	HOST_LETTERS_MAX = 1024,
	HOST_ADDRESS_MAX = 16 /* bytes */
};

/* The bytes of an IPv4 address, or of an IPv6 address without its brackets, so that its spellings
 * compare equal: how many they are; 0: it is none. */
size_t host_address(struct str host, unsigned char bytes[static HOST_ADDRESS_MAX]);
bool host_is_address(struct str host);

/* A name in ASCII (RFC 1123 2.1) or an address: what a certificate can be made for, and files be
 * named after. */
bool host_is_valid(struct str host);

/* Appends a name in any letters as the network has it; what is valid stays as it is. false: it can
 * be none, and nothing was appended. */
bool host_add_ascii(struct buf *out, struct str host);

/* Appends a name as people write it. The same. */
bool host_add_letters(struct buf *out, struct str host);

#endif
