/* The access log: one line a request on standard error.
 *
 *     HOST PROTOCOL PATH STATUS BYTES MSms TLS RESUMED [ADDRESS]
 *
 * TLS is its version and RESUMED "resumed" or "full"; "-" stands for what is not known or not
 * there. The reader's address is told only where the configuration asks for it. */
#ifndef DAEMON_NET_ACCESSLOG_H
#define DAEMON_NET_ACCESSLOG_H

#include "base/str.h"
#include "daemon/net/address.h"

#include <stdint.h>

struct access {
	struct str host;
	struct str path; /* bytes from outside, escaped here; without a query */
	const char *protocol, *status;
	uint64_t bytes; /* of head and body, before TLS */
	int64_t milliseconds;
	const char *tls; /* "TLSv1.3"; NULL without TLS */
	bool was_resumed;
	struct str address; /* as the log's form has it */
};

enum {
	ACCESSLOG_SIZE = 8192 /* bytes gathered, so that a busy worker writes many lines at once */
};

struct accesslog {
	enum address_form form;
	size_t n;
	char bytes[ACCESSLOG_SIZE];
};

/* Adds a line; it is written at the latest with the next flush. */
void accesslog_add(struct accesslog *log, const struct access *access);
void accesslog_flush(struct accesslog *log);

#endif
