/* Shared lines are the short ones that many texts of a capsule hold, as menus and footers of a web
 * site do (R3d): told to the editor, and left out where he asks for that. */
#ifndef PUBLISH_CAPSULE_SHARED_H
#define PUBLISH_CAPSULE_SHARED_H

#include "publish/capsule/capsule.h"

bool shared_is_dropped(const struct settings *settings);

/* Counts those of every text, once all have been learnt. */
void shared_count(struct capsule *capsule);
/* Appends those of the lines that are shared, where they are to be left out. */
void shared_add(struct buf *out, const struct capsule *capsule, struct str lines);
/* Whether the text was read with the same lines left out as are to be now. */
bool shared_is_as_read(const struct capsule *capsule, const struct place *place);

/* Tells of each, or of each left out. 0, or -1 after a report. */
int shared_report(struct capsule *capsule);

#endif
