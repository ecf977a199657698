/* The access log: one line a request on standard error, without the reader's address.
 *
 *     HOST PROTOCOL PATH STATUS BYTES MSms        "-" for a host or path that is not known
 */
#ifndef DAEMON_NET_ACCESSLOG_H
#define DAEMON_NET_ACCESSLOG_H

#include "base/str.h"

#include <stdint.h>

struct access {
	struct str host, path; /* path: bytes from outside, escaped here */
	const char *protocol, *status;
	uint64_t bytes; /* of head and body, before TLS */
	int64_t milliseconds;
};

void accesslog_write(const struct access *access);

#endif
