/* Lists of words and phrases that a text may begin with, in any case of letters. */
#ifndef PUBLISH_READ_PHRASE_H
#define PUBLISH_READ_PHRASE_H

#include "base/str.h"

struct phrase {
	int kind; /* as the list's owner has it */
	const char *words;
};

/* A list is in the order of its first letters, so that few of it are tried. This narrows it down to
 * those that begin with the first letter of the text: returns the first of them, and *count, which
 * was the list's, is their number. */
const struct phrase *phrase_narrow(const struct phrase *list, size_t *count, struct str text);
/* The first phrase that the text begins with (that is the whole text); NULL: none. */
const struct phrase *phrase_start(const struct phrase *list, size_t count, struct str text);
const struct phrase *phrase_whole(const struct phrase *list, size_t count, struct str text);

#endif
