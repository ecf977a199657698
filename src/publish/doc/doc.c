#include "publish/doc/doc.h"

void
doc_init(struct doc *doc)
{
	*doc = (struct doc){0};
	doc->root = arena_alloc(&doc->arena, sizeof *doc->root);
	doc->root->type = NODE_ROOT;
}

void
doc_free(struct doc *doc)
{
	arena_free(&doc->arena);
	*doc = (struct doc){0};
}

struct node *
doc_add(struct doc *doc, struct node *parent, enum node_type type, size_t source_line,
        struct str text)
{
	struct node *node = arena_alloc(&doc->arena, sizeof *node);
	node->type = type;
	node->source_line = source_line;
	node->text = text;
	node->parent = parent;
	if (parent->first)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	return node;
}

static struct node_link *
link_of(const struct node *node)
{
	return node->first ? NULL : node->link;
}

void
doc_set_link(struct doc *doc, struct node *node, struct str label, struct str target)
{
	if (!node->link)
		node->link = arena_alloc(&doc->arena, sizeof *node->link);
	*node->link = (struct node_link){.label = label, .target = target};
}

struct str
node_label(const struct node *node)
{
	const struct node_link *link = link_of(node);
	return link ? link->label : STR_NONE;
}

struct str
node_target(const struct node *node)
{
	const struct node_link *link = link_of(node);
	return link ? link->target : STR_NONE;
}

bool
node_is_shown(const struct node *node)
{
	const struct node_link *link = link_of(node);
	return link && link->shown;
}

void
node_set_shown(struct node *node, bool shown)
{
	struct node_link *link = link_of(node);
	if (link)
		link->shown = shown;
}

struct node *
doc_add_link(struct doc *doc, struct node *parent, struct str target, struct str label)
{
	struct node *node = doc_add(doc, parent, NODE_LINK, 0, STR_NONE);
	label = arena_copy(&doc->arena, label);
	doc_set_link(doc, node, label, arena_copy(&doc->arena, target));
	return node;
}

struct node *
doc_add_text(struct doc *doc, enum node_type type, int level, struct str text)
{
	struct node *node = doc_add(doc, doc->root, type, 0, arena_copy(&doc->arena, text));
	node->level = level;
	return node;
}

struct node *
doc_next(const struct node *root, const struct node *node)
{
	if (node->first)
		return node->first;
	while (node != root && !node->next)
		node = node->parent;
	return node == root ? NULL : node->next;
}
