/* Running heads: page numbers, and the lines that stand beside them on every page (R3b). */
#ifndef PUBLISH_READ_RUNNING_H
#define PUBLISH_READ_RUNNING_H

#include "publish/read/page.h"

/* Takes them out of the page and tells so; a paragraph that a page's end cut in two is whole
 * again. */
void running_clear(struct page *page);

#endif
