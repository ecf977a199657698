#include "publish/capsule/latest.h"

#include "base/path.h"
#include "base/uri.h"
#include "publish/capsule/index.h"
#include "publish/capsule/news.h"
#include "publish/capsule/page.h"
#include "publish/capsule/phrases.h"

enum {
	LATEST_ITEMS = 5
};

/* An address relative to the item leads elsewhere from here. */
static struct str
new_target(struct capsule *capsule, const struct place *item, struct str target,
           struct arena *arena)
{
	struct place *place;
	struct str path;
	struct buf uri = {0};
	if (links_follow(&capsule->links, item, target, &place, &path) == LINKS_HERE)
		uri_add_path(&uri, place->path);
	else
		buf_add_str(&uri, target);
	struct str result = arena_copy(arena, buf_str(&uri));
	buf_free(&uri);
	return result;
}

static void
copy_node(struct capsule *capsule, const struct place *item, const struct node *from,
          struct doc *doc, struct node *parent)
{
	struct arena *arena = &doc->arena;
	struct node *copy = doc_add(doc, parent, from->type, 0, arena_copy(arena, from->text));
	copy->level = from->level;
	struct str target = node_target(from);
	if (from->type == NODE_LINK)
		target = new_target(capsule, item, target, arena);
	if (from->link)
		doc_set_link(doc, copy, arena_copy(arena, node_label(from)), target);
	if (from->type == NODE_HEADING && copy->level < 3)
		copy->level++;
	for (const struct node *inner = from->first; inner; inner = inner->next)
		copy_node(capsule, item, inner, doc, copy);
}

/* "2026-11-23 Title" above the text, whose own title it takes the place of. */
static void
add_item_title(const struct place *item, struct doc *doc)
{
	struct buf title = {0};
	if (item->date.n)
		buf_printf(&title, "%.*s ", STR_FMT(item->date));
	buf_add_str(&title, item->title);
	doc_add_text(doc, NODE_HEADING, 2, buf_str(&title));
	buf_free(&title);
}

static int
add_item(struct capsule *capsule, struct place *item, struct doc *doc)
{
	struct doc text;
	int end = page_read(capsule, item, &text);
	if (end == 0) {
		add_item_title(item, doc);
		for (const struct node *node = text.root->first; node; node = node->next)
			if (node->type != NODE_HEADING || node->level != 1)
				copy_node(capsule, item, node, doc, doc->root);
	}
	doc_free(&text);
	return end;
}

int
latest_add(struct capsule *capsule, const struct place *latest, struct doc *doc)
{
	struct place *folder = places_find(&capsule->places, latest->folder);
	struct place *index = places_pick(&capsule->places, folder, latest->edition);
	struct news news = news_list(&capsule->places, folder, latest->edition, &doc->arena);
	doc_add_text(doc, NODE_HEADING, 1, index_full_title(capsule, latest, &doc->arena));
	for (size_t i = 0; i < news.count && i < LATEST_ITEMS; i++)
		if (add_item(capsule, news.items[i], doc) < 0)
			return -1;
	capsule->links.folder = path_folder(latest->path);
	struct node *block = doc_add(doc, doc->root, NODE_LINES, 0, STR_NONE);
	index_add_link(doc, block, index, str_of(phrases_of(latest->edition)->all_news));
	return 0;
}
