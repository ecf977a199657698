/* The names of the months, in the languages and forms that datelines are written in. */
#ifndef PUBLISH_READ_MONTHS_H
#define PUBLISH_READ_MONTHS_H

#include "base/str.h"

/* The month (1 to 12) whose name text begins with, in any case of letters, and the name's length in
 * bytes; 0: none. */
unsigned months_find(struct str text, size_t *length);

#endif
