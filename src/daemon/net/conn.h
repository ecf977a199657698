/* One connection, from its first byte to its last, in four states. */
#ifndef DAEMON_NET_CONN_H
#define DAEMON_NET_CONN_H

#include "base/buf.h"
#include "daemon/message.h"
#include "daemon/net/listen.h"
#include "daemon/net/loop.h"
#include "daemon/net/stream.h"
#include "daemon/proto/protocol.h"

#include <stdalign.h>
#include <stdint.h>
#include <sys/queue.h>

enum conn_state {
	CONN_HANDSHAKE, /* until TLS stands */
	CONN_REQUEST,   /* until the request is whole */
	CONN_REPLY,     /* until the kernel has all of the reply */
	CONN_FINISH,    /* until the client has it too, and ends its side */
	CONN_STATES
};

/* What a connection waits for; each has its own deadline. */
enum wait {
	WAIT_FIRST_BYTE,
	WAIT_REQUEST, /* handshake and request, from the first byte on */
	WAIT_READER,  /* newly acknowledged bytes */
	WAIT_END,     /* the client's end of a connection that has nothing left to send */
	WAITS
};

enum {
	CONN_PENDING_SIZE = 4096, /* bytes of head and body before TLS; REPLY_HEAD_MAX fits */
	CONN_PAGE = 4096          /* bytes; of memory, as the system hands it out */
};

/* The body still to be sent: a file, or bytes made for this reply. */
struct body {
	struct file file; /* owned */
	struct buf bytes; /* owned; where there is no file */
	off_t at, end;    /* of either */
	struct filter filter;
	bool is_whole; /* all of it has gone through the filter */
};

/* What a connection needs once its client has spoken. It is apart from the connection, so that the
 * silent ones have no memory, and the reply's part begins a page, so that those who have shaken
 * hands and ask nothing have but one. */
struct room {
	alignas(CONN_PAGE) char out[STREAM_OUT_SIZE]; /* the stream's */
	alignas(CONN_PAGE) char pending[CONN_PENDING_SIZE];
	char in[REQUEST_LIMIT];
	struct request request;
};

struct pool;

struct conn {
	TAILQ_ENTRY(conn) link; /* in the pool's list of its wait, or of the free ones */
	struct pool *pool;      /* borrowed */
	struct room *room;      /* borrowed: its own one of the pool's */
	const struct listener *listener;
	enum conn_state state;
	enum wait wait;
	unsigned place;   /* of its prefix (net/limit) */
	uint64_t number;  /* how many were opened before it */
	int64_t moved;    /* loop_now() when the reader was last seen to get on */
	int64_t opened;   /* loop_now() */
	int64_t deadline; /* the same clock */
	uint64_t acknowledged;
	struct watch watch;

	enum outcome what; /* of the request; OUTCOME_MORE before there is one */
	struct str host;   /* the capsule's; borrowed from its site */
	struct body body;
	uint64_t written; /* bytes of head and body */
	size_t pending_at, pending_n;
	size_t in_n;
	struct stream stream;
};

/* Takes the descriptor of a new connection; on failure it is closed. */
void conn_open(struct conn *conn, struct pool *pool, const struct listener *listener, int fd);
/* Closes it at once and gives the slot back. */
void conn_close(struct conn *conn);
/* It has not come to a whole request yet. */
bool conn_is_unfinished(const struct conn *conn);
/* Its deadline has passed: closes it, unless the reader still gets on. */
void conn_expire(struct conn *conn);
/* Another wants its slot: closes it if the reader has all or has not got on since the last look. */
void conn_yield(struct conn *conn);
/* The end is near: closes it unless a request or a reply is under way. */
void conn_hang_up(struct conn *conn);

#endif
