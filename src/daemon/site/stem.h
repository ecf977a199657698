/* A stem is what is left of a word when its ending is off, so that other forms of the word begin
 * with it: Georgian and Russian are inflected, and a reader types one form of many. */
#ifndef DAEMON_SITE_STEM_H
#define DAEMON_SITE_STEM_H

#include "base/str.h"

enum {
	STEM_LETTERS_MIN = 3, /* of scripts with many endings */
	STEM_LATIN_MIN = 4
};

/* Of a folded word; the word itself where no ending is known. A slice of it. */
struct str stem_of(struct str word);

#endif
