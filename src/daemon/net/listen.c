#include "daemon/net/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
	if (split(text, host, &port) < 0 || str_number(str_of(port), 65535, &number) < 0 ||
	    getaddrinfo(host, port, &hints, &found) != 0)
		return -1;
	memcpy(address, found->ai_addr, found->ai_addrlen);
	*size = found->ai_addrlen;
	freeaddrinfo(found);
	return 0;
}

static int
set_options(int fd, int family)
{
	const int on = 1;
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0)
		return -1;
	return family == AF_INET6 ? setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) : 0;
}

static void
write_name(struct listener *listener, const char *host, bool is_ipv6)
{
	snprintf(listener->name, sizeof listener->name, is_ipv6 ? "[%s]:%u" : "%s:%u", host,
	         listener->port);
}

/* The port may have been 0: the kernel tells which one it chose. */
static int
learn_name(struct listener *listener)
{
	struct sockaddr_storage address;
	socklen_t size = sizeof address;
	char host[INET6_ADDRSTRLEN], port[8];
	unsigned long number;
	if (getsockname(listener->fd, (struct sockaddr *)&address, &size) < 0)
		return -1;
	if (getnameinfo((struct sockaddr *)&address, size, host, sizeof host, port, sizeof port,
	                NI_NUMERICHOST | NI_NUMERICSERV) != 0 ||
	    str_number(str_of(port), 65535, &number) < 0) {
		errno = EINVAL;
		return -1;
	}
	listener->port = (unsigned)number;
	write_name(listener, host, address.ss_family == AF_INET6);
	return 0;
}

int
listen_open(struct listener *listener, const char *text, const struct protocol *protocol)
{
	struct sockaddr_storage address;
	socklen_t size;
	*listener = (struct listener){.fd = -1, .protocol = protocol};
	errno = EINVAL;
	if (listen_read(text, &address, &size) < 0)
		return -1;
	snprintf(listener->asked, sizeof listener->asked, "%s", text);
	listener->fd = socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (listener->fd >= 0 && set_options(listener->fd, address.ss_family) == 0 &&
	    bind(listener->fd, (struct sockaddr *)&address, size) == 0 &&
	    listen(listener->fd, SOMAXCONN) == 0 && learn_name(listener) == 0)
		return 0;
	int error = errno;
	listen_close(listener);
	errno = error;
	return -1;
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
	if (listener->fd >= 0)
		close(listener->fd);
	free(listener->sites);
	free(listener->contexts);
	*listener = (struct listener){.fd = -1};
}

int
listen_accept(const struct listener *listener)
{
	return accept4(listener->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
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
