/* An index is the page of a folder: its own text, if someone wrote one, and behind it the list of
 * what else the folder holds. Years of news are lists of the same kind. */
#ifndef PUBLISH_CAPSULE_INDEX_H
#define PUBLISH_CAPSULE_INDEX_H

#include "publish/capsule/capsule.h"
#include "publish/doc/doc.h"

enum {
	INDEX_LATEST_NEWS = 5, /* how many the front page shows */
	INDEX_HEAVY = 2000     /* bytes: a lighter page is there at once on any line */
};

/* What a folder is called when its own text does not say. Borrowed from capsule or constant. */
struct str index_title(const struct capsule *capsule, const struct place *folder);
/* The same with the capsule's title before it where it is read far from there; in the arena. */
struct str index_full_title(const struct capsule *capsule, const struct place *folder,
                            struct arena *arena);

/* Appends the list to doc, and before it a title where the folder has no text. Left out is what
 * the text links to already (place.listed_by). */
void index_add(const struct capsule *capsule, const struct place *index, struct doc *doc);

/* "Title (3 kB)" of a page, "Plan.pdf (120 kB)" of a file, in the language of the page it stands
 * on. */
void index_add_label(struct buf *label, const struct place *page, const struct place *item);
/* A link "2026-11-23 Title (3 kB)", as gemsub has it, in the language of the page it stands on. */
void index_add_item(const struct place *page, const struct place *item, struct doc *doc);
/* A link to a place of this capsule, as the last part of parent. */
void index_add_link(struct doc *doc, struct node *parent, const struct place *place,
                    struct str label);

#endif
