/* A feed offers the news of one language to feed readers, as Atom. */
#ifndef PUBLISH_CAPSULE_FEED_H
#define PUBLISH_CAPSULE_FEED_H

#include "publish/capsule/capsule.h"

/* Appends the feed, whose bytes depend on the texts alone, to capsule->text. */
void feed_write(struct capsule *capsule, const struct place *feed);

#endif
