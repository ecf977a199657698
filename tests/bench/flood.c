/* A flood: `flood KIND PORT COUNT SOURCES` besets 127.0.0.1 from so many addresses until its
 * standard input ends, and says "ready" when it is there. Kinds that stay, COUNT at once: silent,
 * half (a hello and no more), trickle (a byte a second), unread (a request, and nothing read of the
 * reply). Kinds that go at once, COUNT a second: reset, leave. */
#include "tool.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	COUNT_MAX = 16384,
	STEP_MS = 5,
	OPENED_A_SECOND = 2000,  /* of those that stay */
	REOPENED_A_SECOND = 200, /* in the place of dropped ones */
	SMALL_ROOM = 4096,       /* bytes that a reader who reads nothing takes */
	NETWORK = 0x7f090000     /* 127.9.0.0, whose addresses are the sources */
};

enum kind {
	KIND_SILENT,
	KIND_HALF,
	KIND_TRICKLE,
	KIND_UNREAD,
	KIND_RESET,
	KIND_LEAVE,
	KINDS
};

static const char *const kind_names[KINDS] = {"silent", "half",  "trickle",
                                              "unread", "reset", "leave"};

struct flood {
	enum kind kind;
	unsigned port;
	long count, sources;
	char hello[1024]; /* a client's first flight */
	size_t hello_n;
	const char *first; /* what each connection says at once; borrowed */
	size_t first_n;
	int epoll;
	int fds[COUNT_MAX];     /* owned; -1: to be opened */
	size_t said[COUNT_MAX]; /* bytes, one after the other */
	long opened;            /* in all */
	long trickled;          /* bytes */
	int64_t began;
};

static bool
is_storm(const struct flood *flood)
{
	return flood->kind == KIND_RESET || flood->kind == KIND_LEAVE;
}

static void
write_hello(struct flood *flood)
{
	SSL_CTX *context = SSL_CTX_new(TLS_client_method());
	SSL *ssl = context ? SSL_new(context) : NULL;
	BIO *in = BIO_new(BIO_s_mem()), *out = BIO_new(BIO_s_mem());
	if (!ssl || !in || !out)
		die("SSL_new");
	SSL_set_bio(ssl, in, out);
	SSL_set_tlsext_host_name(ssl, "localhost");
	SSL_connect(ssl);
	flood->hello_n = (size_t)BIO_read(out, flood->hello, sizeof flood->hello);
	SSL_free(ssl);
	SSL_CTX_free(context);
}

static int
open_connection(const struct flood *flood)
{
	const int on = 1, room = SMALL_ROOM;
	struct sockaddr_in from = {.sin_family = AF_INET},
	                   to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)flood->port)};
	from.sin_addr.s_addr = htonl(NETWORK + 1 + (uint32_t)(flood->opened % flood->sources));
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (fd < 0)
		die("socket");
	setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
	if (flood->kind == KIND_UNREAD)
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
	if (bind(fd, (struct sockaddr *)&from, sizeof from) == 0 &&
	    (connect(fd, (struct sockaddr *)&to, sizeof to) == 0 || errno == EINPROGRESS))
		return fd;
	close(fd);
	return -1;
}

static void
end_connection(struct flood *flood, long i)
{
	const struct linger none = {.l_onoff = 1, .l_linger = 0};
	if (flood->fds[i] < 0)
		return;
	if (flood->kind == KIND_RESET)
		setsockopt(flood->fds[i], SOL_SOCKET, SO_LINGER, &none, sizeof none);
	close(flood->fds[i]);
	flood->fds[i] = -1;
}

static void
begin_connection(struct flood *flood, long i)
{
	struct epoll_event event = {.events = EPOLLOUT | EPOLLRDHUP | EPOLLET,
	                            .data.u64 = (uint64_t)i};
	flood->fds[i] = open_connection(flood);
	if (flood->fds[i] < 0)
		return;
	flood->opened++;
	flood->said[i] = 0;
	if (epoll_ctl(flood->epoll, EPOLL_CTL_ADD, flood->fds[i], &event) < 0)
		die("epoll_ctl");
}

/* How many should have been opened so many microseconds after the beginning. */
static long
due_by(const struct flood *flood, int64_t since)
{
	if (is_storm(flood))
		return (long)(since * flood->count / SECOND);
	int64_t all = flood->count * SECOND / OPENED_A_SECOND;
	return since < all ? (long)(since * OPENED_A_SECOND / SECOND)
	                   : flood->count + (long)((since - all) * REOPENED_A_SECOND / SECOND);
}

/* As many as are due by now. */
static void
begin_connections(struct flood *flood)
{
	long due = due_by(flood, now() - flood->began);
	for (long i = 0; i < flood->count && flood->opened < due; i++)
		if (flood->fds[i] < 0)
			begin_connection(flood, i);
}

/* It stands, or the server has ended it. */
static void
on_event(struct flood *flood, const struct epoll_event *event)
{
	long i = (long)event->data.u64;
	if (event->events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR) || is_storm(flood)) {
		end_connection(flood, i);
		return;
	}
	if (flood->first_n && send(flood->fds[i], flood->first, flood->first_n, MSG_NOSIGNAL) < 0)
		end_connection(flood, i);
	/* What comes is nothing to it, but the end is. */
	struct epoll_event next = {.events = EPOLLRDHUP | EPOLLET, .data.u64 = event->data.u64};
	if (flood->fds[i] >= 0)
		epoll_ctl(flood->epoll, EPOLL_CTL_MOD, flood->fds[i], &next);
}

/* Each step one byte of the hello for a part of them, so that all have had one in a second. */
static void
trickle(struct flood *flood)
{
	if (flood->kind != KIND_TRICKLE)
		return;
	long due = (long)((now() - flood->began) * flood->count / SECOND);
	for (; flood->trickled < due; flood->trickled++) {
		long i = flood->trickled % flood->count;
		const char *byte = flood->hello + flood->said[i]++ % flood->hello_n;
		if (flood->fds[i] >= 0 && send(flood->fds[i], byte, 1, MSG_NOSIGNAL) < 0)
			end_connection(flood, i);
	}
}

static bool
is_over(void)
{
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
	return poll(&input, 1, 0) > 0;
}

static void
run(struct flood *flood)
{
	struct epoll_event events[256];
	bool is_ready = false;
	flood->began = now();
	while (!is_over()) {
		begin_connections(flood);
		int n = epoll_wait(flood->epoll, events, 256, STEP_MS);
		for (int i = 0; i < n; i++)
			on_event(flood, &events[i]);
		trickle(flood);
		if (!is_ready && (flood->opened >= flood->count || is_storm(flood))) {
			puts("ready");
			fflush(stdout);
			is_ready = true;
		}
	}
	printf("opened=%ld\n", flood->opened);
}

static void
read_arguments(int argc, char **argv, struct flood *flood)
{
	if (argc != 5) {
		fputs("usage: flood KIND PORT COUNT SOURCES\n", stderr);
		exit(2);
	}
	while (flood->kind < KINDS && strcmp(argv[1], kind_names[flood->kind]) != 0)
		flood->kind++;
	if (flood->kind == KINDS) {
		fprintf(stderr, "flood: there is no kind %s\n", argv[1]);
		exit(2);
	}
	flood->port = (unsigned)read_number(argv[2], 1, 65535);
	flood->count = read_number(argv[3], 1, COUNT_MAX);
	flood->sources = read_number(argv[4], 1, 65000);
}

static void
prepare(struct flood *flood)
{
	raise_descriptors();
	write_hello(flood);
	flood->first = flood->kind == KIND_HALF ? flood->hello : "/huge.txt\r\n";
	if (flood->kind == KIND_HALF)
		flood->first_n = flood->hello_n;
	if (flood->kind == KIND_UNREAD)
		flood->first_n = strlen(flood->first);
	for (long i = 0; i < COUNT_MAX; i++)
		flood->fds[i] = -1;
	flood->epoll = epoll_create1(0);
	if (flood->epoll < 0)
		die("epoll_create1");
}

int
main(int argc, char **argv)
{
	static struct flood flood;
	read_arguments(argc, argv, &flood);
	prepare(&flood);
	run(&flood);
	return 0;
}
