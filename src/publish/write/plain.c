/* Plain text that the reader of this program takes for the same document: underlined headings,
 * "* " items, "> " quotes, paragraphs wrapped so that every break is forced. */
#include "base/uri.h"
#include "base/utf8.h"
#include "publish/write/wrap.h"
#include "publish/write/writer.h"

#include <string.h>

/* What is known on the way through the document. */
struct text {
	struct buf *out;
	const struct write_links *links;
	const struct node *block; /* the last block that was no link */
	bool has_title;
};

static void
add_line(struct buf *out, struct str line)
{
	buf_add_str(out, line);
	buf_add_char(out, '\n');
}

static void
add_wrapped(struct buf *out, struct str first, struct str next, struct str text)
{
	struct wrap wrap = {.first = first,
	                    .next = next,
	                    .columns = WRAP_COLUMNS,
	                    .whole_words = true,
	                    .readable = true,
	                    .line = add_line};
	wrap_add(out, text, &wrap);
}

static void
add_heading(struct text *text, const struct node *node)
{
	static const char marks[] = "=-~";
	int level = node->level - (text->has_title ? 1 : 2);
	level = level < 0 ? 0 : level > 2 ? 2 : level;
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
	            node->text);
}

/* The address without what the reader would add to it. */
static struct str
visible_part(struct str target)
{
	if (str_starts(target, STR("mailto:")))
		return str_from(target, 7);
	if (str_starts(target, STR("https://www.")))
		return str_from(target, 8);
	return target;
}

static bool
has_text(const struct node *block, struct str address)
{
	if (str_find_str(block->text, address) != STR_NOWHERE)
		return true;
	for (const struct node *part = block->first; part; part = part->next)
		if (str_find_str(part->text, address) != STR_NOWHERE)
			return true;
	return false;
}

/* Whether the address stands in the block, in letters of any script or percent-encoded. */
static bool
shows(const struct node *block, struct str address)
{
	struct buf decoded = {0};
	if (!block)
		return false;
	bool shown = has_text(block, address);
	char *room = !shown && str_has(address, '%') ? buf_reserve(&decoded, address.n) : NULL;
	long n = room ? uri_decode(address, room) : 0;
	if (n > 0)
		shown = has_text(block, (struct str){room, (size_t)n});
	buf_free(&decoded);
	return shown;
}

static void
add_link(struct text *text, const struct node *node)
{
	struct str target = writer_uri(text->links, node->target);
	if (!node->label.n && shows(text->block, visible_part(node->target)))
		return;
	if (node != node->parent->first)
		buf_add_char(text->out, '\n');
	if (node->label.n) {
		buf_add_str(text->out, node->label);
		buf_add_str(text->out, STR(": "));
	}
	buf_add_char(text->out, '<');
	buf_add_str(text->out, target);
	buf_add_str(text->out, STR(">\n"));
}

static void
add_node(struct text *text, const struct node *node)
{
	struct buf *out = text->out;
	switch (node->type) {
	case NODE_ROOT:
	case NODE_LINES:
	case NODE_LIST:
	case NODE_QUOTE:
		return; /* their parts follow */
	case NODE_HEADING:
		add_heading(text, node);
		return;
	case NODE_PARAGRAPH:
		add_wrapped(out, STR_NONE, STR_NONE, node->text);
		return;
	case NODE_PRE:
		buf_add_str(out, node->text);
		return;
	case NODE_LINK:
		add_link(text, node);
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

/* Two paragraphs of one quote have an empty quoted line between them. */
static void
part_quoted(struct text *text, const struct node *node)
{
	if (node->parent->type == NODE_QUOTE && node != node->parent->first)
		add_line(text->out, STR(">"));
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
		part_quoted(&text, node);
		add_node(&text, node);
		if (node->parent == doc->root && node->type != NODE_LINK)
			text.block = node;
	}
}

const struct writer writer_text = {"text", write_text};
