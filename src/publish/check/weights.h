/* Weights are a table of what each page costs its readers. */
#ifndef PUBLISH_CHECK_WEIGHTS_H
#define PUBLISH_CHECK_WEIGHTS_H

#include "publish/check/checkup.h"

/* Appends a line a page, the heaviest first, below a head of two lines. */
void weights_print(const struct checkup *checkup, struct buf *out);

#endif
