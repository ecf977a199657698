/* A finding is what the index has for a query, the best pages first: by their scores, a page in the
 * reader's language twice; among equals the newest. */
#ifndef DAEMON_SITE_FINDING_H
#define DAEMON_SITE_FINDING_H

#include "daemon/message.h"
#include "daemon/site/query.h"
#include "daemon/site/searchmap.h"

enum {
	FINDING_MAX = RESULTS_MAX,
	FINDING_TIME = 3500 /* microseconds, of the 5000 that a search may take with its page */
};

struct finding {
	int64_t ids[FINDING_MAX];
	size_t count;
	bool is_some; /* no page has all of the words; these have some */
	bool is_more; /* there are more */
	bool is_cut;  /* time was over before all were seen: the newest ones were */
};

/* 0, or -1 when the index cannot be read. lang: the reader's; time: FINDING_TIME, or fewer
 * microseconds. When they are over, FINDING_MAX pages are found all the same. */
int finding_make(struct finding *finding, struct searchmap *map, const struct query *query,
                 struct str lang, int64_t time);

#endif
