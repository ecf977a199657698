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
writer_part_blocks(struct buf *out, const struct node *block)
{
	const struct node *first = block->parent->first;
	if (block != first && block->type != NODE_LINK)
		buf_add_char(out, '\n');
}
