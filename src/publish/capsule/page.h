/* A page is made in two readings: the first learns what other pages must know of it, the second
 * writes both sides. */
#ifndef PUBLISH_CAPSULE_PAGE_H
#define PUBLISH_CAPSULE_PAGE_H

#include "publish/capsule/capsule.h"

/* Fills in title, date, language and whether it is a menu; 0, or -1 after a report. */
int page_learn(struct capsule *capsule, struct place *place);

/* Writes gemini/a.gmi and gopher/a.gmi (a text) or gopher/a.gmi/gophermap (a menu); a folder's
 * list follows its own text. All pages have been learnt before. 0, or -1 after a report. */
int page_write(struct capsule *capsule, struct place *place);

#endif
