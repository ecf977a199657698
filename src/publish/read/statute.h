/* Statutes: below who passed it, its kind and its number, the head of one says what it is about. */
#ifndef PUBLISH_READ_STATUTE_H
#define PUBLISH_READ_STATUTE_H

#include "publish/read/page.h"

/* Lines of the subject of a statute ("О порядке …", "… შესახებ"), which is its title and ends the
 * first block of the text; 0: the line begins none. */
size_t statute_match(const struct page *page, size_t at, size_t end);

#endif
