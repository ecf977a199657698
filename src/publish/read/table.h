/* Preformatted blocks: fences, tables, code (R4.1). */
#ifndef PUBLISH_READ_TABLE_H
#define PUBLISH_READ_TABLE_H

#include "publish/read/block.h"

recognise table_take_fenced, table_take_bordered, table_take_aligned, table_take_code;

/* Appends a block of the lines as they stand, less that indent, which all of them have. */
void table_add_verbatim(struct page *page, size_t from, size_t to, uint32_t indent,
                        const char *rule, struct str label);
/* Whether a table begins at that line in the middle of a block. */
bool table_starts(struct page *page, size_t at, size_t end);

#endif
