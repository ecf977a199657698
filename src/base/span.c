#include "base/span.h"

#include <string.h>

void
span_add(struct span *span, struct str s)
{
	if (s.n == 0)
		return;
	if (s.n > span_room(span)) {
		span->full = true;
		return;
	}
	memcpy(span->p + span->n, s.p, s.n);
	span->n += s.n;
}

void
span_add_char(struct span *span, char c)
{
	span_add(span, (struct str){&c, 1});
}

void
span_add_line(struct span *span, struct str line)
{
	if (line.n + 2 > span_room(span)) {
		span->full = true;
		return;
	}
	char *to = span->p + span->n;
	if (line.n)
		memcpy(to, line.p, line.n);
	to[line.n] = '\r';
	to[line.n + 1] = '\n';
	span->n += line.n + 2;
}

void
span_add_number(struct span *span, unsigned long number)
{
	char digits[3 * sizeof number];
	size_t at = sizeof digits;
	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	span_add(span, (struct str){digits + at, sizeof digits - at});
}

size_t
span_room(const struct span *span)
{
	return span->cap - span->n;
}

struct str
span_str(const struct span *span)
{
	return (struct str){span->p, span->n};
}
