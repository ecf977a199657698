/* Gemtext as a search reads it: its lines without their marks. */
#ifndef BASE_GEMTEXT_H
#define BASE_GEMTEXT_H

#include "base/str.h"

/* Takes lines off *rest up to the next one that has words, and gives those: the text of a heading,
 * an item, a quote, the label of a link that leads out. Links within a capsule are passed over,
 * since their labels are the titles of other pages; and so are marks of preformatted text. False
 * at the end. */
bool gemtext_next(struct str *rest, struct str *words);

#endif
