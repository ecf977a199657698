/* Blocks: lines become the blocks of a document, by recognisers of which the first match wins
 * (R4). */
#ifndef PUBLISH_READ_BLOCK_H
#define PUBLISH_READ_BLOCK_H

#include "publish/read/page.h"

/* Looks at the lines from at up to end, the end of their block. Takes as many of them as it
 * recognises into the document and returns their number; 0: not mine. A recogniser may take lines
 * beyond end when its kind of block may hold blank lines. */
typedef size_t recognise(struct page *page, size_t at, size_t end);

/* All of the page into the document. */
void block_read_all(struct page *page);

/* Appends a block made from the line at that index. */
struct node *block_add(struct page *page, enum node_type type, size_t at, const char *rule,
                       struct str text);
/* Appends a part (NODE_LINE, NODE_ITEM) of the block. */
struct node *block_add_part(struct page *page, struct node *block, enum node_type type, size_t at,
                            const char *rule, struct str text);

#endif
