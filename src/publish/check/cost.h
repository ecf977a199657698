/* The cost of a page is what it takes to have it: bytes in both directions, and the seconds that
 * these need on a line. A model, held against what was counted on the wire.
 *
 * A visit costs a fixed part (names, handshake, the headers of IPv4 and of TCP with timestamps) and
 * the body; a TLS record holds 1 KiB at most and adds 22 bytes, and each further segment of 1448
 * bytes adds its headers and half an acknowledgement, 78 bytes. Seconds are the visit's round trips
 * and all bytes at the line's rate, and the waits of a slow start (ten segments, then doubled)
 * where the line could carry more. */
#ifndef PUBLISH_CHECK_COST_H
#define PUBLISH_CHECK_COST_H

#include <stddef.h>

enum cost_visit {
	COST_FIRST,   /* on Gemini: a full handshake of TLS 1.3, with a ticket for the next */
	COST_RESUMED, /* on Gemini: with that ticket */
	COST_GOPHER,
	COST_VISITS
};

struct cost_line {
	const char *name;
	unsigned long rate;       /* bit/s */
	unsigned long round_trip; /* ms */
};

enum {
	COST_LINES = 3
};
extern const struct cost_line cost_lines[COST_LINES];

size_t cost_bytes(enum cost_visit visit, size_t body);
double cost_seconds(enum cost_visit visit, size_t body, const struct cost_line *line);

#endif
