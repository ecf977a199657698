/* Phrases are the words that no editor wrote, in the language of the page they stand on. */
#ifndef PUBLISH_CAPSULE_PHRASES_H
#define PUBLISH_CAPSULE_PHRASES_H

#include "base/weight.h"

struct phrases {
	const char *language;
	const char *home, *news, *all_news, *latest, *undated, *feed;
	const char *newer, *older; /* before the title of the item that a reader goes on to */
	const char *pages, *files;
	struct weight_units units;
	const char *search; /* the link to it, and the title of what it found */
	const char *prompt, *again;
	const char *none, *some; /* pages with all the words; with any of them */
	const char *more, *cut;  /* not all that was found is shown; it ran out of time */
	const char *blank;       /* there was no word to look for */
};

/* By language tag; English for those we have no words of. */
const struct phrases *phrases_of(struct str language);

/* What speakers call their language, "ქართული" for "ka"; empty: we do not know. */
struct str phrases_own_name(struct str language);

#endif
