/* The record of a build is its table: what each path is, which ones have moved, and which ones
 * stood in the build before and are gone. */
#ifndef PUBLISH_CAPSULE_RECORD_H
#define PUBLISH_CAPSULE_RECORD_H

#include "publish/capsule/capsule.h"

/* Writes the table of all places; 0, or -1 after a report. */
int record_write(struct capsule *capsule);

#endif
