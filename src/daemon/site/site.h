/* A site is one capsule as it is served: its names, its folder, its rules. It turns a request into
 * a reply and knows no socket. */
#ifndef DAEMON_SITE_SITE_H
#define DAEMON_SITE_SITE_H

#include "daemon/message.h"
#include "daemon/site/mime.h"
#include "daemon/site/published.h"
#include "daemon/site/redirect.h"

enum {
	SITE_LOOK = 2000 /* milliseconds between two looks at a site that nobody asks */
};

struct site {
	/* Set once, borrowed from the configuration. */
	const struct str *names; /* ASCII, the first is the one shown; without trailing dots */
	size_t names_count;
	struct str lang;           /* of pages that the table gives none; may be empty */
	struct str charset;        /* of texts whose type names none; empty: UTF-8 */
	const struct str *indexes; /* names of a folder's page on Gemini, the first that is there */
	size_t indexes_count;      /* 0: index.gmi */
	const struct str *gone;    /* paths that are no more */
	size_t gone_count;
	const struct mime_suffix *types; /* before those that everybody knows */
	size_t types_count;
	const struct redirect *redirects;
	size_t redirects_count;
	bool listing; /* folders without an index are listed */

	int out; /* owned: the capsule's folder */
	struct published published;
};

/* Opens the folder; 0, or -1 and errno. The caller has set the first part. */
int site_open(struct site *site, const char *folder);
void site_close(struct site *site);
/* Whether this process may look into the folder and the trees that are published. */
bool site_is_readable(const struct site *site);

/* Follows what is published, as each answer does. Where nobody asks, it has to be called now and
 * then, so that a build that is gone leaves the disk. now is as in struct endpoint. */
void site_refresh(struct site *site, int64_t now);

/* The site of the endpoint that has this name (ASCII case is ignored), or NULL. */
struct site *site_find(const struct endpoint *endpoint, struct str name);

/* Fills the reply to a request that came in there. The slices of the reply are borrowed until the
 * next answer; its descriptor, entries and results are the caller's. */
void site_answer(const struct endpoint *endpoint, const struct request *request,
                 struct reply *reply);

#endif
