#include "daemon/net/listen.h"

#include "base/fd.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	PORT_MAX = 65535,
	UNSENT_MAX = 16 * 1024 /* bytes a connection that the kernel holds and has not yet sent */
};

/* "[::1]:1965" gives "::1" and "1965". */
static int
split(const char *text, char host[static LISTEN_NAME_MAX], const char **port)
{
	struct str whole = str_of(text);
	size_t colon = str_find_last(whole, ':');
	if (colon == STR_NOWHERE || colon + 1 >= whole.n || colon >= LISTEN_NAME_MAX)
		return -1;
	*port = text + colon + 1;
	struct str name = str_upto(whole, colon);
	if (str_starts(name, STR("[")) && str_ends(name, STR("]")))
		name = str_from(str_upto(name, name.n - 1), 1);
	else if (str_has(name, ':'))
		return -1;
	if (name.n == 0)
		return -1;
	memcpy(host, name.p, name.n);
	host[name.n] = '\0';
	return 0;
}

int
listen_read(const char *text, struct sockaddr_storage *address, socklen_t *size)
{
	char host[LISTEN_NAME_MAX];
	const char *port;
	unsigned long number;
	struct addrinfo *found, hints = {
	                            .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
	                            .ai_socktype = SOCK_STREAM,
	                        };
	if (split(text, host, &port) < 0 || str_number(str_of(port), PORT_MAX, &number) < 0 ||
	    getaddrinfo(host, port, &hints, &found) != 0)
		return -1;
	memcpy(address, found->ai_addr, found->ai_addrlen);
	*size = found->ai_addrlen;
	freeaddrinfo(found);
	return 0;
}

void
listen_init(struct listener *listener, const char *text, const struct protocol *protocol)
{
	*listener = (struct listener){.protocol = protocol};
	snprintf(listener->asked, sizeof listener->asked, "%s", text);
	snprintf(listener->name, sizeof listener->name, "%s", text);
}

/* The port may have been 0: the kernel tells which one it chose. */
static int
learn_name(struct listener *listener, int fd)
{
	struct sockaddr_storage address = {0};
	socklen_t size = sizeof address;
	char host[INET6_ADDRSTRLEN], port[8];
	unsigned long number;
	if (getsockname(fd, (struct sockaddr *)&address, &size) < 0)
		return -1;
	if (getnameinfo((struct sockaddr *)&address, size, host, sizeof host, port, sizeof port,
	                NI_NUMERICHOST | NI_NUMERICSERV) != 0 ||
	    str_number(str_of(port), PORT_MAX, &number) < 0) {
		errno = EINVAL;
		return -1;
	}
	listener->port = (unsigned)number;
	bool is_ipv6 = address.ss_family == AF_INET6;
	snprintf(listener->name, sizeof listener->name, "%s%s%s:%s", is_ipv6 ? "[" : "", host,
	         is_ipv6 ? "]" : "", port);
	return 0;
}

/* What connections take over from the socket that they come to. Tried by `make links`, and left as
 * the kernel has it: shorter segments, a limit of the send buffer, TCP_USER_TIMEOUT, Nagle's
 * algorithm (no write of ours waits for it). */
static void
set_inherited_options(int fd)
{
	const int most = UNSENT_MAX, off = 0;
	/* What the kernel would take beyond this only waits in memory: 400 to 1,200 KiB for a
	 * reader who takes a large file slowly, and 16 with it. Pages come no later. */
	setsockopt(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &most, sizeof most);
	/* What a client says is acknowledged by the answer; a segment of its own would cost 52
	 * bytes. */
	setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &off, sizeof off);
}

int
listen_adopt(struct listener *listener, int fd)
{
	int *grown = realloc(listener->fds, (listener->fds_count + 1) * sizeof *grown);
	if (!grown)
		return -1;
	listener->fds = grown;
	listener->fds[listener->fds_count++] = fd;
	set_inherited_options(fd);
	return listener->fds_count == 1 ? learn_name(listener, fd) : 0;
}

static int
set_options(int fd, int family, bool is_shared)
{
	const int on = 1;
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0)
		return -1;
	if (is_shared && setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) < 0)
		return -1;
	return family == AF_INET6 ? setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) : 0;
}

/* A bound socket, or -1 and errno. */
static int
bind_socket(const char *text, bool is_shared)
{
	struct sockaddr_storage address;
	socklen_t size;
	errno = EINVAL;
	if (listen_read(text, &address, &size) < 0)
		return -1;
	int fd = socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	if (set_options(fd, address.ss_family, is_shared) == 0 &&
	    bind(fd, (struct sockaddr *)&address, size) == 0)
		return fd;
	fd_close(fd);
	return -1;
}

/* Ports may be shared among the sockets of one user: only an unshared one tells whether another
 * program is there. */
static int
probe(const char *text)
{
	int fd = bind_socket(text, false);
	int result = fd < 0 ? -1 : listen(fd, 0);
	fd_close(fd);
	return result;
}

static int
add_socket(struct listener *listener)
{
	/* Once the first one is bound, the name has the port that the others must share. */
	int fd = bind_socket(listener->name, true);
	if (fd < 0)
		return -1;
	if (listen(fd, SOMAXCONN) == 0 && listen_adopt(listener, fd) == 0)
		return 0;
	fd_close(fd);
	return -1;
}

/* A socket from a service manager may not be shared; then all workers use that one. */
static bool
is_shared(const struct listener *listener)
{
	int value = 0;
	socklen_t size = sizeof value;
	return getsockopt(listener->fds[0], SOL_SOCKET, SO_REUSEPORT, &value, &size) == 0 && value;
}

int
listen_open(struct listener *listener, size_t workers)
{
	if (listener->fds_count == 0 && (probe(listener->asked) < 0 || add_socket(listener) < 0))
		return -1;
	while (listener->fds_count < workers && is_shared(listener))
		if (add_socket(listener) < 0)
			return -1;
	return 0;
}

bool
listen_is_for(const struct listener *listener, size_t place, size_t worker, size_t workers)
{
	if (listener->fds_count < workers)
		return place == worker % listener->fds_count;
	return place % workers == worker;
}

int
listen_add_site(struct listener *listener, struct site *site, SSL_CTX *context)
{
	size_t n = listener->count + 1;
	struct site **sites = realloc(listener->sites, n * sizeof(struct site *));
	if (sites)
		listener->sites = sites;
	SSL_CTX **contexts = realloc(listener->contexts, n * sizeof(SSL_CTX *));
	if (contexts)
		listener->contexts = contexts;
	if (!sites || !contexts)
		return -1;
	listener->sites[listener->count] = site;
	listener->contexts[listener->count] = context;
	listener->count = n;
	return 0;
}

void
listen_close(struct listener *listener)
{
	for (size_t i = 0; i < listener->fds_count; i++)
		close(listener->fds[i]);
	free(listener->fds);
	free(listener->sites);
	free(listener->contexts);
	*listener = (struct listener){0};
}

unsigned
listen_waiting(int fd)
{
	struct tcp_info info = {0};
	socklen_t size = sizeof info;
	/* Of a socket that listens, the kernel tells its queue in this field. */
	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) < 0 || info.tcpi_unacked == 0)
		return 1;
	return info.tcpi_unacked;
}

int
listen_accept(int fd, struct sockaddr_storage *peer)
{
	socklen_t size = sizeof *peer;
	return accept4(fd, (struct sockaddr *)peer, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

struct str
listen_local_address(int fd, char text[static LISTEN_NAME_MAX])
{
	struct sockaddr_storage address;
	socklen_t size = sizeof address;
	if (getsockname(fd, (struct sockaddr *)&address, &size) < 0 ||
	    getnameinfo((struct sockaddr *)&address, size, text, LISTEN_NAME_MAX, NULL, 0,
	                NI_NUMERICHOST) != 0)
		return STR_NONE;
	return str_of(text);
}
