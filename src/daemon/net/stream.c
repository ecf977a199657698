#include "daemon/net/stream.h"

#include "daemon/net/tls.h"

#include <assert.h>
#include <errno.h>
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	DRAIN_TURN = 16,        /* reads a turn, so that a flood cannot hold the loop */
	SLOW_RTT = 100 * 1000,  /* microseconds */
	QUICK_RATE = 32 * 1024, /* bytes a second */
	SMALL = 1536,           /* bytes that are worth no second record */
	LONG_ANSWER = 400,      /* bytes, to a hello */
	RECORD_HEAD = 5,        /* bytes: type, version and length (RFC 8446 5.1) */
	RECORD_HANDSHAKE = 22
};

void
stream_open(struct stream *stream, int fd, char *out)
{
	*stream = (struct stream){.fd = fd, .out = out};
}

void
stream_close(struct stream *stream)
{
	SSL_free(stream->ssl);
	stream->ssl = NULL;
	if (stream->fd >= 0)
		close(stream->fd);
	stream->fd = -1;
}

void
stream_wake(struct stream *stream, bool is_hung)
{
	stream->is_hung = is_hung;
	stream->is_dry = false;
}

void
stream_forsake(struct stream *stream)
{
	const struct linger none = {.l_onoff = 1, .l_linger = 0};
	setsockopt(stream->fd, SOL_SOCKET, SO_LINGER, &none, sizeof none);
}

static bool
is_wait(int error)
{
	return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

/* A short read has taken all there was. But where the client is gone, its end or its reset was part
 * of the same event and announces itself no more. */
static ssize_t
receive(struct stream *stream, char *bytes, size_t n)
{
	if (stream->is_dry) {
		errno = EAGAIN;
		return -1;
	}
	ssize_t got = recv(stream->fd, bytes, n, 0);
	stream->is_dry = got < 0 || ((size_t)got < n && !stream->is_hung);
	return got;
}

/* MSG_MORE: the FIN that follows, or the next write, completes the segment. */
static long
send_some(struct stream *stream, const char *bytes, size_t n, int flags)
{
	ssize_t sent = send(stream->fd, bytes, n, MSG_NOSIGNAL | flags);
	if (sent < 0) {
		stream->wants_write = true;
		return is_wait(errno) ? STREAM_WAIT : STREAM_BROKEN;
	}
	stream->sent += (uint64_t)sent;
	return sent;
}

static int
flush(struct stream *stream, int flags)
{
	while (stream->out_at < stream->out_n) {
		long sent = send_some(stream, stream->out + stream->out_at,
		                      stream->out_n - stream->out_at, flags);
		if (sent < 0)
			return (int)sent;
		stream->out_at += (size_t)sent;
	}
	stream->out_at = stream->out_n = 0;
	return 0;
}

/* OpenSSL's side */

static int
bio_write(BIO *bio, const char *bytes, int n)
{
	struct stream *stream = BIO_get_data(bio);
	BIO_clear_retry_flags(bio);
	int flushed = stream->out_n == STREAM_OUT_SIZE ? flush(stream, MSG_MORE) : 0;
	if (flushed == STREAM_WAIT)
		BIO_set_retry_write(bio);
	if (flushed < 0)
		return -1;
	size_t room = STREAM_OUT_SIZE - stream->out_n;
	size_t taken = (size_t)n < room ? (size_t)n : room;
	memcpy(stream->out + stream->out_n, bytes, taken);
	stream->out_n += taken;
	return (int)taken;
}

/* Reading ahead takes all of it at once. */
static int
take_hello(struct stream *stream, char *bytes, int n)
{
	size_t taken = stream->hello_n;
	assert((size_t)n >= taken);
	memcpy(bytes, stream->out, taken);
	stream->hello_n = 0;
	return (int)taken;
}

static int
bio_read(BIO *bio, char *bytes, int n)
{
	struct stream *stream = BIO_get_data(bio);
	BIO_clear_retry_flags(bio);
	if (stream->hello_n)
		return take_hello(stream, bytes, n);
	ssize_t got = receive(stream, bytes, (size_t)n);
	if (got < 0 && is_wait(errno))
		BIO_set_retry_read(bio);
	return (int)got;
}

/* A flush is ours to time. */
static long
bio_control(BIO *bio, int command, long number, void *pointer)
{
	(void)bio;
	(void)number;
	(void)pointer;
	return command == BIO_CTRL_FLUSH;
}

BIO_METHOD *
stream_bio_method(void)
{
	BIO_METHOD *method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "stream");
	if (method && BIO_meth_set_write(method, bio_write) &&
	    BIO_meth_set_read(method, bio_read) && BIO_meth_set_ctrl(method, bio_control))
		return method;
	BIO_meth_free(method);
	return NULL;
}

/* At once, and what comes later with an answer again. */
static void
acknowledge(const struct stream *stream)
{
	const int now_and_no_more = 2;
	setsockopt(stream->fd, IPPROTO_TCP, TCP_QUICKACK, &now_and_no_more, sizeof now_and_no_more);
}

/* What the kernel knows of the link; zeros when it does not. */
static void
look_at_link(const struct stream *stream, struct tcp_info *info)
{
	socklen_t size = sizeof *info;
	*info = (struct tcp_info){0};
	getsockopt(stream->fd, IPPROTO_TCP, TCP_INFO, info, &size);
}

/* Over a slow link a certificate takes so long that the client would send its hello twice; other
 * answers are acknowledgement enough. */
static void
acknowledge_hello(const struct stream *stream)
{
	struct tcp_info info;
	if (stream->out_n < LONG_ANSWER)
		return;
	look_at_link(stream, &info);
	if (info.tcpi_rtt >= SLOW_RTT)
		acknowledge(stream);
}

static int
start_tls(struct stream *stream, const struct listener *listener)
{
	BIO *bio = BIO_new(listener->tls->method);
	stream->ssl = bio ? tls_new(listener) : NULL;
	if (!stream->ssl) {
		BIO_free(bio);
		stream->is_starved = true;
		return STREAM_BROKEN;
	}
	BIO_set_data(bio, stream);
	BIO_set_init(bio, 1);
	SSL_set_bio(stream->ssl, bio, bio);
	return 0;
}

static bool
is_whole_hello(const struct stream *stream)
{
	const unsigned char *bytes = (const unsigned char *)stream->out;
	if (stream->hello_n == STREAM_OUT_SIZE || bytes[0] != RECORD_HANDSHAKE)
		return true;
	return stream->hello_n >= RECORD_HEAD &&
	       stream->hello_n >= RECORD_HEAD + ((size_t)bytes[3] << 8 | bytes[4]);
}

/* OpenSSL takes 40 KiB from the first byte on, so it comes into play when there is a whole hello,
 * or what will never be one. */
static int
gather_hello(struct stream *stream)
{
	do {
		ssize_t got = receive(stream, stream->out + stream->hello_n,
		                      STREAM_OUT_SIZE - stream->hello_n);
		if (got <= 0)
			return got < 0 && is_wait(errno) ? STREAM_WAIT : STREAM_BROKEN;
		stream->hello_n += (size_t)got;
	} while (!is_whole_hello(stream));
	return 0;
}

/* What OpenSSL's answer means to us. Before waiting for the client, it gets what is gathered. */
static int
tls_end(struct stream *stream, int result)
{
	switch (SSL_get_error(stream->ssl, result)) {
	case SSL_ERROR_WANT_READ:
		stream->wants_write = false;
		return flush(stream, 0) == STREAM_BROKEN ? STREAM_BROKEN : STREAM_WAIT;
	case SSL_ERROR_WANT_WRITE:
		stream->wants_write = true;
		return STREAM_WAIT;
	case SSL_ERROR_ZERO_RETURN:
		return 0;
	default:
		stream->is_starved |= ERR_GET_REASON(ERR_peek_error()) == ERR_R_MALLOC_FAILURE;
		ERR_clear_error();
		return STREAM_BROKEN;
	}
}

/* Our side */

int
stream_handshake(struct stream *stream, const struct listener *listener)
{
	if (!listener->protocol->is_secure)
		return 1;
	int gathered = stream->ssl ? 0 : gather_hello(stream);
	if (gathered < 0)
		return gathered;
	if (!stream->ssl && start_tls(stream, listener) < 0)
		return STREAM_BROKEN;
	int result = SSL_do_handshake(stream->ssl);
	if (result != 1)
		acknowledge_hello(stream);
	return result == 1                              ? 1
	       : tls_end(stream, result) == STREAM_WAIT ? STREAM_WAIT
	                                                : STREAM_BROKEN;
}

/* Where no ticket follows the client's Finished, nothing of ours carries its acknowledgement, and a
 * client that waits for one (Nagle) would hold its request back for 40 ms. The request's own then
 * leaves with the reply: before it, it would cost 52 bytes, 43 ms at 9600 bit/s. */
static void
acknowledge_finished(const struct stream *stream)
{
	const SSL *ssl = stream->ssl;
	bool had_ticket = SSL_version(ssl) == TLS1_3_VERSION ? SSL_get_num_tickets(ssl) > 0
	                                                     : !SSL_session_reused(ssl);
	if (!had_ticket)
		acknowledge(stream);
}

long
stream_read(struct stream *stream, char *bytes, size_t n)
{
	if (stream->ssl) {
		int got = SSL_read(stream->ssl, bytes, (int)n);
		if (got > 0)
			return got;
		int end = tls_end(stream, got);
		if (end == STREAM_WAIT)
			acknowledge_finished(stream);
		return end;
	}
	ssize_t got = receive(stream, bytes, n);
	if (got >= 0)
		return got;
	stream->wants_write = false;
	return is_wait(errno) ? STREAM_WAIT : STREAM_BROKEN;
}

/* The first ones grow slowly. The kernel takes an acknowledgement that is overdue, by what it has
 * seen of the link, for a loss: where whole segments queue from the beginning, it sends the second
 * one twice, five seconds at 300 bytes a second. */
size_t
stream_record(size_t n, uint64_t before, unsigned rtt, uint64_t rate)
{
	bool is_slow = rtt >= SLOW_RTT && rate < QUICK_RATE;
	if (!is_slow || n <= SMALL)
		return n;
	if (before >= STREAM_EARLY)
		return STREAM_RECORD;
	return before < STREAM_EARLY - STREAM_FIRST ? STREAM_FIRST : 2 * STREAM_FIRST;
}

static size_t
next_record(const struct stream *stream, size_t n)
{
	struct tcp_info info;
	if (n <= SMALL)
		return n;
	look_at_link(stream, &info);
	return stream_record(n, stream->taken, info.tcpi_rtt, info.tcpi_delivery_rate);
}

/* The early records have a segment each: in a full one they would be there later. They
 * do not wait for the acknowledgement of a ticket either. */
static void
show_early(struct stream *stream)
{
	const int on = 1;
	if (stream->taken >= STREAM_EARLY)
		return;
	setsockopt(stream->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	flush(stream, 0);
}

long
stream_write(struct stream *stream, const char *bytes, size_t n)
{
	if (!stream->ssl)
		return send_some(stream, bytes, n, MSG_MORE);
	/* OpenSSL wants to be asked again for what it has begun. */
	if (stream->record == 0)
		stream->record = next_record(stream, n);
	int taken = SSL_write(stream->ssl, bytes, (int)stream->record);
	if (taken > 0) {
		if (stream->record < n)
			show_early(stream);
		stream->taken += (uint64_t)taken;
		stream->record = 0;
		return taken;
	}
	int end = tls_end(stream, taken);
	return end == 0 ? STREAM_BROKEN : end;
}

static int
add_close_notify(struct stream *stream)
{
	if (!stream->ssl || stream->is_noted || !SSL_is_init_finished(stream->ssl))
		return 0;
	int result = SSL_shutdown(stream->ssl);
	if (result < 0 && tls_end(stream, result) == STREAM_WAIT && stream->wants_write)
		return STREAM_WAIT;
	stream->is_noted = true;
	return 0;
}

/* Gemini 0.24.1 Closing connections */
int
stream_end(struct stream *stream)
{
	if (add_close_notify(stream) < 0)
		return STREAM_WAIT;
	int result = flush(stream, MSG_MORE);
	if (result < 0)
		return result;
	stream->is_ended = true;
	return shutdown(stream->fd, SHUT_WR) == 0 ? 0 : STREAM_BROKEN;
}

int
stream_drain(struct stream *stream)
{
	char waste[4096];
	for (int i = 0; i < DRAIN_TURN; i++) {
		ssize_t got = receive(stream, waste, sizeof waste);
		if (got == 0)
			return 0;
		if (got < 0) {
			stream->wants_write = false;
			return is_wait(errno) ? STREAM_WAIT : STREAM_BROKEN;
		}
	}
	return 1;
}

uint64_t
stream_acknowledged(const struct stream *stream)
{
	int queued = 0;
	if (ioctl(stream->fd, SIOCOUTQ, &queued) < 0 || queued < 0)
		return stream->sent;
	return stream->sent - ((uint64_t)queued < stream->sent ? (uint64_t)queued : stream->sent);
}
