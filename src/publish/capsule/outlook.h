/* The outlook of a page is what it asks of the rest of the capsule: which words are names of pages,
 * where its links lead, who its neighbours are. A page with the same text and the same outlook is
 * the same page. */
#ifndef PUBLISH_CAPSULE_OUTLOOK_H
#define PUBLISH_CAPSULE_OUTLOOK_H

#include "publish/capsule/links.h"
#include "publish/doc/doc.h"

/* Packs the links of a text; lines_above stand above its first line in the source. */
void outlook_add_links(struct buf *out, const struct doc *doc, size_t lines_above);

/* Whether each word that reading the page asked after (place->asked) is what it was then. */
bool outlook_is_as_read(struct links *links, const struct place *place);
/* Packs all that the two sides of the page are made of beside its text and the settings. */
void outlook_add(struct buf *out, struct links *links, const struct place *place);
/* Warns of links that lead to no page; folder is the tree's name. */
void outlook_warn(struct links *links, const struct place *place, struct str folder);

#endif
