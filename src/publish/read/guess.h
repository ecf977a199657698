/* The guess: which charset bytes are in, judged by their letters alone. */
#ifndef PUBLISH_READ_GUESS_H
#define PUBLISH_READ_GUESS_H

#include "base/str.h"

/* The name of a charset; empty when the letters do not tell. */
struct str guess_charset(struct str bytes);

#endif
