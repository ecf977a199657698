/* An address that nobody can follow is worse than none. */
#include "publish/check/kinds.h"

#include "publish/check/address.h"
#include "publish/check/word.h"

static void
tell(struct checkup *checkup, const struct checked *page, enum finding_grade grade,
     const struct node *node, struct str address, const char *fault)
{
	checkup_add(checkup, page, grade, checked_line(page, node, address), "\"%.*s\" %s",
	            STR_FMT(address), fault);
}

static void
look_at_link(struct checkup *checkup, const struct checked *page, const struct node *node)
{
	const char *fault = address_target_fault(node_target(node));
	if (fault)
		tell(checkup, page, FINDING_ERROR, node, node_target(node), fault);
}

static void
look_at_words(struct checkup *checkup, const struct checked *page, const struct node *node)
{
	struct str rest = node->text, word;
	while (word_next(&rest, &word)) {
		const char *fault = address_fault(word);
		if (fault)
			tell(checkup, page, FINDING_WARNING, node, word, fault);
	}
}

/* A line of gemtext that was to be a link, and became a sentence. */
static bool
was_link(const struct checked *page, const struct node *node)
{
	if (!place_is_gemtext(page->place) || node->type != NODE_PARAGRAPH)
		return false;
	struct str rest = page->source, line = STR_NONE;
	for (size_t number = 0; number < node->source_line; number++)
		if (!str_line(&rest, &line))
			return false;
	return str_starts(line, STR("=>"));
}

void
kind_addresses(struct checkup *checkup, const struct checked *page)
{
	for (const struct node *node = page->doc.root; node;
	     node = doc_next(page->doc.root, node)) {
		struct str rest = node->text;
		if (!checked_is_own(node) || node->type == NODE_PRE)
			continue;
		if (node->type == NODE_LINK && place_is_gemtext(page->place))
			look_at_link(checkup, page, node);
		else if (was_link(page, node))
			tell(checkup, page, FINDING_ERROR, node, str_cut(&rest, ' '),
			     "is no address that a reader's program can follow; copy it anew");
		else
			look_at_words(checkup, page, node);
	}
}
