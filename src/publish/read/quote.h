/* Quotes, signatures and the rules that only part one block from another (R4.4, R4.8, R4.9). */
#ifndef PUBLISH_READ_QUOTE_H
#define PUBLISH_READ_QUOTE_H

#include "publish/read/block.h"

recognise quote_take, quote_take_signature, quote_take_rule;

/* Whether a quote begins at that line. */
bool quote_starts(const struct page *page, size_t at);

#endif
