/* The trace: for each line of the source, what it became and by which rule; and every line left
 * out. */
#ifndef PUBLISH_READ_TRACE_H
#define PUBLISH_READ_TRACE_H

#include "base/buf.h"
#include "base/str.h"

struct trace {
	bool wanted;     /* false: trace_add does nothing */
	struct buf text; /* owned; one line a decision: "12: dropped (R3b repeated label): About" */
	struct buf order; /* owned; where each decision stands in text, for trace_sort */
};

/* line: of the source, 1 is the first, 0 is the whole file; became: "heading 2", "dropped", …;
 * rule: "R3b repeated label"; about: some of the words meant, cut short. */
void trace_add(struct trace *trace, size_t line, const char *became, const char *rule,
               struct str about);
/* Puts the decisions into the order of the source; those on one line stay as they came. */
void trace_sort(struct trace *trace);
void trace_free(struct trace *trace);

#endif
