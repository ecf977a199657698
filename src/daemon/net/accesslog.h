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

enum {
	ACCESSLOG_SIZE = 8192 /* bytes gathered, so that a busy worker writes many lines at once */
};

struct accesslog {
	size_t n;
	char bytes[ACCESSLOG_SIZE];
};

/* Adds a line; it is written at the latest with the next flush. */
void accesslog_add(struct accesslog *log, const struct access *access);
void accesslog_flush(struct accesslog *log);

#endif
