/* Plain text in which nothing is left to guess, for it says so in front: only marks count. A
 * heading has a rule below it, an item a "* ", a quote a "> ", preformatted text stands between
 * two "```", a line that begins with one blank stays a line, and all else is a paragraph. */
#include "base/utf8.h"
#include "publish/write/wrap.h"
#include "publish/write/writer.h"

#include <string.h>
#include <unictype.h>

enum {
	FENCE = 3 /* marks at least */
};

static bool
is_space(uint32_t c)
{
	return uc_is_property_white_space(c);
}

/* Whether a line may end at that byte of the text and its blank come back with the next line: it
 * is a single one, and what follows cannot be taken for a rule or an item. */
static bool
may_break(struct str text, size_t at)
{
	if (text.p[at] != ' ' || at == 0 || at + 1 == text.n || strchr("=-~*", text.p[at + 1]))
		return false;
	return !is_space(utf8_last(&(struct str){text.p, at})) &&
	       !is_space(utf8_next(&(struct str){text.p + at + 1, text.n - at - 1}));
}

/* Bytes up to the place from `from` on where a line may end, or to the end of the text. */
static size_t
word_end(struct str text, size_t from)
{
	while (from < text.n && !may_break(text, from))
		from++;
	return from;
}

/* Bytes of the next line. */
static size_t
line_length(struct str text, size_t columns)
{
	size_t end = word_end(text, 0);
	while (end < text.n) {
		size_t next = word_end(text, end + 1);
		if (utf8_columns(str_upto(text, next)) > columns)
			break;
		end = next;
	}
	return end;
}

/* The text from column `indent` on, the mark before its first line and blanks before the others. */
static void
add_wrapped(struct buf *out, size_t indent, struct str mark, struct str next, struct str text)
{
	size_t columns = WRAP_COLUMNS - indent - mark.n;
	for (struct str before = mark; text.n; before = next) {
		size_t n = line_length(text, columns);
		buf_add_many(out, ' ', indent);
		buf_add_str(out, before);
		buf_add_str(out, str_upto(text, n));
		buf_add_char(out, '\n');
		text = str_from(text, n + 1);
	}
}

/* Whether the first line of a block would be more than text. */
static bool
is_marked(struct str text)
{
	return str_starts(text, STR("* ")) || str_starts(text, STR(">")) ||
	       str_starts(text, STR("```"));
}

/* A line as it is. */
static void
add_kept(struct buf *out, struct str text)
{
	add_wrapped(out, 0, STR(" "), STR("  "), text);
}

static void
add_paragraph(struct buf *out, struct str text)
{
	if (is_marked(text))
		add_kept(out, text);
	else
		add_wrapped(out, 0, STR_NONE, STR_NONE, text);
}

static void
add_heading(struct buf *out, const struct node *node)
{
	static const char marks[] = "=-~";
	int rank = node->level < 1 ? 0 : node->level > 3 ? 2 : node->level - 1;
	size_t columns = utf8_columns(node->text);
	buf_add_str(out, node->text);
	buf_add_char(out, '\n');
	buf_add_many(out, marks[rank], columns < 3 ? 3 : columns);
	buf_add_char(out, '\n');
}

/* So many marks that no line within is as long as they are, and the first is no rule below. */
static size_t
fence_for(struct str text, struct str label)
{
	size_t longest = FENCE - 1;
	struct str first = str_upto(text, str_find(text, '\n'));
	for (struct str line; str_line(&text, &line);) {
		size_t n = 0;
		while (n < line.n && line.p[n] == '`')
			n++;
		longest = n > longest ? n : longest;
	}
	size_t fence = longest + 1, label_columns = label.n ? 1 + utf8_columns(label) : 0;
	return fence + (fence + label_columns == utf8_columns(first));
}

static void
add_pre(struct buf *out, const struct node *node)
{
	struct str rest = node->text, line, label = node_label(node);
	size_t fence = fence_for(rest, label);
	buf_add_many(out, '`', fence);
	buf_add_str(out, label.n ? STR(" ") : STR_NONE);
	buf_add_str(out, label);
	buf_add_char(out, '\n');
	while (str_line(&rest, &line)) {
		buf_add_str(out, line);
		buf_add_char(out, '\n');
	}
	buf_add_many(out, '`', fence);
	buf_add_char(out, '\n');
}

static void
add_item(struct buf *out, const struct node *node)
{
	enum {
		DEPTH_MAX = 16
	};
	int level = node->level < 1 ? 1 : node->level > DEPTH_MAX ? DEPTH_MAX : node->level;
	add_wrapped(out, 2 * (size_t)(level - 1), STR("* "), STR("  "), node->text);
}

static void
add_line(struct buf *out, const struct node *node)
{
	if (node->parent->type != NODE_QUOTE) {
		add_kept(out, node->text);
		return;
	}
	if (node != node->parent->first)
		buf_add_str(out, STR(">\n"));
	add_wrapped(out, 0, STR("> "), STR("> "), node->text);
}

/* What the block above does not show is a paragraph below it. */
static void
add_link(struct buf *out, const struct node *node, const struct write_links *links)
{
	if (node_is_shown(node))
		return;
	if (node != node->parent->first)
		buf_add_char(out, '\n');
	writer_add_address(out, node, links);
}

static void
add_node(struct buf *out, const struct node *node)
{
	switch (node->type) {
	case NODE_ROOT:
	case NODE_LINES:
	case NODE_LIST:
	case NODE_QUOTE:
	case NODE_LINK:
		return; /* their parts follow, or there are none */
	case NODE_HEADING:
		add_heading(out, node);
		return;
	case NODE_PARAGRAPH:
		add_paragraph(out, node->text);
		return;
	case NODE_PRE:
		add_pre(out, node);
		return;
	case NODE_LINE:
		add_line(out, node);
		return;
	case NODE_ITEM:
		add_item(out, node);
		return;
	}
}

static void
write_marked(const struct doc *doc, const struct write_links *links, struct buf *out)
{
	buf_add_str(out, STR("Marks: only\n\n"));
	for (const struct node *node = doc->root->first; node; node = doc_next(doc->root, node)) {
		if (node->parent == doc->root)
			writer_part_blocks(out, node);
		if (node->type == NODE_LINK)
			add_link(out, node, links);
		else
			add_node(out, node);
	}
}

const struct writer writer_marked = {"marked", write_marked};
