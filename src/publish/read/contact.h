/* Contact pages: the words that stand over an address, opening hours or telephone numbers. */
#ifndef PUBLISH_READ_CONTACT_H
#define PUBLISH_READ_CONTACT_H

#include "publish/read/line.h"

/* "Visit us", "Opening hours": all of the text. */
bool contact_is_label(struct str text);

#endif
