/* The settings of a capsule: capsule.txt beside text/, lines of "Key: value" as in a mail's
 * header. */
#ifndef PUBLISH_CAPSULE_SETTINGS_H
#define PUBLISH_CAPSULE_SETTINGS_H

#include "base/buf.h"

struct settings {
	struct buf text;     /* owned: the file; the values are slices of it */
	struct str title;    /* of the whole capsule */
	struct str subtitle; /* of its news and their feeds */
	struct str footer;   /* a line below every page */
	struct str menu;     /* what the front page names first */
	struct str author;   /* of what names no other */
	struct str language; /* RFC 5646, of pages that name none; empty: unknown */
	struct str host;     /* the capsule's own, so that its full addresses are known as such */
	struct str charset;  /* of texts whose bytes leave it open */
	struct str search;   /* "no": none; else there is one */
	struct str shared_lines; /* "keep": say nothing of them, "drop": leave them out */
	size_t news_per_page;
	size_t page_weight; /* bytes: what a page should not be above, to be told by a checkup */
	size_t keep_builds; /* how many, the published one among them */
};

/* Reads SOURCE/capsule.txt; without one all is empty. -1 after a report when it cannot be read or
 * a value cannot be right. */
int settings_read(struct settings *settings, struct str source);
void settings_free(struct settings *settings);

#endif
