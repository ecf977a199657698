/* Gopher menus have lines of 67 columns, and cut what is longer where it cannot be wrapped. */
#include "publish/check/kinds.h"

#include "base/utf8.h"
#include "publish/write/wrap.h"

enum {
	SCREEN = 70, /* columns that every Gopher client shows */
	DATE = sizeof "2026-11-23"
};

static void
tell(struct checkup *checkup, const struct checked *page, size_t line, struct str words,
     const char *what, size_t limit)
{
	checkup_add(checkup, page, FINDING_WARNING, line,
	            "%s is %zu columns wide, and Gopher readers see %zu of them; shorten it", what,
	            utf8_columns(words), limit);
}

static void
look_at_pre(struct checkup *checkup, const struct checked *page, const struct node *node)
{
	struct str rest = node->text, line;
	while (str_line(&rest, &line))
		if (utf8_columns(line) > SCREEN)
			tell(checkup, page, checked_line(page, node, str_trim(line)), line,
			     "this line of a table", SCREEN);
}

/* A label that the editor wrote; one made of a title is that page's matter. */
static void
look_at_label(struct checkup *checkup, const struct checked *page, const struct node *node)
{
	bool is_own = str_find_str(page->source, node_label(node)) != STR_NOWHERE;
	if (page->place->is_menu && is_own && utf8_columns(node_label(node)) > WRAP_COLUMNS - 1)
		tell(checkup, page, checked_line(page, node, node_label(node)), node_label(node),
		     "the name of this link", WRAP_COLUMNS - 1);
}

/* Lists show the title as the name of a link, news with their date before it. */
static void
look_at_title(struct checkup *checkup, const struct checked *page)
{
	size_t room = WRAP_COLUMNS - 1 - (page->place->date.n ? DATE : 0);
	if (utf8_columns(page->title) > room)
		tell(checkup, page, 0, page->title, "its title", room);
}

void
kind_width(struct checkup *checkup, const struct checked *page)
{
	look_at_title(checkup, page);
	for (const struct node *node = page->doc.root->first; node;
	     node = doc_next(page->doc.root, node)) {
		if (!checked_is_own(node))
			continue;
		if (node->type == NODE_PRE)
			look_at_pre(checkup, page, node);
		else if (node->type == NODE_LINK)
			look_at_label(checkup, page, node);
	}
}
