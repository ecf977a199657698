/* The server: everything that is opened before rights are dropped, made from the configuration. */
#ifndef DAEMON_SERVER_H
#define DAEMON_SERVER_H

#include "daemon/config.h"
#include "daemon/hosted.h"
#include "daemon/inherit.h"
#include "daemon/net/listen.h"
#include "daemon/net/sessions.h"
#include "daemon/net/tls.h"

enum {
	SERVER_WHY_MAX = HOSTED_WHY_MAX
};

#define SERVER_SESSIONS "sessions" /* the name of the cache among what a program inherits */

/* One capsule of the configuration, opened. */
struct server_capsule {
	struct hosted hosted;
	SSL_CTX *context; /* owned; NULL without Gemini */
};

struct server {
	/* Set by the caller. */
	const struct config *config; /* borrowed */
	struct inherit *inherit;     /* borrowed: sockets that are open already */
	size_t workers;              /* at least 1 */
	bool checks_only;            /* listens nowhere and makes nothing */

	struct tls tls;
	struct sessions sessions;
	struct server_capsule *capsules; /* owned; one for each of the configuration */
	struct listener *listeners;      /* owned list */
	size_t listeners_count;
};

/* Opens folders, certificates and listeners, and makes missing pairs where that is asked for. 0,
 * or -1 with a sentence in why: what, where, and what to do. */
int server_open(struct server *server, char why[static SERVER_WHY_MAX]);
void server_close(struct server *server);

/* site_refresh for each capsule. */
void server_refresh(const struct server *server, int64_t now);
/* Gives up rights for good (sandbox_drop), and looks whether all folders can still be read. 0, or
 * -1 with a sentence in why. */
int server_drop_rights(const struct server *server, char why[static SERVER_WHY_MAX]);

/* Tells on standard error where it listens and with which certificates. */
void server_announce(const struct server *server);

#endif
