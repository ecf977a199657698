/* A response is what a server has answered, judged by its first line. */
#ifndef PUBLISH_RESPONSE_H
#define PUBLISH_RESPONSE_H

#include "base/str.h"

enum {
	RESPONSE_LINE_MAX = 1029 /* bytes: Gemini 0.24.1 Responses, "20 ", 1024 of text, CRLF */
};

/* As `kapsula get` exits. */
enum response {
	RESPONSE_PAGE = 0,
	RESPONSE_FAILED = 1, /* no proper reply; also no connection, no TLS, one that is cut off */
	RESPONSE_ASKS = 3,   /* Gemini 1x, 3x, 6x: input, another place, a certificate is wanted */
	RESPONSE_LATER = 4,  /* Gemini 4x */
	RESPONSE_NEVER = 5   /* Gemini 5x; on Gopher an error item */
};

/* Whether more has to come before it can be judged. */
bool response_wants_more(struct str start);
/* start: all of it, or as far as the end of its first line or beyond. *line is that line without
 * its end. */
enum response response_read(struct str start, bool is_gopher, struct str *line);

#endif
