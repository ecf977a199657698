/* A scan: how much of a text can stay as it is, which is nearly all of it nearly always (R0). */
#ifndef PUBLISH_READ_SCAN_H
#define PUBLISH_READ_SCAN_H

#include "base/str.h"

#include <stdint.h>

struct scan {
	size_t bytes;     /* from the start: without controls, and in NFC whatever follows them */
	uint32_t columns; /* of the bytes */
	bool blanks;      /* two of them stand side by side, behind what sets the line in */
};

/* The text must be valid UTF-8. */
struct scan scan_text(struct str text);

/* Blanks of any width that people set text in with. */
bool scan_is_space(uint32_t c);
/* What no page shows: controls, soft hyphens, marks of byte order and forced direction. */
bool scan_is_dropped(uint32_t c);
/* NFC leaves it alone, whatever stands beside it. */
bool scan_is_settled(uint32_t c);

#endif
