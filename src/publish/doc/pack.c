#include "publish/doc/pack.h"

enum {
	GROUP = 7, /* bits a byte; the eighth tells that more follow */
	MORE = 1 << GROUP
};

void
pack_number(struct buf *out, uint64_t number)
{
	for (; number >= MORE; number >>= GROUP)
		buf_add_char(out, (char)(number | MORE));
	buf_add_char(out, (char)number);
}

void
pack_str(struct buf *out, struct str s)
{
	pack_number(out, s.n);
	buf_add_str(out, s);
}

bool
pack_take_number(struct str *rest, uint64_t *number)
{
	*number = 0;
	for (size_t i = 0, shift = 0; i < rest->n && shift < 64; i++, shift += GROUP) {
		unsigned char c = (unsigned char)rest->p[i];
		*number |= (uint64_t)(c & (MORE - 1)) << shift;
		if (c & MORE)
			continue;
		*rest = str_from(*rest, i + 1);
		return true;
	}
	return false;
}

bool
pack_take_str(struct str *rest, struct str *s)
{
	uint64_t n;
	if (!pack_take_number(rest, &n) || n > rest->n)
		return false;
	*s = str_upto(*rest, n);
	*rest = str_from(*rest, n);
	return true;
}

static uint64_t
count_children(const struct node *node)
{
	uint64_t count = 0;
	for (const struct node *child = node->first; child; child = child->next)
		count++;
	return count;
}

static void
pack_node(struct buf *out, const struct node *node)
{
	pack_number(out, (uint64_t)node->type);
	pack_number(out, (uint64_t)node->level);
	pack_number(out, node->source_line);
	pack_str(out, node->text);
	pack_str(out, node_label(node));
	pack_str(out, node_target(node));
	pack_number(out, node_is_shown(node));
	pack_number(out, count_children(node));
}

void
pack_doc(struct buf *out, const struct doc *doc)
{
	pack_str(out, doc->title);
	pack_str(out, doc->date);
	pack_str(out, doc->lang);
	pack_str(out, doc->author);
	pack_str(out, doc->summary);
	for (const struct node *node = doc->root; node; node = doc_next(doc->root, node))
		pack_node(out, node);
}

/* *left: how many children are to come. */
static bool
take_node(struct str *rest, struct doc *doc, struct node *node, uint64_t *left)
{
	uint64_t type, level, line, shown;
	struct str label, target;
	if (!pack_take_number(rest, &type) || type > NODE_ITEM || !pack_take_number(rest, &level) ||
	    !pack_take_number(rest, &line) || !pack_take_str(rest, &node->text) ||
	    !pack_take_str(rest, &label) || !pack_take_str(rest, &target) ||
	    !pack_take_number(rest, &shown) || !pack_take_number(rest, left))
		return false;
	node->type = (enum node_type)type;
	node->level = (int)level;
	node->source_line = line;
	if (label.n || target.n)
		doc_set_link(doc, node, label, target);
	node_set_shown(node, shown);
	return true;
}

/* Children stand behind their parent; left[depth]: how many of them are to come. */
static bool
take_children(struct str *rest, struct doc *doc, uint64_t count)
{
	uint64_t left[PACK_DEPTH_MAX] = {count};
	struct node *parent = doc->root;
	for (size_t depth = 0;;) {
		while (depth && left[depth] == 0) {
			depth--;
			parent = parent->parent;
		}
		if (left[depth] == 0)
			return true;
		if (depth + 1 == PACK_DEPTH_MAX)
			return false;
		left[depth++]--;
		parent = doc_add(doc, parent, NODE_ROOT, 0, STR_NONE);
		if (!take_node(rest, doc, parent, &left[depth]))
			return false;
	}
}

bool
pack_take_doc(struct str bytes, struct doc *doc)
{
	uint64_t left;
	return pack_take_str(&bytes, &doc->title) && pack_take_str(&bytes, &doc->date) &&
	       pack_take_str(&bytes, &doc->lang) && pack_take_str(&bytes, &doc->author) &&
	       pack_take_str(&bytes, &doc->summary) && take_node(&bytes, doc, doc->root, &left) &&
	       take_children(&bytes, doc, left) && bytes.n == 0;
}
