/* A gophermap in the form that common Gopher servers share, one line a line of the menu, LF:
 *
 *     <words without TAB>                              information
 *     <type><label> TAB <selector>                     on this server
 *     <type><label> TAB <selector> TAB <host> TAB <port>
 *
 * Information that begins with a mark to which some server gives a meaning of its own stands one
 * blank to the right. */
#include "base/utf8.h"
#include "publish/write/menu.h"
#include "publish/write/wrap.h"
#include "publish/write/writer.h"

#include <string.h>

static void
add_info(struct buf *out, struct str text)
{
	if (text.n && strchr("#!~%=-:*.+&[", text.p[0]))
		buf_add_char(out, ' ');
	while (str_has(text, '\t')) {
		buf_add_str(out, str_cut(&text, '\t'));
		buf_add_char(out, ' ');
	}
	buf_add_str(out, text);
	buf_add_char(out, '\n');
}

/* One column is left for the blank that add_info may put first. */
static void
add_wrapped(struct buf *out, struct str first, struct str next, struct str text)
{
	struct wrap wrap = {
	    .first = first, .next = next, .columns = WRAP_COLUMNS - 1, .line = add_info};
	wrap_add(out, text, &wrap);
}

static void
add_heading(struct buf *out, const struct node *node)
{
	static const char marks[] = "=-~";
	int level = node->level < 1 ? 1 : node->level > 3 ? 3 : node->level;
	size_t columns = utf8_columns(node->text);
	add_wrapped(out, STR_NONE, STR_NONE, node->text);
	buf_add_char(out, ' ');
	buf_add_many(out, marks[level - 1],
	             columns < WRAP_COLUMNS - 1 ? columns : WRAP_COLUMNS - 1);
	buf_add_char(out, '\n');
}

static void
add_item(struct buf *out, const struct node *node)
{
	static const char blanks[] = "                  ";
	size_t indent = 1 + 2 * (size_t)(node->level > 1 ? node->level - 1 : 0);
	if (indent > sizeof blanks - 3)
		indent = sizeof blanks - 3;
	char first[sizeof blanks];
	memcpy(first, blanks, sizeof blanks);
	first[indent] = '*';
	add_wrapped(out, (struct str){first, indent + 2}, (struct str){blanks, indent + 2},
	            node->text);
}

static void
add_pre(struct buf *out, const struct node *node)
{
	struct str rest = node->text, line;
	while (str_line(&rest, &line))
		add_info(out, line);
}

/* As much of the label as fits, on one line and free of what ends a field. */
static void
add_label(struct buf *out, struct str label)
{
	size_t columns = 0;
	while (label.n) {
		struct str rest = label;
		uint32_t c = utf8_next(&rest);
		columns += c < 0x80 ? 1 : utf8_width(c);
		if (columns > WRAP_COLUMNS - 1 && rest.n)
			break;
		if (utf8_is_control(c))
			buf_add_char(out, ' ');
		else
			buf_add(out, label.p, label.n - rest.n);
		label = rest;
	}
	if (label.n)
		buf_add_str(out, STR("…"));
}

static void
add_field(struct buf *out, struct str field)
{
	buf_add_char(out, '\t');
	buf_add_str(out, field);
}

static void
add_link(struct buf *out, const struct node *node, const struct write_links *links)
{
	struct menu_item item = {0};
	struct buf room = {0};
	struct str target = node_target(node), own_label = node_label(node);
	bool ours = links && links->item && links->item(links->context, target, &item);
	if (!ours)
		target = writer_uri(links, target);
	struct str label = own_label.n ? own_label : target;
	if (ours || menu_item_of(target, &item, &room)) {
		buf_add_char(out, item.type);
		add_label(out, label);
		add_field(out, item.selector);
		if (item.host.n) {
			add_field(out, item.host);
			add_field(out, item.port);
		}
		buf_add_char(out, '\n');
	} else if (own_label.n) {
		add_wrapped(out, STR_NONE, STR_NONE, own_label);
		add_wrapped(out, STR("<"), STR_NONE, target);
	} else {
		add_wrapped(out, STR_NONE, STR_NONE, target);
	}
	buf_free(&room);
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
		add_wrapped(out, STR_NONE, STR_NONE, node->text);
		return;
	case NODE_PRE:
		add_pre(out, node);
		return;
	case NODE_LINK:
		add_link(out, node, links);
		return;
	case NODE_LINE:
		if (node->parent->type == NODE_QUOTE)
			add_wrapped(out, STR("> "), STR("> "), node->text);
		else
			add_wrapped(out, STR_NONE, STR_NONE, node->text);
		return;
	case NODE_ITEM:
		add_item(out, node);
		return;
	}
}

static void
write_gophermap(const struct doc *doc, const struct write_links *links, struct buf *out)
{
	writer_each(doc, links, out, add_node);
}

const struct writer writer_gophermap = {"gophermap", write_gophermap};
