#include "publish/read/report.h"

static const char *
name_of(const struct node *node)
{
	static const char *const headings[] = {"heading", "heading 1", "heading 2", "heading 3"};
	switch (node->type) {
	case NODE_ROOT:
	case NODE_LINES:
	case NODE_LIST:
	case NODE_QUOTE:
		return NULL; /* their parts are told */
	case NODE_HEADING:
		return headings[node->level >= 1 && node->level <= 3 ? node->level : 0];
	case NODE_PARAGRAPH:
		return "paragraph";
	case NODE_PRE:
		return "preformatted";
	case NODE_LINK:
		return "link";
	case NODE_LINE:
		return node->parent->type == NODE_QUOTE ? "quote" : "line";
	case NODE_ITEM:
		return "item";
	}
	return NULL;
}

static struct str
words_of(const struct node *node)
{
	if (node->type == NODE_LINK)
		return node_target(node);
	if (node->type == NODE_PRE)
		return node_label(node);
	return node->text;
}

void
report_blocks(const struct doc *doc, struct trace *trace)
{
	if (!trace || !trace->wanted)
		return;
	for (const struct node *node = doc->root; node; node = doc_next(doc->root, node))
		if (name_of(node))
			trace_add(trace, node->source_line, name_of(node),
			          node->rule ? node->rule : "R4", words_of(node));
	trace_sort(trace);
}
