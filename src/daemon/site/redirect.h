/* Redirects that the configuration names: from a path, exact or by its beginning, to a URI. */
#ifndef DAEMON_SITE_REDIRECT_H
#define DAEMON_SITE_REDIRECT_H

#include "base/span.h"
#include "base/str.h"

struct redirect {
	struct str from; /* "/old/", decoded; borrowed from the configuration */
	struct str to;   /* URI-reference */
	bool
	    is_prefix; /* both were written with a '*' at their end: what follows is carried over */
	bool is_for_now; /* temporary */
};

/* Reads "FROM TO", either with a '*' at the end of both, and with " temporary" behind where it is
 * meant. 0, or -1 and *why, a static text with the remedy. */
int redirect_read(struct str text, struct redirect *redirect, const char **why);

/* Whether it is meant for path; then the new place is written to out, percent-encoded. */
bool redirect_match(const struct redirect *redirect, struct str path, struct span *out);

#endif
