/* Links: the addresses in a text, and the link lines that they become below its block (R8). */
#ifndef PUBLISH_READ_LINK_H
#define PUBLISH_READ_LINK_H

#include "publish/read/read.h"

/* Adds a NODE_LINK after each block for every address in it, once a target: where it
 * stands first. */
void link_add_all(struct doc *doc, const struct read_options *options);

/* The next address in *rest, which moves behind it; target is appended to out (emptied first) as a
 * URI. false: there is none. */
bool link_next(struct str *rest, struct str *address, struct buf *target);

/* The longest name of a page or a file (options->is_page) that ends with that word of the text:
 * "About Us.txt" with "Us.txt". A slice of text; empty: there is none. */
struct str link_name(const struct read_options *options, struct str text, struct str word);

#endif
