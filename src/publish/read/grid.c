#include "publish/read/grid.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "publish/read/join.h"
#include "publish/read/shape.h"

#include <string.h>

enum {
	COLUMNS = 256, /* looked at */
	ROWS_MIN = 3,
	OPTIONS_MIN = 2,
	ROW_WIDTH = 200, /* columns: a wider line is a paragraph that happens to hold a gap */
	HEAD_LINES = 2,
	GUTTER_MIN = 2, /* columns */
	ALT_WIDTH = 60,
	CODE_INDENT = 2, /* columns further in than the running text */
	CODE_INDENT_SURE = 4
};

static uint32_t
least_indent(const struct page *page, size_t from, size_t to)
{
	uint32_t least = UINT32_MAX;
	for (size_t i = from; i < to; i++)
		if (!line_is_blank(&page->lines[i]) && page->lines[i].indent < least)
			least = page->lines[i].indent;
	return least == UINT32_MAX ? 0 : least;
}

static struct str
verbatim(struct page *page, size_t from, size_t to, uint32_t indent)
{
	struct buf out = {0};
	for (size_t i = from; i < to; i++) {
		const struct line *line = &page->lines[i];
		if (!line_is_blank(line))
			buf_add_many(&out, ' ', line->indent - indent);
		if (i > from && line->flags & LINE_RUN)
			buf_add_many(&out, '\n', line->number - line[-1].number - 1);
		buf_add_str(&out, line->text);
		buf_add_char(&out, '\n');
	}
	struct str text = arena_copy(&page->doc->arena, buf_str(&out));
	buf_free(&out);
	return text;
}

void
grid_add_verbatim(struct page *page, size_t from, size_t to, uint32_t indent, const char *rule,
                  struct str label)
{
	struct str text = verbatim(page, from, to, indent);
	struct node *pre = block_add(page, NODE_PRE, from, rule, text);
	doc_set_link(page->doc, pre, label, STR_NONE);
}

static void
add_pre(struct page *page, size_t from, size_t to, const char *rule, struct str label)
{
	grid_add_verbatim(page, from, to, least_indent(page, from, to), rule, label);
}

/* Some letter or digit: the row is no rule or border. */
static bool
has_words(struct str text)
{
	for (; text.n; text = str_from(text, 1))
		if (line_start(str_upto(text, 4)) != START_OTHER)
			return true;
	return false;
}

/* "Table: Region Staff Budget": the words of the first row that has some. */
static struct str
alt_text(struct page *page, size_t from, size_t to)
{
	struct buf alt = {0};
	while (from + 1 < to && !has_words(page->lines[from].text))
		from++;
	buf_add_str(&alt, STR("Table:"));
	struct str row = page->lines[from].text;
	while (row.n && utf8_columns(buf_str(&alt)) < ALT_WIDTH) {
		struct str word = str_cut(&row, ' ');
		if (!word.n || strchr("|+", word.p[0]))
			continue;
		buf_add_char(&alt, ' ');
		buf_add_str(&alt, word);
	}
	struct str text = arena_copy(&page->doc->arena, buf_str(&alt));
	buf_free(&alt);
	return text;
}

static bool
is_fence(const struct line *line)
{
	return str_starts(line->text, STR("```"));
}

/* Words behind the marks would be lost: such a line stands within the fence. */
static bool
is_fence_end(const struct line *line)
{
	return is_fence(line) && line_repeated(line->text) == '`';
}

size_t
grid_take_fenced(struct page *page, size_t at, size_t end)
{
	(void)end;
	if (!is_fence(&page->lines[at]))
		return 0;
	size_t to = at + 1;
	while (to < page->count && !is_fence_end(&page->lines[to]))
		to++;
	if (to == page->count)
		return 0;
	add_pre(page, at + 1, to, "R4.1 fence", str_trim(str_from(page->lines[at].text, 3)));
	return to + 1 - at;
}

/* "| a | b |" and "+---+---+" */
static bool
is_bordered(const struct line *line)
{
	struct str s = line->text;
	return s.n > 2 && (s.p[0] == '|' || s.p[0] == '+') &&
	       (s.p[s.n - 1] == '|' || s.p[s.n - 1] == '+');
}

static bool
is_drawn(struct str text)
{
	/* U+2500 to U+257F: the lines that boxes are drawn with. */
	return text.n > 3 && text.p[0] == '\xE2' && (text.p[1] == '\x94' || text.p[1] == '\x95');
}

size_t
grid_take_bordered(struct page *page, size_t at, size_t end)
{
	size_t to = at;
	uint32_t mark;
	while (to < end && (is_bordered(&page->lines[to]) || is_drawn(page->lines[to].text)))
		to++;
	if (to - at < GUTTER_MIN || line_is_rule(page->lines[at].text, &mark))
		return 0;
	add_pre(page, at, to, "R4.1 bordered", alt_text(page, at, to));
	return to - at;
}

/* Clears the mark of each column in which the line has a letter. */
static void
clear_columns(const struct line *line, bool blank[COLUMNS])
{
	size_t column = line->indent;
	struct str text = line->text;
	while (text.n && column < COLUMNS) {
		bool space = text.p[0] == ' ';
		size_t width = utf8_width(utf8_next(&text));
		for (; width > 0 && column < COLUMNS; width--, column++)
			blank[column] = blank[column] && space;
	}
}

/* The first gutter: blank columns in all rows, with letters before them; 0: there is none. */
static size_t
find_gutter(const struct page *page, size_t from, size_t to)
{
	bool blank[COLUMNS];
	uint32_t start = UINT32_MAX, mark;
	memset(blank, true, sizeof blank);
	for (size_t i = from; i < to; i++) {
		if (line_is_blank(&page->lines[i]) || line_is_rule(page->lines[i].text, &mark))
			continue;
		clear_columns(&page->lines[i], blank);
		if (page->lines[i].indent < start)
			start = page->lines[i].indent;
	}
	for (size_t i = start, run = 0; i < COLUMNS; i++) {
		run = blank[i] ? run + 1 : 0;
		if (i > start && run == GUTTER_MIN && !blank[start])
			return i;
	}
	return 0;
}

/* Rows that reach beyond the gutter: the others only happen to be short. */
static size_t
count_rows(const struct page *page, size_t from, size_t to, size_t gutter)
{
	size_t rows = 0;
	for (size_t i = from; i < to; i++)
		rows += line_edge(&page->lines[i]) > gutter && page->lines[i].flags & LINE_GAP;
	return rows;
}

/* One past the run of lines with gaps (and rules between them) from at on. */
static size_t
rows_end(const struct page *page, size_t at, size_t end)
{
	uint32_t mark;
	while (at < end && line_edge(&page->lines[at]) <= ROW_WIDTH &&
	       (page->lines[at].flags & LINE_GAP || line_is_rule(page->lines[at].text, &mark)))
		at++;
	return at;
}

/* "10:00  Doors open": an hour and what happens then reads better as text. */
static bool
is_programme(const struct page *page, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		struct str text = page->lines[i].text;
		size_t gap = str_find_str(text, STR("  "));
		if (!shape_is_timed(text) || gap == STR_NOWHERE ||
		    str_find_str(str_trim(str_from(text, gap)), STR("  ")) != STR_NOWHERE)
			return false;
	}
	return true;
}

/* "-o FILE   where to write", "--quiet" */
static bool
are_options(const struct page *page, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		struct str text = page->lines[i].text;
		size_t dashes = str_starts(text, STR("--")) ? 2 : 1;
		if (!str_starts(text, STR("-")) || text.n <= dashes ||
		    !ascii_is_letter(text.p[dashes]))
			return false;
	}
	return true;
}

bool
grid_starts(struct page *page, size_t at, size_t end)
{
	if (!(page->lines[at].flags & LINE_GAP) || at < page->no_table)
		return false;
	size_t to = rows_end(page, at, end), gutter = 0;
	size_t least = are_options(page, at, to) ? OPTIONS_MIN : ROWS_MIN;
	if (to - at >= least && !is_programme(page, at, to))
		gutter = find_gutter(page, at, to);
	if (gutter && count_rows(page, at, to, gutter) >= least)
		return true;
	page->no_table = to;
	return false;
}

/* Two gaps at least: three columns. */
static bool
has_columns(struct str text)
{
	size_t gap = str_find_str(text, STR("  "));
	return gap != STR_NOWHERE &&
	       str_find_str(str_trim(str_from(text, gap)), STR("  ")) != STR_NOWHERE;
}

/* The head of a table that a blank line parts from its rows: one past these; at: it is none. */
static size_t
head_end(struct page *page, size_t at, size_t end)
{
	if (end - at > HEAD_LINES || rows_end(page, at, end) < end ||
	    !has_columns(page->lines[at].text))
		return at;
	size_t rows = end + 1;
	if (rows >= page->count || line_is_blank(&page->lines[rows]))
		return at;
	size_t to = page_block_end(page, rows);
	if (!grid_starts(page, rows, to))
		return at;
	to = rows_end(page, rows, to);
	return find_gutter(page, at, to) ? to : at;
}

size_t
grid_take_aligned(struct page *page, size_t at, size_t end)
{
	size_t offset;
	if (line_bullet(page->lines[at].text, &offset) != BULLET_NONE)
		return 0;
	size_t to = grid_starts(page, at, end) ? rows_end(page, at, end) : head_end(page, at, end);
	if (to == at)
		return 0;
	bool options = are_options(page, at, to);
	add_pre(page, at, to, "R4.1 aligned", options ? STR("Options") : alt_text(page, at, to));
	return to - at;
}

static bool
is_set_in(const struct page *page, size_t at)
{
	return page->lines[at].indent >= page->survey.indent + CODE_INDENT;
}

/* Set in below a line that ends in a colon; a prompt says more than many columns do. */
static bool
is_announced(const struct page *page, size_t at)
{
	size_t before = at;
	uint32_t least = shape_is_prompt(page->lines[at].text) ? CODE_INDENT : CODE_INDENT_SURE;
	while (before > 0 && line_is_blank(&page->lines[before - 1]))
		before--;
	return before > 0 && line_end(page->lines[before - 1].text) == END_COLON &&
	       page->lines[at].indent >= page->lines[before - 1].indent + least;
}

static bool
is_announced_code(struct str text)
{
	return shape_is_command(text) || shape_is_file(text);
}

/* Half of the lines look like code, or a prompt begins it. */
static bool
is_code(const struct page *page, size_t from, size_t to)
{
	size_t code = 0;
	bool announced = is_announced(page, from);
	if (announced && shape_is_prompt(page->lines[from].text))
		return true;
	for (size_t i = from; i < to; i++)
		code += shape_is_code(page->lines[i].text) ||
		        (announced && is_announced_code(page->lines[i].text));
	return code > 0 && 2 * code >= to - from;
}

static bool
is_sentence(const struct page *page, size_t from, size_t to)
{
	return line_start(page->lines[from].text) == START_UPPER &&
	       line_end(page->lines[to - 1].text) == END_STOP;
}

/* One past the code that begins there; at: none does. */
static size_t
code_end(const struct page *page, size_t at, size_t end)
{
	size_t to = at, offset;
	uint32_t mark;
	if (page->block_long || !is_set_in(page, at))
		return at;
	bool below = !page_starts_block(page, at) && is_announced(page, at);
	if ((!below && !page_starts_block(page, at)) || line_is_rule(page->lines[at].text, &mark) ||
	    shape_is_ordinal(&page->lines[at]))
		return at;
	uint32_t least = below ? page->lines[at].indent : 0;
	while (to < end && is_set_in(page, to) && page->lines[to].indent >= least &&
	       line_bullet(page->lines[to].text, &offset) == BULLET_NONE)
		to++;
	if ((to < end && !below) || to == at || !is_code(page, at, to))
		return at;
	return below && is_sentence(page, at, to) ? at : to;
}

bool
grid_code_starts(const struct page *page, size_t at, size_t end)
{
	return code_end(page, at, end) > at;
}

size_t
grid_take_code(struct page *page, size_t at, size_t end)
{
	size_t to = code_end(page, at, end);
	if (to == at)
		return 0;
	add_pre(page, at, to, "R4.1 code", STR("Code"));
	return to - at;
}
