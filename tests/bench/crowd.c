/* A crowd: `crowd silent|half|established|slow PORT COUNT REQUEST` opens that many connections to
 * 127.0.0.1, each ten from an address of their own, brings them into that state, says "ready" and
 * holds them until its standard input ends. */
#include "tool.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	COUNT_MAX = 19000,
	FROM_ONE_ADDRESS = 10,
	HALF_HELLO = 5,  /* a record's header and no more */
	SLOW_ROOM = 4096 /* bytes that a reader takes who reads no more */
};

struct crowd {
	const char *state, *request;
	in_port_t port;
	SSL_CTX *context;
};

static void
bind_to(int fd, unsigned number)
{
	unsigned address = number / FROM_ONE_ADDRESS + 2;
	struct sockaddr_in ours = {.sin_family = AF_INET,
	                           .sin_addr.s_addr = htonl(0x7F010000 + address)};
	if (bind(fd, (struct sockaddr *)&ours, sizeof ours) < 0)
		die("bind");
}

static int
open_socket(const struct crowd *crowd, unsigned number)
{
	struct sockaddr_in theirs = {.sin_family = AF_INET,
	                             .sin_port = crowd->port,
	                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd < 0)
		die("socket");
	if (strcmp(crowd->state, "slow") == 0)
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &(int){SLOW_ROOM}, sizeof(int));
	bind_to(fd, number);
	if (connect(fd, (struct sockaddr *)&theirs, sizeof theirs) < 0)
		die("connect");
	return fd;
}

/* Frees all of its own memory afterwards: the connection lives in the kernel. */
static void
shake_hands(const struct crowd *crowd, int fd, bool asks)
{
	char request[1100];
	SSL *ssl = SSL_new(crowd->context);
	if (!ssl || SSL_set_fd(ssl, fd) != 1 || SSL_connect(ssl) != 1)
		die("handshake");
	int n = snprintf(request, sizeof request, "%s\r\n", crowd->request);
	if (asks && SSL_write(ssl, request, n) != n)
		die("request");
	SSL_set_shutdown(ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
	SSL_free(ssl);
}

static void
join(const struct crowd *crowd, unsigned number)
{
	int fd = open_socket(crowd, number);
	if (strcmp(crowd->state, "half") == 0 && send(fd, "\26\3\1\1\0", HALF_HELLO, 0) < 0)
		die("send");
	if (strcmp(crowd->state, "established") == 0)
		shake_hands(crowd, fd, false);
	if (strcmp(crowd->state, "slow") == 0)
		shake_hands(crowd, fd, true);
}

int
main(int argc, char **argv)
{
	if (argc != 5) {
		fputs("usage: crowd STATE PORT COUNT REQUEST\n", stderr);
		return 2;
	}
	long count = read_number(argv[3], 0, COUNT_MAX);
	struct crowd crowd = {.state = argv[1],
	                      .request = argv[4],
	                      .port = htons((in_port_t)read_number(argv[2], 1, 65535)),
	                      .context = SSL_CTX_new(TLS_client_method())};
	if (!crowd.context)
		die("SSL_CTX_new");
	raise_descriptors();
	for (unsigned i = 0; i < (unsigned)count; i++)
		join(&crowd, i);
	puts("ready");
	fflush(stdout);
	while (getchar() != EOF)
		;
	return 0;
}
