/* Links know where an address in a page leads: to a place of this capsule, or elsewhere. Reader and
 * writers ask through their callbacks. */
#ifndef PUBLISH_CAPSULE_LINKS_H
#define PUBLISH_CAPSULE_LINKS_H

#include "base/buf.h"
#include "base/path.h"
#include "publish/capsule/place.h"
#include "publish/write/writer.h"

struct links {
	const struct places *places; /* borrowed */
	struct str host;             /* the capsule's own; empty: unknown; borrowed */
	struct str folder;           /* of the page they stand on, "/news/"; borrowed */
	struct buf uri;              /* owned: what the last call returned or took apart */
	struct buf asked; /* owned, emptied by the reader: the paths links_is_page was asked after
	                   * and whether they are pages, packed */
	char path[PATH_LIMIT];
};

enum links_end {
	LINKS_ELSEWHERE, /* another capsule, the web, mail, a mere query */
	LINKS_HERE,
	LINKS_BROKEN /* this capsule, but no place of it */
};

/* Where a URI-reference on the page leads; *place is set for LINKS_HERE, *path (cleaned, valid
 * until the next call) for both that and LINKS_BROKEN. */
enum links_end links_find(struct links *links, struct str target, struct place **place,
                          struct str *path);

/* The same for an address in the text of that page: one that names no language ("news/",
 * "about.txt") leads to the edition in the page's own, where there is one. In gemtext by hand, and
 * written in full, it leads where it says. */
enum links_end links_follow(struct links *links, const struct place *page, struct str target,
                            struct place **place, struct str *path);

/* Whether the path, cleaned, is one that a word of a text may mean. */
bool links_has(const struct links *links, struct str path);
/* Whether a link shows no words of its own, so that it gets the title of the page it leads to. */
bool links_is_bare(struct str label, struct str target);
/* Of a place, on Gopher: '1' a menu, '0' a text, '7' the search. */
char links_item_type(const struct place *place);

/* struct read_options.is_page: names with a dot or a slash only, so that no word of the language
 * becomes a link. context is a struct links. */
bool links_is_page(void *context, struct str word);
/* struct write_links, with links as its context. */
struct write_links links_callbacks(struct links *links);

void links_free(struct links *links);

#endif
