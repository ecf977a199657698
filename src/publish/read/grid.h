/* Preformatted blocks: fences, tables, code (R4.1). */
#ifndef PUBLISH_READ_GRID_H
#define PUBLISH_READ_GRID_H

#include "publish/read/block.h"

recognise grid_take_fenced, grid_take_bordered, grid_take_aligned, grid_take_code;

/* Appends a block of the lines as they stand, less that indent, which all of them have. */
void grid_add_verbatim(struct page *page, size_t from, size_t to, uint32_t indent, const char *rule,
                       struct str label);
/* Whether a table begins at that line in the middle of a block. */
bool grid_starts(struct page *page, size_t at, size_t end);
/* Whether code begins at that line of a block. */
bool grid_code_starts(const struct page *page, size_t at, size_t end);

#endif
