/* A page is made in two readings: the first learns what other pages must know of it, the second
 * brings it into the build, with what the capsule adds to it. */
#ifndef PUBLISH_CAPSULE_PAGE_H
#define PUBLISH_CAPSULE_PAGE_H

#include "publish/capsule/capsule.h"
#include "publish/doc/doc.h"

/* Reads the text and fills in title, date, language and whether it is a menu; doc is to be freed in
 * any case. 0, or -1 after a report. */
int page_learn(struct capsule *capsule, struct place *place, struct doc *doc);

/* Takes up what the build before learnt instead; false: that is nothing of use. */
bool page_recall(struct place *place, const struct memo_entry *entry);

/* Reads it once more; doc is to be freed in any case. 0, or -1 after a report, when it is not what
 * was learnt from for instance. */
int page_read(struct capsule *capsule, const struct place *place, struct doc *doc);

/* Adds to its text what the capsule does: names of links, the list of a folder, the foot; all pages
 * have been learnt before. 0, or -1 after a report. */
int page_complete(struct capsule *capsule, const struct place *place, struct doc *doc);
/* Fills capsule->text with one side of a completed page; of gemtext by hand, capsule->source must
 * hold the bytes. */
void page_render(struct capsule *capsule, struct place *place, const struct doc *doc,
                 enum out_side side);

/* Appends the words of a line that is one of place->lines. 0, or -1 after a report. */
int page_name_line(struct capsule *capsule, const struct place *place, uint64_t line,
                   struct buf *words);

/* The title that the text tells; empty: none, and the file's name has to do. Of doc. */
struct str page_title(const struct doc *doc);

#endif
