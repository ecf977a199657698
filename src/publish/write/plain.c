/* Plain text that the reader of this program takes for the same document: underlined headings,
 * "* " items, "> " quotes, paragraphs wrapped so that every break is forced. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "publish/write/wrap.h"
#include "publish/write/writer.h"

#include <string.h>

enum {
	SIGNATURE_LINES = 15, /* at most */
	DEPTH_MAX = 8
};

/* What is known on the way through the document. */
struct text {
	struct buf *out;
	const struct write_links *links;
	bool has_title;
	bool parted; /* the lines of the block at hand would run into each other */
};

static void
add_line(struct buf *out, struct str line)
{
	buf_add_str(out, line);
	buf_add_char(out, '\n');
}

/* A number sign at the start of a line would make it a heading. */
static struct str
indent_of(struct str text)
{
	return text.n && text.p[0] == '#' ? STR(" ") : STR_NONE;
}

static void
add_wrapped(struct buf *out, struct str first, struct str next, struct str text, bool alone)
{
	struct wrap wrap = {.first = first,
	                    .next = next,
	                    .columns = WRAP_COLUMNS,
	                    .whole_words = true,
	                    .readable = true,
	                    .alone = alone,
	                    .line = add_line};
	wrap_add(out, text, &wrap);
}

static void
add_pre(struct buf *out, struct str text)
{
	struct str line;
	while (str_line(&text, &line)) {
		buf_add_str(out, indent_of(line));
		add_line(out, line);
	}
}

static void
add_heading(struct text *text, const struct node *node)
{
	static const char marks[] = "=-~";
	int level = node->level - (text->has_title ? 1 : 2);
	level = level < 0 ? 0 : level > 2 ? 2 : level;
	buf_add_str(text->out, indent_of(node->text));
	add_line(text->out, node->text);
	size_t columns = utf8_columns(node->text);
	buf_add_many(text->out, marks[level], columns < 3 ? 3 : columns);
	buf_add_char(text->out, '\n');
}

static void
add_item(struct buf *out, const struct node *node)
{
	static const char blanks[] = "                  ";
	size_t indent = 2 * (size_t)(node->level > 1 ? node->level - 1 : 0);
	if (indent > sizeof blanks - 3)
		indent = sizeof blanks - 3;
	char first[sizeof blanks];
	memcpy(first, blanks, sizeof blanks);
	first[indent] = '*';
	add_wrapped(out, (struct str){first, indent + 2}, (struct str){blanks, indent + 2},
	            node->text, false);
}

static void
add_link(struct text *text, const struct node *node)
{
	if (node_is_shown(node))
		return;
	if (node != node->parent->first)
		buf_add_char(text->out, '\n');
	writer_add_address(text->out, node, text->links);
}

/* The numbers before the text, "2.1.3. " has three; 0: it begins with none, or "12 Quay Street". */
static size_t
count_numbers(struct str text)
{
	size_t numbers = 0, marks = 0, at = 0;
	while (at < text.n && ascii_is_digit(text.p[at])) {
		while (at < text.n && ascii_is_digit(text.p[at]))
			at++;
		numbers++;
		bool mark = at < text.n && strchr(".)", text.p[at]);
		marks += mark;
		at += mark;
	}
	return marks && at < text.n && text.p[at] == ' ' ? numbers : 0;
}

static bool
is_record(struct str text)
{
	size_t colon = str_find_str(text, STR(": "));
	return colon != STR_NOWHERE && colon > 0;
}

static bool
are_all(const struct node *lines, bool (*is)(struct str))
{
	const struct node *line = lines->first;
	while (line && is(line->text))
		line = line->next;
	return !line;
}

static bool
is_numbered(struct str text)
{
	return count_numbers(text) > 0 || (text.n > 2 && (text.p[0] == '(' || text.p[1] == ')'));
}

/* Columns within the line, or dots that lead the eye across it: nobody takes it for prose. */
static bool
is_spaced(struct str text)
{
	return str_find_str(text, STR("  ")) != STR_NOWHERE ||
	       str_find_str(text, STR("....")) != STR_NOWHERE;
}

static bool
are_kept(const struct node *lines)
{
	struct buf held = {0};
	for (const struct node *line = lines->first; line; line = line->next)
		buf_add(&held, &line->text, sizeof line->text);
	bool kept =
	    buf_ok(&held) && wrap_is_kept((const void *)held.p, held.n / sizeof lines->text);
	buf_free(&held);
	return kept;
}

/* Lines that a reader would take for a paragraph are parted; below the mark of a signature, with
 * which a text ends, they need not be. */
static void
open_lines(struct text *text, const struct node *lines)
{
	size_t count = 0;
	for (const struct node *line = lines->first; line; line = line->next)
		count++;
	text->parted = count > 1 && !is_numbered(lines->first->text) &&
	               !is_spaced(lines->first->text) && !are_all(lines, is_record) &&
	               !are_kept(lines);
	if (!text->parted || lines->next || count > SIGNATURE_LINES)
		return;
	add_line(text->out, STR("-- "));
	text->parted = false;
}

/* Numbers within numbers are set in. */
static void
add_kept(struct text *text, const struct node *node)
{
	static const char blanks[] = "                  ";
	size_t least = count_numbers(node->parent->first->text), own = count_numbers(node->text);
	size_t depth = own > least ? own - least : 0;
	size_t indent = 2 * (depth < DEPTH_MAX ? depth : DEPTH_MAX);
	if (text->parted)
		add_wrapped(text->out, indent_of(node->text), STR_NONE, node->text, true);
	else
		add_wrapped(text->out,
		            indent ? (struct str){blanks, indent} : indent_of(node->text),
		            (struct str){blanks, indent + 2}, node->text, false);
}

static void
add_node(struct text *text, const struct node *node)
{
	struct buf *out = text->out;
	switch (node->type) {
	case NODE_ROOT:
	case NODE_LIST:
	case NODE_QUOTE:
		return; /* their parts follow */
	case NODE_LINES:
		open_lines(text, node);
		return;
	case NODE_HEADING:
		add_heading(text, node);
		return;
	case NODE_PARAGRAPH:
		add_wrapped(out, indent_of(node->text), STR_NONE, node->text, true);
		return;
	case NODE_PRE:
		add_pre(out, node->text);
		return;
	case NODE_LINK:
		add_link(text, node);
		return;
	case NODE_LINE:
		if (node->parent->type == NODE_QUOTE)
			add_wrapped(out, STR("> "), STR("> "), node->text, false);
		else
			add_kept(text, node);
		return;
	case NODE_ITEM:
		add_item(out, node);
		return;
	}
}

/* Two paragraphs of one quote have an empty quoted line between them. */
static void
part_lines(struct text *text, const struct node *node)
{
	if (node == node->parent->first)
		return;
	if (node->parent->type == NODE_QUOTE)
		add_line(text->out, STR(">"));
	if (node->parent->type == NODE_LINES && text->parted)
		add_line(text->out, STR_NONE);
}

static void
find_title(struct text *text, const struct doc *doc)
{
	for (const struct node *node = doc->root->first; node && !text->has_title;
	     node = node->next)
		text->has_title = node->type == NODE_HEADING && node->level == 1;
}

static void
write_text(const struct doc *doc, const struct write_links *links, struct buf *out)
{
	struct text text = {.out = out, .links = links};
	find_title(&text, doc);
	for (const struct node *node = doc->root->first; node; node = doc_next(doc->root, node)) {
		if (node->parent == doc->root)
			writer_part_blocks(out, node);
		part_lines(&text, node);
		add_node(&text, node);
	}
}

const struct writer writer_text = {"text", write_text};
