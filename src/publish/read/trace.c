#include "publish/read/trace.h"

#include "base/utf8.h"

#include <stdlib.h>

enum {
	ABOUT_MAX = 60 /* columns */
};

struct place {
	size_t line, start, end;
};

/* The words up to that many columns, with line ends as spaces, so that a decision is one line. */
static void
add_about(struct buf *out, struct str about, size_t most)
{
	size_t columns = 0;
	while (about.n && columns < most) {
		struct str rest = about;
		uint32_t c = utf8_next(&rest);
		columns += c < 0x80 ? 1 : utf8_width(c);
		utf8_add(out, utf8_is_control(c) ? ' ' : c);
		about = rest;
	}
	if (about.n)
		buf_add_str(out, STR("…"));
}

void
trace_add(struct trace *trace, size_t line, const char *became, const char *rule, struct str about)
{
	if (!trace || !trace->wanted)
		return;
	struct place place = {.line = line, .start = trace->text.n};
	buf_printf(&trace->text, "%zu: %s (%s)", line, became, rule);
	if (about.n) {
		buf_add_str(&trace->text, STR(": "));
		/* What is left out is told whole. */
		bool whole = str_eq(str_of(became), STR("dropped"));
		add_about(&trace->text, about, whole ? SIZE_MAX : ABOUT_MAX);
	}
	buf_add_char(&trace->text, '\n');
	place.end = trace->text.n;
	buf_add(&trace->order, &place, sizeof place);
}

static int
compare_places(const void *left, const void *right)
{
	const struct place *a = left, *b = right;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->start > b->start) - (a->start < b->start);
}

void
trace_sort(struct trace *trace)
{
	if (!trace || !trace->order.n || !buf_ok(&trace->order))
		return;
	size_t count = trace->order.n / sizeof(struct place);
	struct place *places = (void *)trace->order.p;
	qsort(places, count, sizeof *places, compare_places);
	struct buf sorted = {0};
	for (size_t i = 0; i < count; i++) {
		size_t start = sorted.n;
		buf_add(&sorted, trace->text.p + places[i].start, places[i].end - places[i].start);
		places[i].start = start;
		places[i].end = sorted.n;
	}
	buf_free(&trace->text);
	trace->text = sorted;
}

void
trace_free(struct trace *trace)
{
	buf_free(&trace->text);
	buf_free(&trace->order);
}
