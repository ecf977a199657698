/* Phrases are the words that no editor wrote, in the language of the page they stand on. */
#ifndef PUBLISH_CAPSULE_PHRASES_H
#define PUBLISH_CAPSULE_PHRASES_H

#include "base/buf.h"

#include <sys/types.h>

struct phrases {
	const char *language;
	const char *home, *news, *all_news, *latest, *undated, *feed;
	const char *newer, *older; /* before the title of the item that a reader goes on to */
	const char *pages, *files;
	const char *bytes, *kilo, *mega;
};

/* By language tag; English for those we have no words of. */
const struct phrases *phrases_of(struct str language);

/* "3 kB" */
void phrases_add_weight(const struct phrases *phrases, struct buf *out, off_t bytes);

/* What speakers call their language, "ქართული" for "ka"; empty: we do not know. */
struct str phrases_own_name(struct str language);

#endif
