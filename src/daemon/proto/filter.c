/* The filters that a body passes through on its way to the reader. */
#include "daemon/proto/protocol.h"

static size_t
run_raw(struct str in, struct span *out)
{
	struct str piece = str_upto(in, span_room(out));
	span_add(out, piece);
	return piece.n;
}

/* A lone "." would end the text for old clients. */
static bool
add_text_line(struct filter *filter, struct str line, struct span *out)
{
	if (str_ends(line, STR("\r")))
		line.n--;
	if (!filter->is_inside_line && str_eq(line, STR(".")))
		line = STR(" .");
	if (line.n + 2 > span_room(out))
		return false;
	span_add_line(out, line);
	filter->is_inside_line = false;
	return true;
}

/* Counts the TABs that part a line into fields, and cuts off what follows the fourth field. */
static size_t
count_tabs(struct str *line)
{
	size_t tabs = 0;
	for (size_t i = 0; i < line->n; i++) {
		if (line->p[i] == '\t' && tabs == 3)
			line->n = i;
		else
			tabs += line->p[i] == '\t';
	}
	return tabs;
}

/* RFC 1436 wants four fields on every line: none means information for the reader's eyes, whose
 * other fields nobody follows; a host and port that are not written are ours. */
static void
add_menu_fields(const struct filter *filter, struct str line, struct span *out)
{
	size_t tabs = count_tabs(&line);
	if (tabs == 0)
		span_add_char(out, 'i');
	span_add(out, line);
	if (tabs == 0) {
		span_add(out, STR(PROTOCOL_NOWHERE));
		return;
	}
	if (tabs == 1) {
		span_add_char(out, '\t');
		span_add(out, filter->host);
	}
	if (tabs <= 2) {
		span_add_char(out, '\t');
		span_add_number(out, filter->port);
	}
}

static bool
add_menu_line(struct filter *filter, struct str line, struct span *out)
{
	if (span_room(out) < FILTER_OUT_MIN)
		return false;
	if (str_ends(line, STR("\r")))
		line.n--;
	if (!filter->is_inside_line) {
		add_menu_fields(filter, str_upto(line, FILTER_LINE_MAX), out);
		span_add(out, STR("\r\n"));
	}
	filter->is_inside_line = false;
	return true;
}

static bool
add_line(struct filter *filter, struct str line, struct span *out)
{
	return filter->form == FILTER_MENU ? add_menu_line(filter, line, out)
	                                   : add_text_line(filter, line, out);
}

/* A line too long for in or for out: a text's goes out in parts, a menu's is cut. The last byte
 * waits, since it may be the CR of the line's end. */
static size_t
add_part(struct filter *filter, struct str part, struct span *out)
{
	if (span_room(out) < FILTER_OUT_MIN)
		return 0;
	part = str_upto(part, part.n - 1);
	if (filter->form == FILTER_TEXT) {
		part = str_upto(part, span_room(out));
		span_add(out, part);
	} else {
		add_menu_line(filter, part, out);
	}
	filter->is_inside_line = true;
	return part.n;
}

static size_t
run_lines(struct filter *filter, struct str in, bool is_last, struct span *out)
{
	struct str rest = in;
	while (rest.n) {
		size_t end = str_find(rest, '\n');
		bool is_whole = end != STR_NOWHERE || is_last;
		struct str line = str_upto(rest, end);
		if (is_whole && add_line(filter, line, out)) {
			rest = str_from(rest, line.n + (end != STR_NOWHERE));
			continue;
		}
		if (is_whole || rest.n == in.n)
			rest = str_from(rest, add_part(filter, line, out));
		break;
	}
	return in.n - rest.n;
}

size_t
filter_run(struct filter *filter, struct str in, bool is_last, struct span *out)
{
	return filter->form == FILTER_RAW ? run_raw(in, out) : run_lines(filter, in, is_last, out);
}

void
filter_end(const struct filter *filter, struct span *out)
{
	if (filter->form == FILTER_MENU)
		span_add(out, STR(".\r\n"));
}
