/* Headings are a table of contents: below a page's title come sections, below these their parts. */
#include "publish/check/kinds.h"

void
kind_levels(struct checkup *checkup, const struct checked *page)
{
	int above = 1;
	for (const struct node *node = page->doc.root->first; node; node = node->next) {
		if (node->type != NODE_HEADING || !checked_is_own(node))
			continue;
		if (node->level > above + 1)
			checkup_add(checkup, page, FINDING_WARNING,
			            checked_line(page, node, node->text),
			            "the heading \"%.*s\" is of level %d, but the one above it of "
			            "level %d; raise it to level %d, or put a heading between",
			            STR_FMT(node->text), node->level, above, above + 1);
		above = node->level;
	}
}
