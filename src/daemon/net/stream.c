#include "daemon/net/stream.h"

#include "daemon/net/tls.h"

#include <errno.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	DRAIN_TURN = 16 /* reads a turn, so that a flood cannot hold the loop */
};

void
stream_open(struct stream *stream, int fd, char *out)
{
	stream->fd = fd;
	stream->ssl = NULL;
	stream->wants_write = stream->is_noted = stream->is_ended = false;
	stream->is_hung = stream->is_dry = false;
	stream->out = out;
	stream->sent = 0;
	stream->out_at = stream->out_n = 0;
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

static int
bio_read(BIO *bio, char *bytes, int n)
{
	struct stream *stream = BIO_get_data(bio);
	BIO_clear_retry_flags(bio);
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

static int
start_tls(struct stream *stream, const struct listener *listener)
{
	BIO *bio = BIO_new(listener->tls->method);
	stream->ssl = bio ? tls_new(listener) : NULL;
	if (!stream->ssl) {
		BIO_free(bio);
		return STREAM_BROKEN;
	}
	BIO_set_data(bio, stream);
	BIO_set_init(bio, 1);
	SSL_set_bio(stream->ssl, bio, bio);
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
	if (!stream->ssl && start_tls(stream, listener) < 0)
		return STREAM_BROKEN;
	int result = SSL_do_handshake(stream->ssl);
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
	const int now_and_no_more = 2;
	const SSL *ssl = stream->ssl;
	bool had_ticket = SSL_version(ssl) == TLS1_3_VERSION ? SSL_get_num_tickets(ssl) > 0
	                                                     : !SSL_session_reused(ssl);
	if (!had_ticket)
		setsockopt(stream->fd, IPPROTO_TCP, TCP_QUICKACK, &now_and_no_more,
		           sizeof now_and_no_more);
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

long
stream_write(struct stream *stream, const char *bytes, size_t n)
{
	if (!stream->ssl)
		return send_some(stream, bytes, n, MSG_MORE);
	int taken = SSL_write(stream->ssl, bytes, (int)n);
	if (taken > 0)
		return taken;
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
