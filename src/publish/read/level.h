/* Levels: how a heading was known becomes 1, 2 or 3 (R6). */
#ifndef PUBLISH_READ_LEVEL_H
#define PUBLISH_READ_LEVEL_H

#include "publish/doc/doc.h"

/* Turns the styles that the recognisers left in node->level into levels; at most one is 1. */
void level_assign(struct doc *doc);

#endif
