/* Telephone numbers with their country, which a word marks as such or which are a field of a short
 * line: "Tel.: +995 32 255 01 02", "Mira Stolz, +00 555 7788". A number without its country leads
 * nowhere (RFC 3966 §5.1.5) and is left to the text. */
#ifndef PUBLISH_READ_TELEPHONE_H
#define PUBLISH_READ_TELEPHONE_H

#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>

/* The next one in *rest, which goes on behind it; target becomes "tel:+995322550102". */
bool telephone_next(struct str *rest, struct buf *target);

#endif
