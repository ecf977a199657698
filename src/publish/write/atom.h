/* Atom writes a feed (RFC 4287) of pages that are read elsewhere: titles, dates and addresses. */
#ifndef PUBLISH_WRITE_ATOM_H
#define PUBLISH_WRITE_ATOM_H

#include "base/buf.h"

/* Addresses are absolute URIs; dates "2026-11-23", which mean noon UTC as in gemsub. Texts are
 * UTF-8; what XML cannot hold is left out of them. */
struct atom_entry {
	struct str id, page, title, date;
	struct str summary, author; /* may be empty */
};

struct atom_feed {
	struct str id, self, page; /* the feed's own address, and the page of the same news */
	struct str title, author;
	struct str subtitle, lang; /* may be empty */
	const struct atom_entry *entries;
	size_t count; /* at least 1, the newest first: its date is the feed's */
};

void atom_write(const struct atom_feed *feed, struct buf *out);

#endif
