/* The news are the pages in text/news/ and the folders below it, newest first. */
#ifndef PUBLISH_CAPSULE_NEWS_H
#define PUBLISH_CAPSULE_NEWS_H

#include "publish/capsule/place.h"

struct news {
	struct place **items; /* in the arena given */
	size_t count;
};

/* Whether the folder is text/news/ or lies below it. */
bool news_is_folder(const struct place *folder);

/* All pages below folder, the newest date first, those of a day by path, the undated last. */
struct news news_list(const struct places *places, const struct place *folder, struct arena *arena);

#endif
