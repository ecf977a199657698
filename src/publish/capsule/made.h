/* Made pages are those that nobody wrote and that no folder stands for: indexes in further
 * languages, years of news, the latest news, feeds. */
#ifndef PUBLISH_CAPSULE_MADE_H
#define PUBLISH_CAPSULE_MADE_H

#include "publish/capsule/capsule.h"

/* Gives them their places, once every text has been read, and ties all pages to their
 * neighbours. */
void made_add(struct capsule *capsule);

/* The editor's own file or folder at the address of the search of that language, which there is
 * none of then; NULL: it is free, or no search is wanted. */
const struct place *made_search_is_taken(const struct capsule *capsule, struct str language);
#define MADE_SEARCH_IS_TAKEN                                                                       \
	"has the address of the search, which is left out; rename this, or write Search: no in "   \
	"capsule.txt"

#endif
