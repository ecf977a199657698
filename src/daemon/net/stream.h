/* A stream is the bytes of one connection, plain or through TLS, behind the same calls. What is
 * written gathers until the stream would wait for the client, so that a small reply leaves in one
 * segment. */
#ifndef DAEMON_NET_STREAM_H
#define DAEMON_NET_STREAM_H

#include "daemon/net/listen.h"

#include <openssl/bio.h>
#include <stdint.h>

enum {
	STREAM_OUT_SIZE = 4096,          /* bytes of TLS records gathered */
	STREAM_FIRST = 512,              /* bytes of a slow reader's first record */
	STREAM_EARLY = 4 * STREAM_FIRST, /* bytes of a reply; a record that begins here is short */
	STREAM_RECORD = 1366,            /* of later ones: a segment holds it; three take a chunk */
	STREAM_WAIT = -1,                /* try again when the socket is ready; see wants_write */
	STREAM_BROKEN = -2               /* nothing more can be read or written */
};

struct stream {
	int fd;           /* owned; -1 when closed */
	SSL *ssl;         /* owned; NULL: plain, or before the first byte */
	bool wants_write; /* after STREAM_WAIT: the socket must take bytes first */
	bool is_hung;     /* the client has ended its side, or is gone */
	bool is_dry;      /* the last read left nothing in the socket */
	bool is_ended;    /* stream_end is done */
	bool is_noted;    /* close_notify is among the bytes gathered */
	bool is_starved;  /* it broke for want of memory */
	uint64_t sent;    /* bytes that the kernel took */
	uint64_t taken;   /* bytes of the reply in records */
	size_t out_at, out_n;
	size_t hello_n; /* bytes in out that the client began with, before TLS begins */
	size_t record;  /* bytes of the record that is under way; 0: none */
	char *out;      /* borrowed: STREAM_OUT_SIZE bytes */
};

void stream_open(struct stream *stream, int fd, char *out);
/* The socket has shown itself ready. What comes later shows it again, so that until then nobody
 * needs to ask twice. */
void stream_wake(struct stream *stream, bool is_hung);
/* Without a word to the client; what the kernel holds is still sent. */
void stream_close(struct stream *stream);
/* The client is given up: stream_close will reset it, and drop what the kernel holds. */
void stream_forsake(struct stream *stream);

/* The listener's TLS, from the first byte on: 1 when it stands (at once without TLS), or one of
 * the two above; a broken one has left its alert in the stream: end it. */
int stream_handshake(struct stream *stream, const struct listener *listener);
/* Bytes read, 0 when the client has ended its side, or one of the two above. */
long stream_read(struct stream *stream, char *bytes, size_t n);
/* Bytes taken (n > 0), or one of the two above. */
long stream_write(struct stream *stream, const char *bytes, size_t n);
/* Sends close_notify, all that is gathered and FIN. 0 when done, or one of the two above. */
int stream_end(struct stream *stream);
/* Reads and drops what still comes. 0 at the client's end, 1 when there may be more, or one of the
 * two above. */
int stream_drain(struct stream *stream);

/* How many of n bytes go into one record, behind the first bytes of a reply. A record cannot be
 * read before its last byte is there, so that a slow reader waits for the first words of a large
 * one, and each costs 22 bytes. rtt: microseconds that an answer takes on that link; rate: bytes a
 * second that it was seen to carry. */
size_t stream_record(size_t n, uint64_t before, unsigned rtt, uint64_t rate);

/* Bytes that the client has acknowledged so far. */
uint64_t stream_acknowledged(const struct stream *stream);

/* How OpenSSL reaches a stream; NULL when there is no memory. To be freed by BIO_meth_free. */
BIO_METHOD *stream_bio_method(void);

#endif
