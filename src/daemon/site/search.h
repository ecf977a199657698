/* A search answers what readers look for in a capsule, at the paths of its search pages. */
#ifndef DAEMON_SITE_SEARCH_H
#define DAEMON_SITE_SEARCH_H

#include "daemon/message.h"
#include "daemon/site/searchmap.h"

/* Whether the path is that of a search page; then it fills the reply. The pages found are read
 * beneath root, the tree for Gemini, for their snippets. */
bool search_answer(struct searchmap *map, int root, const struct request *request,
                   struct reply *reply);

#endif
