/* Packed: numbers and slices one behind the other, as documents are put aside within a build and
 * what was learnt of them is handed to the next one. */
#ifndef PUBLISH_DOC_PACK_H
#define PUBLISH_DOC_PACK_H

#include "base/buf.h"
#include "publish/doc/doc.h"

#include <stdint.h>

enum {
	PACK_DEPTH_MAX = 16 /* of a document that can be taken back; readers make three levels */
};

void pack_number(struct buf *out, uint64_t number);
void pack_str(struct buf *out, struct str s);
/* The tree and all that front matter told; not the rules that made the nodes. */
void pack_doc(struct buf *out, const struct doc *doc);

/* Each takes the next off *rest; false: it does not stand there whole. A slice borrows from
 * rest. */
bool pack_take_number(struct str *rest, uint64_t *number);
bool pack_take_str(struct str *rest, struct str *s);
/* Fills an empty doc, whose slices borrow from bytes. */
bool pack_take_doc(struct str bytes, struct doc *doc);

#endif
