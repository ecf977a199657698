/* Cleaning: decoded text comes apart into lines without controls, in NFC, measured (R0). */
#ifndef PUBLISH_READ_CLEAN_H
#define PUBLISH_READ_CLEAN_H

#include "publish/doc/arena.h"
#include "publish/read/line.h"

struct cleaner {
	struct arena *arena; /* borrowed; takes what tabs made longer */
	struct str rest;     /* valid UTF-8 in that arena: lines stay there and are cleaned there */
	const char *next_lf; /* known to be the first one in rest, or its end */
	uint32_t number;     /* of the line that comes next, from 1; set it to 1 */
	bool owes_blank;     /* a form feed stood inside a line */
};

/* Takes the next line off; false at the end of the text. */
bool clean_line(struct cleaner *cleaner, struct line *line);

#endif
