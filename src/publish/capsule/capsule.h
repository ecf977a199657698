/* A capsule is a source folder on its way to becoming a finished capsule: all that the rooms of
 * this folder share while they build it. */
#ifndef PUBLISH_CAPSULE_CAPSULE_H
#define PUBLISH_CAPSULE_CAPSULE_H

#include "publish/capsule/front.h"
#include "publish/capsule/links.h"
#include "publish/capsule/out.h"
#include "publish/capsule/place.h"
#include "publish/capsule/settings.h"
#include "publish/capsule/tree.h"
#include "publish/capsule/types.h"

struct capsule {
	struct settings settings; /* each of these owned */
	struct tree tree;
	struct places places;
	struct out out;
	struct types types;
	struct links links;  /* of the page at hand */
	struct front front;  /* what its front matter told */
	struct buf source;   /* its bytes */
	struct buf text;     /* what is being written of it */
	size_t pages, files; /* how many were written */
};

/* Makes the capsule of the folder source, which holds text/, for the folder out, but does not
 * publish it: out.changes tells what would be other. All calls: 0, or -1 after a report; then what
 * was published before still is. */
int capsule_make(struct capsule *capsule, struct str source, struct str out);
int capsule_publish(struct capsule *capsule);
void capsule_free(struct capsule *capsule);

#endif
