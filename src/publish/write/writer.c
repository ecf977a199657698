#include "publish/write/writer.h"

static const struct writer *const writers[] = {&writer_gemtext, &writer_gophermap, &writer_text};

const struct writer *
writer_find(struct str name)
{
	for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
		if (str_eq(name, str_of(writers[i]->name)))
			return writers[i];
	return NULL;
}

struct str
writer_uri(const struct write_links *links, struct str target)
{
	return links && links->uri ? links->uri(links->context, target) : target;
}

void
writer_add_address(struct buf *out, const struct node *link, const struct write_links *links)
{
	struct str label = node_label(link);
	buf_add_str(out, label);
	buf_add_str(out, label.n ? STR(": <") : STR("<"));
	buf_add_str(out, writer_uri(links, node_target(link)));
	buf_add_str(out, STR(">\n"));
}

void
writer_part_blocks(struct buf *out, const struct node *block)
{
	const struct node *first = block->parent->first;
	if (block != first && block->type != NODE_LINK)
		buf_add_char(out, '\n');
}

void
writer_each(const struct doc *doc, const struct write_links *links, struct buf *out,
            void (*add)(struct buf *out, const struct node *node, const struct write_links *links))
{
	for (const struct node *node = doc->root->first; node; node = doc_next(doc->root, node)) {
		if (node->parent == doc->root)
			writer_part_blocks(out, node);
		add(out, node, links);
	}
}
