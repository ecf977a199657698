/* The search finds the pages that an editor wrote, and copied files by their names, in whatever
 * language; its index is one file of the build, made from the published one by what has changed. */
#ifndef PUBLISH_CAPSULE_SEARCH_H
#define PUBLISH_CAPSULE_SEARCH_H

#include "publish/capsule/capsule.h"

/* Writes the index once all pages stand in the stage; nothing where the capsule has no search
 * page. 0, or -1 after a report. */
int search_write(struct capsule *capsule);

#endif
