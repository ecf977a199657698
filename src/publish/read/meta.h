/* Front matter: the facts about a page that stand above it as mail headers (R7). */
#ifndef PUBLISH_READ_META_H
#define PUBLISH_READ_META_H

#include "publish/read/page.h"

/* The value of a Charset header in the first block of undecoded bytes; empty without one. */
struct str meta_charset(struct str bytes);

/* Puts the headers of the first block into the document and takes their lines off the page. */
void meta_read(struct page *page);
/* The same for a text that is not made into lines, where something follows: *lines counts those
 * that stand before the rest, which is returned. text must live in the arena of doc. */
struct str meta_take(struct str text, struct doc *doc, size_t *lines);

#endif
