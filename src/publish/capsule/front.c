#include "publish/capsule/front.h"

#include <string.h>

enum header {
	HEADER_NONE,
	HEADER_OF_TEXT,
	HEADER_DRAFT,
	HEADER_MOVED
};

static const struct {
	const char *name;
	enum header header;
} headers[] = {
    {"Title", HEADER_OF_TEXT},    {"Date", HEADER_OF_TEXT},   {"Lang", HEADER_OF_TEXT},
    {"Language", HEADER_OF_TEXT}, {"Author", HEADER_OF_TEXT}, {"Summary", HEADER_OF_TEXT},
    {"Charset", HEADER_OF_TEXT},  {"Marks", HEADER_OF_TEXT},  {"Draft", HEADER_DRAFT},
    {"Moved-from", HEADER_MOVED},
};

static enum header
find_header(struct str line, struct str *value)
{
	*value = line;
	struct str name = str_cut(value, ':');
	*value = str_trim(*value);
	for (size_t i = 0; name.n < line.n && i < sizeof headers / sizeof *headers; i++)
		if (str_eq_nocase(name, str_of(headers[i].name)))
			return headers[i].header;
	return HEADER_NONE;
}

/* The size of the first block with what stands before it, when all its lines are headers. */
static size_t
find_end(struct str bytes)
{
	struct str rest = bytes, line, value;
	bool has_begun = false;
	while (str_line(&rest, &line)) {
		line = str_trim(line);
		if (line.n == 0 && has_begun)
			return bytes.n - rest.n;
		if (line.n && find_header(line, &value) == HEADER_NONE)
			return 0;
		has_begun = has_begun || line.n;
	}
	return bytes.n;
}

static bool
is_no(struct str value)
{
	return str_eq_nocase(value, STR("no")) || str_eq_nocase(value, STR("false")) ||
	       str_eq(value, STR("0"));
}

/* Whether the line is ours, not the text's. */
static bool
take_line(struct front *front, struct str line)
{
	struct str value;
	switch (find_header(str_trim(line), &value)) {
	case HEADER_NONE:
	case HEADER_OF_TEXT:
		return false;
	case HEADER_DRAFT:
		front->is_draft = !is_no(value);
		return true;
	case HEADER_MOVED:
		buf_add_str(&front->moved_from, value);
		buf_add_char(&front->moved_from, '\n');
		return true;
	}
	return false;
}

void
front_take(struct front *front, struct buf *bytes)
{
	struct str mark = STR("\xEF\xBB\xBF");
	size_t from = str_starts(buf_str(bytes), mark) ? mark.n : 0;
	size_t end = from + find_end(str_from(buf_str(bytes), from)), to = from;
	front->is_draft = false;
	front->lines = 0;
	buf_reset(&front->moved_from);
	for (size_t at = from, next; at < end; at = next) {
		struct str rest = str_from(buf_str(bytes), at), line;
		str_line(&rest, &line);
		next = bytes->n - rest.n;
		if (take_line(front, line)) {
			front->lines++;
			continue;
		}
		memmove(bytes->p + to, bytes->p + at, next - at);
		to += next - at;
	}
	bool is_front = end > from && str_trim(str_from(buf_str(bytes), end)).n;
	front->size = is_front ? to : 0;
	if (to == end)
		return;
	memmove(bytes->p + to, bytes->p + end, bytes->n - end);
	buf_cut(bytes, bytes->n - (end - to));
}

void
front_free(struct front *front)
{
	buf_free(&front->moved_from);
}
