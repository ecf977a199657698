/* Joining: whether a line break was forced by a margin, and what the lines are without it (R5). */
#ifndef PUBLISH_READ_JOIN_H
#define PUBLISH_READ_JOIN_H

#include "publish/read/page.h"

/* The column at which the lines from `from` up to `to` were broken; at least 40. */
uint32_t join_width(const struct page *page, size_t from, size_t to);
/* Whether the next line's first word would not have fitted behind line at. */
bool join_is_forced(const struct page *page, size_t at, uint32_t width);
/* Whether the next line goes on with the paragraph of line at. */
bool join_goes_on(const struct page *page, size_t at, uint32_t width);
/* How many of the breaks within the lines were not forced. */
size_t join_count_free(const struct page *page, size_t from, size_t to, uint32_t width);

/* The lines as one, the first without its leading skip bytes; the slice is in the arena. The others
 * are moved for it, and their texts are those in it from now on. */
struct str join_lines(struct page *page, size_t from, size_t to, size_t skip);
/* The same with a blank for every break, whatever stands around it. */
struct str join_words(struct page *page, size_t from, size_t to, size_t skip);

/* The line is a web address and nothing else: no other one is joined to it. */
bool join_is_address(struct str text);

#endif
