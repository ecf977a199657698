/* The latest are the newest items of the news, whole and in one page, since each page of its own
 * costs a reader on a slow line another handshake. */
#ifndef PUBLISH_CAPSULE_LATEST_H
#define PUBLISH_CAPSULE_LATEST_H

#include "publish/capsule/capsule.h"
#include "publish/doc/doc.h"

/* Appends title and items to doc, whose arena keeps them. 0, or -1 after a report. */
int latest_add(struct capsule *capsule, const struct place *latest, struct doc *doc);

#endif
