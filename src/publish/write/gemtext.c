#include "publish/write/writer.h"

static void
add_line(struct buf *out, struct str mark, struct str text)
{
	buf_add_str(out, mark);
	buf_add_str(out, text);
	buf_add_char(out, '\n');
}

/* Gemtext 5.4, 5.5: what a line begins with decides its type, and nothing escapes it. */
static bool
is_special(struct str text)
{
	return str_starts(text, STR("=>")) || str_starts(text, STR("#")) ||
	       str_starts(text, STR("* ")) || str_starts(text, STR(">")) ||
	       str_starts(text, STR("```"));
}

static void
add_text(struct buf *out, struct str text)
{
	add_line(out, is_special(text) ? STR(" ") : STR_NONE, text);
}

static void
add_heading(struct buf *out, const struct node *node)
{
	static const char *const marks[] = {"# ", "## ", "### "};
	int level = node->level < 1 ? 1 : node->level > 3 ? 3 : node->level;
	add_line(out, str_of(marks[level - 1]), node->text);
}

/* There is one level of items: those within others show a dash. */
static void
add_item(struct buf *out, const struct node *node)
{
	buf_add_str(out, STR("* "));
	for (int depth = 1; depth < node->level; depth++)
		buf_add_str(out, STR("– "));
	add_line(out, STR_NONE, node->text);
}

static void
add_pre(struct buf *out, const struct node *node)
{
	struct str rest = node->text, line;
	add_line(out, STR("```"), node_label(node));
	while (str_line(&rest, &line))
		add_line(out, str_starts(line, STR("```")) ? STR(" ") : STR_NONE, line);
	add_line(out, STR("```"), STR_NONE);
}

static void
add_link(struct buf *out, const struct node *node, const struct write_links *links)
{
	struct str label = node_label(node);
	buf_add_str(out, STR("=> "));
	buf_add_str(out, writer_uri(links, node_target(node)));
	add_line(out, label.n ? STR(" ") : STR_NONE, label);
}

static void
add_node(struct buf *out, const struct node *node, const struct write_links *links)
{
	switch (node->type) {
	case NODE_ROOT:
	case NODE_LINES:
	case NODE_LIST:
	case NODE_QUOTE:
		return; /* their parts follow */
	case NODE_HEADING:
		add_heading(out, node);
		return;
	case NODE_PARAGRAPH:
		add_text(out, node->text);
		return;
	case NODE_PRE:
		add_pre(out, node);
		return;
	case NODE_LINK:
		add_link(out, node, links);
		return;
	case NODE_LINE:
		if (node->parent->type == NODE_QUOTE)
			add_line(out, STR("> "), node->text);
		else
			add_text(out, node->text);
		return;
	case NODE_ITEM:
		add_item(out, node);
		return;
	}
}

static void
write_gemtext(const struct doc *doc, const struct write_links *links, struct buf *out)
{
	writer_each(doc, links, out, add_node);
}

const struct writer writer_gemtext = {"gemtext", write_gemtext};
