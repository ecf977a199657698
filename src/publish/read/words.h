/* Words: which forms of a word occur in a text, the evidence by which a hyphen at a line's end
 * goes or stays. */
#ifndef PUBLISH_READ_WORDS_H
#define PUBLISH_READ_WORDS_H

#include "base/str.h"

#include <stdint.h>

struct words {
	uint64_t *slots; /* owned; hashes of folded words, 0 where there is none */
	size_t count, room;
	bool gathered;
};

/* Adds every word of the text, hyphenated ones whole. */
void words_gather(struct words *words, struct str text);
/* Whether head and tail occur as one word, with a hyphen between them or without. */
bool words_have(const struct words *words, struct str head, bool hyphen, struct str tail);
void words_free(struct words *words);

/* The last run of letters before the hyphen that ends a line; the first one of a line. */
struct str words_before_hyphen(struct str line);
struct str words_first(struct str line);

#endif
