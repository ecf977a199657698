/* Boilerplate: the short lines that the files of one folder share, as menus and footers do (R3d).
 * A build counts them over all files first; reading then reports them, and drops them when asked.
 */
#ifndef PUBLISH_READ_BOILERPLATE_H
#define PUBLISH_READ_BOILERPLATE_H

#include "publish/read/page.h"
#include "publish/read/read.h"

#include <stdint.h>

struct boilerplate_slot;

struct boilerplate {
	struct boilerplate_slot *slots; /* owned */
	size_t room, count, files;
};

/* Counts the short lines of one more file, each once; the options say how it is decoded. */
void boilerplate_count(struct boilerplate *boilerplate, struct str bytes,
                       const struct read_options *options);
/* Whether the line stands in three files or more and in 30 % of them. */
bool boilerplate_has(const struct boilerplate *boilerplate, struct str line);

/* The same by halves, so that a text need not be read again to be counted. Appends the short lines
 * of a page, each as a number of eight bytes that stands for it. */
void boilerplate_list(struct buf *lines, const struct page *page);
/* Counts those of one more file. */
void boilerplate_count_lines(struct boilerplate *boilerplate, struct str lines);
/* Takes the next of them that is shared off *rest; false: there is none. */
bool boilerplate_next(const struct boilerplate *boilerplate, struct str *rest, uint64_t *line);
/* How many files hold it. */
size_t boilerplate_files(const struct boilerplate *boilerplate, uint64_t line);
/* Appends the words of the line, from the text of a file that holds it. */
void boilerplate_name(struct buf *out, struct str bytes, const struct read_options *options,
                      uint64_t line);
void boilerplate_free(struct boilerplate *boilerplate);

#endif
