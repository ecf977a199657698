/* Preformatted blocks: fences, tables, code (R4.1). */
#ifndef PUBLISH_READ_TABLE_H
#define PUBLISH_READ_TABLE_H

#include "publish/read/block.h"

recognise table_take_fenced, table_take_bordered, table_take_aligned, table_take_code;

/* Whether a table begins at that line in the middle of a block. */
bool table_starts(struct page *page, size_t at, size_t end);

#endif
