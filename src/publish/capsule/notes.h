/* Notes are for programs that come by: robots.txt for those that collect pages, caps.txt for Gopher
 * clients that ask what a server can do. */
#ifndef PUBLISH_CAPSULE_NOTES_H
#define PUBLISH_CAPSULE_NOTES_H

#include "base/buf.h"
#include "publish/capsule/settings.h"

/* The paths of all, in order; STR_NONE behind the last. */
struct str notes_path(size_t index);
void notes_add(struct buf *out, struct str path, const struct settings *settings);

#endif
