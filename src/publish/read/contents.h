/* A table of contents: its entries are titles that come again in the text, and no headings. */
#ifndef PUBLISH_READ_CONTENTS_H
#define PUBLISH_READ_CONTENTS_H

#include "publish/read/block.h"

/* Finds the table, if there is one: page->contents. */
void contents_find(struct page *page);

recognise contents_take;

#endif
