#include "publish/capsule/outlook.h"

#include "publish/capsule/report.h"
#include "publish/doc/pack.h"

/* A link of a text. */
struct way {
	struct str target;
	uint64_t line;
	uint64_t is_bare; /* it shows the title of the page it leads to */
};

void
outlook_add_links(struct buf *out, const struct doc *doc, size_t lines_above)
{
	for (const struct node *node = doc->root; node; node = doc_next(doc->root, node)) {
		if (node->type != NODE_LINK)
			continue;
		pack_str(out, node_target(node));
		pack_number(out, node->source_line + lines_above);
		pack_number(out, links_is_bare(node_label(node), node_target(node)));
	}
}

static bool
take_way(struct str *rest, struct way *way)
{
	return pack_take_str(rest, &way->target) && pack_take_number(rest, &way->line) &&
	       pack_take_number(rest, &way->is_bare);
}

bool
outlook_is_as_read(struct links *links, const struct place *place)
{
	struct str rest = place->asked, path;
	uint64_t was_page;
	while (pack_take_str(&rest, &path) && pack_take_number(&rest, &was_page))
		if (links_has(links, path) != (was_page != 0))
			return false;
	return true;
}

/* What a link without words of its own shows. */
static void
add_label(struct buf *out, const struct place *leads_to)
{
	bool is_file = leads_to->kind == PLACE_FILE;
	pack_str(out, is_file ? leads_to->name : leads_to->title);
	pack_number(out, is_file ? (uint64_t)leads_to->status.st_size : 0);
}

static void
add_way(struct buf *out, struct links *links, const struct place *page, const struct way *way)
{
	struct place *leads_to;
	struct str path;
	enum links_end end = links_follow(links, page, way->target, &leads_to, &path);
	pack_number(out, (uint64_t)end);
	if (end != LINKS_HERE)
		return;
	pack_str(out, leads_to->path);
	pack_number(out, (uint64_t)links_item_type(leads_to));
	if (way->is_bare)
		add_label(out, leads_to);
}

static void
add_ways(struct buf *out, struct links *links, const struct place *place)
{
	struct str rest = place->links;
	struct way way;
	links->folder = path_folder(place->path);
	while (take_way(&rest, &way))
		add_way(out, links, place, &way);
}

static void
add_neighbour(struct buf *out, const struct place *item)
{
	pack_str(out, item ? item->path : STR_NONE);
	pack_str(out, item ? item->title : STR_NONE);
	pack_str(out, item ? item->edition : STR_NONE);
}

void
outlook_add(struct buf *out, struct links *links, const struct place *place)
{
	pack_str(out, place->path);
	pack_str(out, place->title);
	pack_str(out, place->lang);
	pack_str(out, place->edition);
	pack_number(out, place->is_menu);
	add_neighbour(out, place->newer);
	add_neighbour(out, place->older);
	for (const struct place *twin = place->twin; twin && twin != place; twin = twin->twin) {
		pack_str(out, twin->path);
		pack_str(out, twin->edition);
	}
	pack_str(out, STR_NONE);
	add_ways(out, links, place);
}

void
outlook_warn(struct links *links, const struct place *place, struct str folder)
{
	struct place *leads_to;
	struct str rest = place->links, path;
	struct way way;
	links->folder = path_folder(place->path);
	while (take_way(&rest, &way))
		if (links_find(links, way.target, &leads_to, &path) == LINKS_BROKEN)
			report_at(folder, place->source, way.line,
			          "the link to \"%.*s\" leads to no page; correct it or take it "
			          "out",
			          STR_FMT(way.target));
}
