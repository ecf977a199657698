/* Facts are what a build learns of a text and other pages ask for; packed, they are handed from one
 * build to the next. */
#ifndef PUBLISH_CAPSULE_FACTS_H
#define PUBLISH_CAPSULE_FACTS_H

#include "publish/capsule/place.h"

/* Packs the facts of the place, which may borrow from anywhere, into the arena, and sets them as
 * slices of that. */
void facts_keep(struct place *place, struct arena *arena);
/* Sets them, as slices of facts. False: that is not what facts_keep made, and the place must be
 * read. */
bool facts_take(struct place *place, struct str facts);

#endif
