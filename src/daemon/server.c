#include "daemon/server.h"

#include "base/cert.h"
#include "base/certfacts.h"
#include "base/fd.h"
#include "base/log.h"
#include "daemon/net/stream.h"
#include "daemon/sandbox.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	DAY = 24 * 60 * 60, /* seconds */
	WARNING_DAYS = 30
};

static int
make_pair(const struct config_capsule *config, char *why)
{
	const struct cert_hosts hosts = {config->names.list, config->names.count};
	const char *reason;
	if (cert_create(&hosts, config->certificate, config->key, &reason) == 0)
		return 0;
	snprintf(why, SERVER_WHY_MAX, "%s: %s: %s; make the folder, or name another by certs",
	         config->key, reason, strerror(errno));
	return -1;
}

/* Neither half is there; half a pair is for its owner to sort out. */
static bool
lacks_pair(const struct config_capsule *config)
{
	return config->makes_pair && access(config->certificate, F_OK) < 0 &&
	       access(config->key, F_OK) < 0;
}

static int
open_context(struct server *server, struct server_capsule *capsule,
             const struct config_capsule *config, char *why)
{
	const char *reason;
	if (config->gemini.count == 0)
		return 0;
	if (lacks_pair(config)) {
		if (server->checks_only)
			return 0;
		if (make_pair(config, why) < 0)
			return -1;
	}
	capsule->context = tls_context_open(config->certificate, config->key, &reason);
	if (capsule->context) {
		sessions_serve(&server->sessions, capsule->context);
		return 0;
	}
	snprintf(why, SERVER_WHY_MAX, "%s, %s: %s; `kapsula cert %s` makes a pair",
	         config->certificate, config->key, reason, config->names.list[0]);
	return -1;
}

static struct listener *
find_listener(const struct server *server, const char *text, const struct protocol *protocol)
{
	for (size_t i = 0; i < server->listeners_count; i++)
		if (server->listeners[i].protocol == protocol &&
		    strcmp(server->listeners[i].asked, text) == 0)
			return &server->listeners[i];
	return NULL;
}

static const char *
remedy_for(int error)
{
	switch (error) {
	case EADDRINUSE:
		return "another program listens there; stop it, or choose another port";
	case EACCES:
		return "ports below 1024 need root; start as root, or choose another port";
	case EADDRNOTAVAIL:
		return "this machine has no such address; choose one of its own";
	default:
		return "choose another address";
	}
}

/* Takes the sockets that were inherited for that address, all of them. */
static int
adopt_sockets(struct listener *listener, struct inherit *inherit)
{
	struct sockaddr_storage address;
	socklen_t size;
	if (listen_read(listener->asked, &address, &size) < 0)
		return 0;
	int fd;
	while ((fd = inherit_claim(inherit, listener->protocol->name,
	                           (struct sockaddr *)&address)) >= 0) {
		if (listen_adopt(listener, fd) < 0)
			return -1;
		/* Where any port was asked for, all sockets have the first one's. */
		if (listen_read(listener->name, &address, &size) < 0)
			return -1;
	}
	return 0;
}

static struct listener *
add_listener(struct server *server, const char *text, const struct protocol *protocol, char *why)
{
	size_t n = server->listeners_count + 1;
	struct listener *grown = realloc(server->listeners, n * sizeof *grown);
	if (!grown) {
		snprintf(why, SERVER_WHY_MAX, "out of memory");
		return NULL;
	}
	server->listeners = grown;
	struct listener *listener = &grown[n - 1];
	listen_init(listener, text, protocol);
	listener->tls = protocol->is_secure ? &server->tls : NULL;
	if (adopt_sockets(listener, server->inherit) == 0 &&
	    listen_open(listener, server->workers) == 0) {
		server->listeners_count = n;
		return listener;
	}
	int error = errno;
	snprintf(why, SERVER_WHY_MAX, "%s://%s: %s: %s", protocol->name, text, strerror(error),
	         remedy_for(error));
	listen_close(listener);
	errno = error;
	return NULL;
}

/* Without IPv6 in the kernel its sockets cannot be made; with IPv6 turned off, even "all addresses"
 * is none. */
static bool
lacks_family(const char *text, int error)
{
	bool is_all = str_starts(str_of(text), STR("[::]:"));
	return error == EAFNOSUPPORT || (error == EADDRNOTAVAIL && is_all);
}

/* Puts the capsule behind that address. 0, 1 where the machine lacks IPv6 or IPv4, or -1. */
static int
listen_at(struct server *server, struct server_capsule *capsule, const char *text,
          const struct protocol *protocol, char *why)
{
	struct listener *listener = find_listener(server, text, protocol);
	if (listener && !protocol->is_secure) {
		snprintf(why, SERVER_WHY_MAX,
		         "%s://%s: two capsules cannot share it; give each its own port",
		         protocol->name, text);
		return -1;
	}
	if (!listener)
		listener = add_listener(server, text, protocol, why);
	if (!listener)
		return lacks_family(text, errno) ? 1 : -1;
	if (listen_add_site(listener, &capsule->hosted.site, capsule->context) == 0)
		return 0;
	snprintf(why, SERVER_WHY_MAX, "out of memory");
	return -1;
}

/* A machine may have only one of IPv6 and IPv4; without both of them nobody is served. */
static int
listen_at_all(struct server *server, struct server_capsule *capsule,
              const struct config_list *addresses, const struct protocol *protocol, char *why)
{
	size_t lacking = 0;
	for (size_t i = 0; i < addresses->count; i++) {
		int result = listen_at(server, capsule, addresses->list[i], protocol, why);
		if (result < 0)
			return -1;
		lacking += (size_t)result;
	}
	return lacking && lacking == addresses->count ? -1 : 0;
}

static int
open_capsule(struct server *server, size_t i, char *why)
{
	const struct config_capsule *config = &server->config->capsules[i];
	struct server_capsule *capsule = &server->capsules[i];
	if (hosted_open(&capsule->hosted, config, why) < 0 ||
	    open_context(server, capsule, config, why) < 0)
		return -1;
	if (server->checks_only)
		return 0;
	if (listen_at_all(server, capsule, &config->gemini, &protocol_gemini, why) < 0)
		return -1;
	return listen_at_all(server, capsule, &config->gopher, &protocol_gopher, why);
}

/* Those from before a reload, so that it costs readers no handshake; else none yet. */
static int
open_sessions(struct server *server)
{
	int fd = inherit_claim_named(server->inherit, SERVER_SESSIONS);
	int end = fd < 0 ? -1 : sessions_adopt(&server->sessions, fd);
	if (end < 0) {
		fd_close(fd);
		end = sessions_open(&server->sessions);
	}
	server->sessions.seconds = server->config->session_lifetime;
	return end;
}

int
server_open(struct server *server, char why[static SERVER_WHY_MAX])
{
	size_t count = server->config->capsules_count;
	server->capsules = calloc(count, sizeof *server->capsules);
	server->tls.method = stream_bio_method();
	if (!server->capsules || !server->tls.method || open_sessions(server) < 0) {
		snprintf(why, SERVER_WHY_MAX, "out of memory");
		server_close(server);
		return -1;
	}
	for (size_t i = 0; i < count; i++)
		if (open_capsule(server, i, why) < 0) {
			server_close(server);
			return -1;
		}
	return 0;
}

static void
close_capsule(struct server_capsule *capsule)
{
	hosted_close(&capsule->hosted);
	tls_context_close(capsule->context);
}

void
server_close(struct server *server)
{
	for (size_t i = 0; i < server->listeners_count; i++)
		listen_close(&server->listeners[i]);
	for (size_t i = 0; server->capsules && i < server->config->capsules_count; i++)
		close_capsule(&server->capsules[i]);
	free(server->listeners);
	free(server->capsules);
	BIO_meth_free(server->tls.method);
	sessions_close(&server->sessions);
	server->listeners = NULL;
	server->capsules = NULL;
	server->tls.method = NULL;
	server->listeners_count = 0;
}

void
server_refresh(const struct server *server, int64_t now)
{
	for (size_t i = 0; i < server->config->capsules_count; i++)
		site_refresh(&server->capsules[i].hosted.site, now);
}

int
server_drop_rights(const struct server *server, char why[static SERVER_WHY_MAX])
{
	const struct config *config = server->config;
	if (sandbox_drop(config->user, why) < 0)
		return -1;
	for (size_t i = 0; i < config->capsules_count; i++) {
		if (site_is_readable(&server->capsules[i].hosted.site))
			continue;
		snprintf(why, SERVER_WHY_MAX,
		         "%s: cannot be read without rights; make it readable to all (chmod 755)",
		         config->capsules[i].root);
		return -1;
	}
	return 0;
}

/* Clients that compare names warn their reader, however well they know the key. */
static void
announce_missing_names(const struct config_capsule *capsule)
{
	const struct config_list *names = &capsule->names;
	for (size_t i = 0; i < names->count; i++)
		if (!certfacts_name(capsule->certificate, names->list[i]))
			log_line("certificate %s does not name %s, of which some readers' programs "
			         "warn; name it (kapsula cert --renew --alias %s %s)",
			         names->list[0], names->list[i], names->list[i], names->list[0]);
}

static void
announce_certificate(const struct config_capsule *capsule)
{
	struct certfacts facts;
	const char *why, *host = capsule->names.list[0];
	if (!capsule->certificate || certfacts_read(capsule->certificate, &facts, &why) < 0)
		return;
	log_line("certificate %s sha256:%s", host, facts.fingerprint);
	double left = difftime(facts.ends, time(NULL)) / DAY;
	if (left < 0)
		log_line("certificate %s has ended; renew it (kapsula cert --renew %s)", host,
		         host);
	else if (left < WARNING_DAYS)
		log_line("certificate %s ends in %.0f days; renew it (kapsula cert --renew %s)",
		         host, left, host);
	announce_missing_names(capsule);
}

void
server_announce(const struct server *server)
{
	for (size_t i = 0; i < server->listeners_count; i++)
		log_line("listening on %s://%s", server->listeners[i].protocol->name,
		         server->listeners[i].name);
	for (size_t i = 0; i < server->config->capsules_count; i++)
		announce_certificate(&server->config->capsules[i]);
}
