/* Labels: the words of a text that name what a link leads to. */
#ifndef PUBLISH_READ_LABEL_H
#define PUBLISH_READ_LABEL_H

#include "base/str.h"

/* "our annual report (https://…)" gives "annual report"; empty: no words name the address, which
 * must be a part of text. */
struct str label_of(struct str text, struct str address);

#endif
