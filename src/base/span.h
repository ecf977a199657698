/* A span is fixed room being filled; it never grows, and marks that something did not fit. */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include "base/str.h"

struct span {
	char *p;  /* borrowed */
	size_t n; /* bytes filled */
	size_t cap;
	bool full; /* something was left out, whole */
};

void span_add(struct span *span, struct str s);
void span_add_char(struct span *span, char c);
/* With CRLF behind it, both or none. */
void span_add_line(struct span *span, struct str line);
void span_add_number(struct span *span, unsigned long number);

size_t span_room(const struct span *span);
struct str span_str(const struct span *span);

#endif
