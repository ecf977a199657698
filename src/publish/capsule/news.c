#include "publish/capsule/news.h"

#include <stdlib.h>

bool
news_is_folder(const struct place *folder)
{
	return folder->kind == PLACE_FOLDER && str_starts(folder->path, STR("/news/"));
}

static int
compare_items(const void *a, const void *b)
{
	const struct place *left = *(struct place *const *)a;
	const struct place *right = *(struct place *const *)b;
	int order = str_cmp(right->date, left->date);
	return order ? order : str_cmp(left->path, right->path);
}

static size_t
count_pages(const struct places *places, const struct place *folder)
{
	size_t count = 0;
	for (const struct place *at = folder; (at = places_next(places, folder, at));)
		count += at->kind == PLACE_PAGE;
	return count;
}

struct news
news_list(const struct places *places, const struct place *folder, struct arena *arena)
{
	struct news news = {0};
	size_t count = count_pages(places, folder);
	if (count == 0)
		return news;
	news.items = arena_alloc(arena, count * sizeof *news.items);
	const struct place *at = folder;
	for (struct place *next; (next = places_next(places, folder, at)); at = next)
		if (next->kind == PLACE_PAGE)
			news.items[news.count++] = next;
	qsort(news.items, news.count, sizeof *news.items, compare_items);
	return news;
}
