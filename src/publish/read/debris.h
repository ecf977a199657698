/* Debris: what scraping a web page leaves in its text: lone marks, labels that stand twice,
 * headings glued to their paragraphs (R3). */
#ifndef PUBLISH_READ_DEBRIS_H
#define PUBLISH_READ_DEBRIS_H

#include "publish/read/page.h"

/* Drops lines from the page and marks others; each is told in the trace. */
void debris_clear(struct page *page);

#endif
