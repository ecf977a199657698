/* A protocol turns bytes into a request, and a reply into bytes. It opens nothing and waits for
 * nothing. */
#ifndef DAEMON_PROTO_PROTOCOL_H
#define DAEMON_PROTO_PROTOCOL_H

#include "base/buf.h"
#include "base/span.h"
#include "daemon/message.h"

enum {
	REQUEST_LIMIT = 1024 + 2, /* bytes: the longest request of both protocols, with its CRLF */
	REPLY_HEAD_MAX = 4096     /* bytes: the longest head */
};

/* What happens to the bytes of a body on their way out. */
enum filter_form {
	FILTER_RAW,
	FILTER_TEXT, /* LF becomes CRLF, and no line is only "." */
	FILTER_MENU  /* a gophermap becomes a menu */
};

struct filter {
	enum filter_form form;
	struct str host; /* FILTER_MENU: the name and port for our own items; borrowed */
	unsigned port;
	bool is_inside_line; /* what comes next does not begin a line */
};

struct protocol {
	const char *name; /* the scheme */
	unsigned default_port;
	bool is_secure; /* TLS */

	/* Reads a request from the bytes that have come so far. request borrows from bytes. */
	enum outcome (*parse)(struct str bytes, struct request *request);

	/* Writes what goes before the body, and the whole reply where there is none; out->full says
	 * that REPLY_HEAD_MAX was not enough. */
	void (*head)(const struct reply *reply, struct span *out);

	/* The form of the body of an OUTCOME_FILE. */
	enum filter_form (*form)(const struct reply *reply);

	/* Renders the body of any other: whole, no filter follows. Most have none. */
	void (*body)(const struct reply *reply, struct buf *out);

	/* The word for the access log: "20", "ok". */
	const char *(*status)(enum outcome what);
};

extern const struct protocol protocol_gemini;
extern const struct protocol protocol_gopher;

enum {
	FILTER_LINE_MAX = 1536, /* bytes of a gophermap's line; what is longer is cut */
	FILTER_OUT_MIN = 2048,  /* with this much room a filter always moves on */
	FILTER_END_MAX = 8      /* bytes */
};

/* RFC 1436 3.8: selector, host and port of what nobody follows, in the least bytes that are four
 * fields for all. The empty host would spare one a line and is taken by lynx, curl, gopher, sacc
 * and bombadillo; without the port sacc shows the line as an error. Others write up to ten bytes
 * more.
 */
#define PROTOCOL_NOWHERE "\t\t-\t0"

/* " 2026-11-23", the day on which an entry was changed (UTC), for a listing; nothing where it is
 * not known. */
void entry_add_date(const struct entry *entry, struct buf *out);

/* Moves as much of in to out as fits and returns how many bytes of in were taken; is_last: nothing
 * follows in. Otherwise an unfinished line stays in in, unless it fills all of it. */
size_t filter_run(struct filter *filter, struct str in, bool is_last, struct span *out);
/* What ends the body: a menu's final "." line. */
void filter_end(const struct filter *filter, struct span *out);

#endif
