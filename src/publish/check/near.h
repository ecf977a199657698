/* Near names: what an editor may have meant by a name that leads nowhere. */
#ifndef PUBLISH_CHECK_NEAR_H
#define PUBLISH_CHECK_NEAR_H

#include "publish/capsule/place.h"

/* How many letters must be changed, added, dropped or swapped to make one of the other; above limit
 * when it is more than that. ASCII letters count without case. */
size_t near_distance(struct str a, struct str b, size_t limit);

/* The place whose name is most like that of path, wherever it lies; NULL: none is like it. */
const struct place *near_place(const struct places *places, struct str path);

#endif
