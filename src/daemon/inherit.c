#include "daemon/inherit.h"

#include "base/fd.h"
#include "base/str.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	FIRST_FD = 3, /* sd_listen_fds(3): SD_LISTEN_FDS_START */
	SAFE_FD = FIRST_FD + INHERIT_MAX
};

static unsigned long
number_of(const char *variable)
{
	unsigned long number;
	return str_number(str_of(getenv(variable)), 1UL << 31, &number) < 0 ? 0 : number;
}

void
inherit_take(struct inherit *inherit)
{
	*inherit = (struct inherit){0};
	struct str names = str_of(getenv("LISTEN_FDNAMES"));
	size_t count = number_of("LISTEN_FDS");
	if (number_of("LISTEN_PID") != (unsigned long)getpid())
		count = 0;
	for (size_t i = 0; i < count && i < INHERIT_MAX; i++) {
		struct inherited *one = &inherit->list[i];
		one->fd = FIRST_FD + (int)i;
		fcntl(one->fd, F_SETFD, FD_CLOEXEC);
		struct str name = str_cut(&names, ':');
		snprintf(one->name, sizeof one->name, "%.*s", STR_FMT(name));
		inherit->count++;
	}
	unsetenv("LISTEN_PID");
	unsetenv("LISTEN_FDS");
	unsetenv("LISTEN_FDNAMES");
}

static bool
is_same_ipv4(const struct sockaddr *one, const struct sockaddr *other)
{
	struct sockaddr_in a, b;
	memcpy(&a, one, sizeof a);
	memcpy(&b, other, sizeof b);
	return a.sin_addr.s_addr == b.sin_addr.s_addr &&
	       (b.sin_port == 0 || a.sin_port == b.sin_port);
}

static bool
is_same_ipv6(const struct sockaddr *one, const struct sockaddr *other)
{
	struct sockaddr_in6 a, b;
	memcpy(&a, one, sizeof a);
	memcpy(&b, other, sizeof b);
	return memcmp(&a.sin6_addr, &b.sin6_addr, sizeof a.sin6_addr) == 0 &&
	       (b.sin6_port == 0 || a.sin6_port == b.sin6_port);
}

static bool
listens_at(int fd, const struct sockaddr *address)
{
	struct sockaddr_storage own = {0};
	socklen_t size = sizeof own;
	int listens = 0;
	socklen_t flag_size = sizeof listens;
	if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &flag_size) < 0 || !listens ||
	    getsockname(fd, (struct sockaddr *)&own, &size) < 0 ||
	    own.ss_family != address->sa_family)
		return false;
	if (own.ss_family == AF_INET)
		return is_same_ipv4((struct sockaddr *)&own, address);
	return own.ss_family == AF_INET6 && is_same_ipv6((struct sockaddr *)&own, address);
}

/* A name that is no protocol's was chosen by somebody else and tells nothing. */
static bool
is_for(const struct inherited *one, const char *protocol)
{
	bool is_named = strcmp(one->name, "gemini") == 0 || strcmp(one->name, "gopher") == 0;
	return !is_named || strcmp(one->name, protocol) == 0;
}

/* From now on it is the caller's. */
static int
release(struct inherited *one)
{
	int fd = one->fd;
	one->fd = -1;
	return fd;
}

int
inherit_claim(struct inherit *inherit, const char *protocol, const struct sockaddr *address)
{
	for (size_t i = 0; i < inherit->count; i++) {
		struct inherited *one = &inherit->list[i];
		if (one->fd < 0 || !is_for(one, protocol) || !listens_at(one->fd, address))
			continue;
		int flags = fcntl(one->fd, F_GETFL);
		if (flags < 0 || fcntl(one->fd, F_SETFL, flags | O_NONBLOCK) < 0)
			return -1;
		return release(one);
	}
	return -1;
}

int
inherit_claim_named(struct inherit *inherit, const char *name)
{
	for (size_t i = 0; i < inherit->count; i++) {
		struct inherited *one = &inherit->list[i];
		if (one->fd >= 0 && strcmp(one->name, name) == 0)
			return release(one);
	}
	return -1;
}

void
inherit_add(struct inherit *inherit, int fd, const char *name)
{
	if (inherit->count == INHERIT_MAX)
		return;
	struct inherited *one = &inherit->list[inherit->count++];
	one->fd = fd;
	snprintf(one->name, sizeof one->name, "%s", name);
}

void
inherit_drop(struct inherit *inherit)
{
	for (size_t i = 0; i < inherit->count; i++)
		fd_close(inherit->list[i].fd);
	inherit->count = 0;
}

static int
set_number(const char *variable, unsigned long number)
{
	char text[32];
	snprintf(text, sizeof text, "%lu", number);
	return setenv(variable, text, 1);
}

static int
set_names(const struct inherit *inherit)
{
	char names[INHERIT_MAX * sizeof inherit->list[0].name] = "";
	size_t n = 0;
	for (size_t i = 0; i < inherit->count; i++)
		n += (size_t)snprintf(names + n, sizeof names - n, "%s%s", i ? ":" : "",
		                      inherit->list[i].name);
	return setenv("LISTEN_FDNAMES", names, 1);
}

int
inherit_give(const struct inherit *inherit)
{
	int safe[INHERIT_MAX];
	/* Out of the way first: the places to fill may be taken by each other. */
	for (size_t i = 0; i < inherit->count; i++) {
		safe[i] = fcntl(inherit->list[i].fd, F_DUPFD_CLOEXEC, SAFE_FD);
		if (safe[i] < 0)
			return -1;
	}
	for (size_t i = 0; i < inherit->count; i++)
		if (dup2(safe[i], FIRST_FD + (int)i) < 0)
			return -1;
	if (set_number("LISTEN_PID", (unsigned long)getpid()) < 0 ||
	    set_number("LISTEN_FDS", inherit->count) < 0)
		return -1;
	return set_names(inherit);
}
