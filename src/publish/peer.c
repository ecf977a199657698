#include "publish/peer.h"

#include "base/clock.h"
#include "base/fd.h"

#include <errno.h>
#include <netdb.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int
fail(struct peer *peer, const char *doing, const char *reason)
{
	snprintf(peer->why, sizeof peer->why, "%s: %s", doing, reason);
	return -1;
}

/* Gives each call on the socket what is left of the time. */
static int
hurry(struct peer *peer, const char *doing)
{
	int64_t left = peer->deadline - clock_read(CLOCK_MONOTONIC);
	if (left <= 0)
		return fail(peer, doing, "timed out");
	struct timeval patience = {.tv_sec = left / CLOCK_S, .tv_usec = left % CLOCK_S};
	setsockopt(peer->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	setsockopt(peer->fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
	return 0;
}

static const char *
reason_of(int error)
{
	bool is_late = error == EAGAIN || error == EINPROGRESS;
	return is_late ? "timed out" : strerror(error);
}

static int
connect_to(struct peer *peer, const struct addrinfo *address)
{
	peer->fd = socket(address->ai_family, address->ai_socktype | SOCK_CLOEXEC, 0);
	if (peer->fd < 0)
		return fail(peer, "connecting", strerror(errno));
	if (hurry(peer, "connecting") < 0)
		return -1;
	if (connect(peer->fd, address->ai_addr, address->ai_addrlen) == 0)
		return 0;
	fail(peer, "connecting", reason_of(errno));
	fd_close(peer->fd);
	peer->fd = -1;
	return -1;
}

static int
connect_to_any(struct peer *peer, const char *host, const char *port)
{
	struct addrinfo *found, hints = {.ai_socktype = SOCK_STREAM};
	int error = getaddrinfo(host, port, &hints, &found);
	if (error)
		return fail(peer, "looking up the host", gai_strerror(error));
	int result = -1;
	for (const struct addrinfo *one = found; one && result < 0; one = one->ai_next)
		result = connect_to(peer, one);
	freeaddrinfo(found);
	return result;
}

/* What OpenSSL has to say, or the system behind it. */
static int
fail_tls(struct peer *peer, const char *doing)
{
	int error = errno;
	const char *reason = ERR_reason_error_string(ERR_peek_error());
	fail(peer, doing, reason ? reason : error ? reason_of(error) : "the server hung up");
	ERR_clear_error();
	return -1;
}

static int
start_tls(struct peer *peer, const char *host)
{
	char name[256]; /* OpenSSL's macro wants it writable */
	snprintf(name, sizeof name, "%s", host);
	errno = 0;
	peer->context = SSL_CTX_new(TLS_client_method());
	peer->ssl = peer->context ? SSL_new(peer->context) : NULL;
	if (!peer->ssl || SSL_set_min_proto_version(peer->ssl, TLS1_2_VERSION) != 1 ||
	    SSL_set_tlsext_host_name(peer->ssl, name) != 1 || SSL_set_fd(peer->ssl, peer->fd) != 1)
		return fail_tls(peer, "preparing TLS");
	return SSL_connect(peer->ssl) == 1 ? 0 : fail_tls(peer, "TLS handshake");
}

int
peer_open(struct peer *peer, const char *host, const char *port, bool with_tls, unsigned seconds)
{
	*peer = (struct peer){
	    .fd = -1,
	    .deadline = clock_read(CLOCK_MONOTONIC) + (int64_t)seconds * CLOCK_S,
	};
	if (connect_to_any(peer, host, port) < 0)
		return -1;
	return with_tls ? start_tls(peer, host) : 0;
}

int
peer_send(struct peer *peer, struct str bytes)
{
	if (hurry(peer, "asking") < 0)
		return -1;
	errno = 0;
	if (peer->ssl)
		return SSL_write(peer->ssl, bytes.p, (int)bytes.n) == (int)bytes.n
		           ? 0
		           : fail_tls(peer, "asking");
	while (bytes.n) {
		ssize_t sent = send(peer->fd, bytes.p, bytes.n, MSG_NOSIGNAL);
		if (sent < 0)
			return fail(peer, "asking", reason_of(errno));
		bytes = str_from(bytes, (size_t)sent);
	}
	return 0;
}

long
peer_read(struct peer *peer, char *bytes, size_t n)
{
	if (hurry(peer, "reading") < 0)
		return -1;
	errno = 0;
	if (!peer->ssl) {
		ssize_t got = recv(peer->fd, bytes, n, 0);
		return got < 0 ? fail(peer, "reading", reason_of(errno)) : got;
	}
	int got = SSL_read(peer->ssl, bytes, (int)n);
	if (got > 0)
		return got;
	if (SSL_get_error(peer->ssl, got) == SSL_ERROR_ZERO_RETURN)
		return 0;
	return fail_tls(peer, "reading (the page may be cut off)");
}

void
peer_close(struct peer *peer)
{
	SSL_free(peer->ssl);
	SSL_CTX_free(peer->context);
	fd_close(peer->fd);
	peer->fd = -1;
}
