/* A page is made in two readings: the first learns what other pages must know of it, the second
 * writes both sides. */
#ifndef PUBLISH_CAPSULE_PAGE_H
#define PUBLISH_CAPSULE_PAGE_H

#include "publish/capsule/capsule.h"
#include "publish/doc/doc.h"

/* Fills in title, date, language and whether it is a menu; 0, or -1 after a report. */
int page_learn(struct capsule *capsule, struct place *place);

/* Reads it once more; doc is to be freed in any case. 0, or -1 after a report, when it is not what
 * was learnt from for instance. */
int page_read(struct capsule *capsule, const struct place *place, struct doc *doc);

/* Writes gemini/a.gmi and gopher/a.gmi (a text) or gopher/a.gmi/gophermap (a menu); a folder's
 * list follows its own text. All pages have been learnt before. 0, or -1 after a report. */
int page_write(struct capsule *capsule, struct place *place);

#endif
