#include "publish/response.h"

#include "base/ascii.h"

/* Gemini 0.24.1 Responses */
static enum response
read_status(struct str line)
{
	if (line.n < 2 || !ascii_is_digit(line.p[0]) || !ascii_is_digit(line.p[1]) ||
	    (line.n > 2 && line.p[2] != ' '))
		return RESPONSE_FAILED;
	switch (line.p[0]) {
	case '2':
		return RESPONSE_PAGE;
	case '4':
		return RESPONSE_LATER;
	case '5':
		return RESPONSE_NEVER;
	case '1':
	case '3':
	case '6':
		return RESPONSE_ASKS;
	default:
		return RESPONSE_FAILED;
	}
}

/* A menu line of type 3 as the whole reply. */
static enum response
read_item(struct str line)
{
	return str_starts(line, STR("3")) && str_has(line, '\t') ? RESPONSE_NEVER : RESPONSE_PAGE;
}

bool
response_wants_more(struct str start)
{
	return start.n < RESPONSE_LINE_MAX && !str_has(start, '\n');
}

enum response
response_read(struct str start, bool is_gopher, struct str *line)
{
	size_t end = str_find(start, '\n');
	*line = str_upto(start, end);
	bool has_cr = str_ends(*line, STR("\r"));
	line->n -= has_cr;
	if (is_gopher)
		return read_item(*line);
	return end < RESPONSE_LINE_MAX && has_cr ? read_status(*line) : RESPONSE_FAILED;
}
