/* The press brings a page into the build, on both sides: as the published build has it, where
 * nothing changed, else written anew. */
#ifndef PUBLISH_CAPSULE_PRESS_H
#define PUBLISH_CAPSULE_PRESS_H

#include "publish/capsule/capsule.h"

/* Makes gemini/a.gmi and gopher/a.gmi (a text) or gopher/a.gmi/gophermap (a menu); a folder's list
 * follows its own text. All pages have been learnt before. 0, or -1 after a report. */
int press_page(struct capsule *capsule, struct place *place);
/* Whether a page that was recalled stands in the published build, on both sides, as it was
 * written. */
bool press_has(const struct capsule *capsule, const struct place *place);

#endif
