/* The report: what each block of a finished document was made from, for the trace. */
#ifndef PUBLISH_READ_REPORT_H
#define PUBLISH_READ_REPORT_H

#include "publish/doc/doc.h"
#include "publish/read/trace.h"

/* Adds a decision for each block and part, and puts the whole trace into order. */
void report_blocks(const struct doc *doc, struct trace *trace);

#endif
