/* The news are the pages in text/news/ and the folders below it, newest first. */
#ifndef PUBLISH_CAPSULE_NEWS_H
#define PUBLISH_CAPSULE_NEWS_H

#include "publish/capsule/place.h"

struct news {
	struct place **items; /* in the arena given */
	size_t count;
};

/* Whether the path is text/news/ or lies below it. */
bool news_is_below(struct str path);

/* All pages below folder, each in the language given where there is one, the newest date first,
 * those of a day by path, the undated last. */
struct news news_list(const struct places *places, const struct place *folder, struct str language,
                      struct arena *arena);

/* "2025"; empty for an undated item. */
struct str news_year(const struct place *item);

/* Gives each item its neighbours in its own language. */
void news_chain(struct places *places, struct arena *arena);

#endif
