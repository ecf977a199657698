/* Furniture: what a web page sets around its text and a copy of the page brings along, such as
 * buttons, cookie lines, footers and breadcrumbs. It is kept, each line by itself (R4.6). */
#ifndef PUBLISH_READ_FURNITURE_H
#define PUBLISH_READ_FURNITURE_H

#include "publish/read/block.h"

enum furniture {
	FURNITURE_NONE,
	FURNITURE_BUTTON, /* "Share on Facebook", "Print this page" */
	FURNITURE_COOKIES,
	FURNITURE_FOOTER, /* "© 2024 Harbour Centre", "All rights reserved" */
	FURNITURE_TRAIL,  /* "Home > News > 2024" */
	FURNITURE_MENU    /* "Privacy | Terms | Sitemap" */
};

/* "Home", in any language */
bool furniture_is_home(struct str place);
enum furniture furniture_of(const struct line *line);
/* Whether such a line stands there, and no margin brought its words to the line's start. */
bool furniture_starts(const struct page *page, size_t at, size_t end);

recognise furniture_take;

#endif
