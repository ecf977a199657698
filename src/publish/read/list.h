/* Lists: menu labels, bullets and numbers (R4.6, R4.7, R4.13). */
#ifndef PUBLISH_READ_LIST_H
#define PUBLISH_READ_LIST_H

#include "publish/read/block.h"

recognise list_take_labels, list_take_bullets, list_take_numbers;

/* Whether a numbered list begins at that line in the middle of a block. */
bool list_numbers_start(const struct page *page, size_t at, size_t end);
/* Whether a list begins at that line in the middle of a block. */
bool list_starts(const struct page *page, size_t at, size_t end);

#endif
