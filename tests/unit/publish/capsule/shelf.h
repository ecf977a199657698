/* Places made from a list of names, with no disk behind them. */
#ifndef UNIT_PUBLISH_CAPSULE_SHELF_H
#define UNIT_PUBLISH_CAPSULE_SHELF_H

#include "fixture.h"
#include "publish/capsule/place.h"

struct shelf {
	struct tree tree;
	struct places places;
	int end; /* what places_make returned */
};

/* names: "/ /news/ /news/a.txt", parted by blanks. */
static inline void
shelf_make(struct shelf *shelf, const char *names)
{
	struct str rest = str_of(names);
	*shelf = (struct shelf){.tree = {.fd = -1, .name = STR("text")}};
	while (rest.n) {
		struct tree_entry *entry = arena_alloc(&shelf->tree.arena, sizeof *entry);
		entry->path = str_cut(&rest, ' ');
		entry->is_folder = str_ends(entry->path, STR("/"));
		entry->next = shelf->tree.first;
		shelf->tree.first = entry;
		shelf->tree.count++;
	}
	shelf->end = places_make(&shelf->places, &shelf->tree, STR("en"));
}

static inline void
shelf_free(struct shelf *shelf)
{
	places_free(&shelf->places);
	tree_close(&shelf->tree);
}

#endif
