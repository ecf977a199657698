/* Datelines: the day that a text gives itself at its head (R7). */
#ifndef PUBLISH_READ_DATELINE_H
#define PUBLISH_READ_DATELINE_H

#include "publish/doc/doc.h"

/* Sets the date of the document when one of its first three paragraphs is or begins with one, and
 * no header said it already. */
void dateline_read(struct doc *doc);

#endif
