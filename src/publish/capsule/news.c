#include "publish/capsule/news.h"

#include <stdlib.h>

bool
news_is_below(struct str path)
{
	return str_starts(path, STR("/news/"));
}

static int
compare_items(const void *a, const void *b)
{
	const struct place *left = *(struct place *const *)a;
	const struct place *right = *(struct place *const *)b;
	int order = str_cmp(right->date, left->date);
	return order ? order : str_cmp(left->path, right->path);
}

static bool
is_item(const struct place *place)
{
	return place->kind == PLACE_PAGE && place_has_page(place) && place->first_twin == place;
}

static size_t
count_items(const struct places *places, const struct place *folder)
{
	size_t count = 0;
	for (const struct place *at = folder; (at = places_next(places, folder, at));)
		count += is_item(at);
	return count;
}

struct news
news_list(const struct places *places, const struct place *folder, struct str language,
          struct arena *arena)
{
	struct news news = {0};
	size_t count = count_items(places, folder);
	if (count == 0)
		return news;
	news.items = arena_alloc(arena, count * sizeof *news.items);
	const struct place *at = folder;
	for (struct place *next; (next = places_next(places, folder, at)); at = next)
		if (is_item(next))
			news.items[news.count++] = places_pick(places, next, language);
	qsort(news.items, news.count, sizeof *news.items, compare_items);
	return news;
}

struct str
news_year(const struct place *item)
{
	return str_upto(item->date, str_find(item->date, '-'));
}

/* An item shown for want of a translation has its neighbours elsewhere. */
static void
chain(const struct news *news, struct str language)
{
	for (size_t i = 0; i < news->count; i++) {
		struct place *item = news->items[i];
		if (!str_eq(item->edition, language))
			continue;
		item->newer = i > 0 ? news->items[i - 1] : NULL;
		item->older = i + 1 < news->count ? news->items[i + 1] : NULL;
		item->is_menu = item->is_menu || item->newer || item->older;
	}
}

void
news_chain(struct places *places, struct arena *arena)
{
	struct place *folder = places_find(places, STR("/news/"));
	if (!folder || !folder->has_pages)
		return;
	for (struct place *index = folder;;) {
		struct news news = news_list(places, folder, index->edition, arena);
		chain(&news, index->edition);
		index = index->twin;
		if (index == folder)
			return;
	}
}
