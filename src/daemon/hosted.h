/* A hosted capsule: its site, and the lists that the configuration makes for it. */
#ifndef DAEMON_HOSTED_H
#define DAEMON_HOSTED_H

#include "daemon/config.h"
#include "daemon/site/site.h"

enum {
	HOSTED_WHY_MAX = 512
};

struct hosted {
	struct site site;
	/* Owned lists, lent to the site; their texts are the configuration's. */
	struct str *names, *indexes, *gone;
	struct redirect *redirects;
	struct mime_suffix *types;
};

/* Opens the folder; the configuration stays where it is. 0, or -1 with a sentence in why. */
int hosted_open(struct hosted *hosted, const struct config_capsule *config,
                char why[static HOSTED_WHY_MAX]);
void hosted_close(struct hosted *hosted);

#endif
