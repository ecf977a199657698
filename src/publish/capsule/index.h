/* An index is the page of a folder: its own text, if someone wrote one, and behind it the list of
 * what else the folder holds. */
#ifndef PUBLISH_CAPSULE_INDEX_H
#define PUBLISH_CAPSULE_INDEX_H

#include "publish/capsule/capsule.h"
#include "publish/doc/doc.h"

enum {
	INDEX_LATEST_NEWS = 5 /* how many the front page shows */
};

/* What a folder is called when its own text does not say. Borrowed from capsule or constant. */
struct str index_title(const struct capsule *capsule, const struct place *folder);

/* Appends the list to doc, and before it a title where the folder has no text. Left out is what
 * the text links to already (place.listed_by); news are listed in full, for a feed must be. */
void index_add(const struct capsule *capsule, const struct place *folder, struct doc *doc);

#endif
