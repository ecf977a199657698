/* Folding gives the words of a search one form, the same for the index and for the query: case is
 * folded as Unicode has it, letters are composed (NFC), Russian yo is ye, and what only helps to
 * set a line (soft hyphens, tatweel) is gone. */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include "base/buf.h"
#include "base/str.h"

/* The tokenizer of SQLite's FTS5 that parts folded text into the words of fold_next. */
#define FOLD_TOKENIZER "unicode61 remove_diacritics 0 categories ''L* N* Co M*''"

enum {
	/* To be raised with each change of what folds to what: an older index is made anew. */
	FOLD_VERSION = 2
};

/* Appends text folded. Any bytes will do: one that is no UTF-8 becomes a blank. What was folded
 * once stays as it is. */
void fold_add(struct buf *out, struct str text);

/* Takes the next word off *rest, which is UTF-8, folded or not: letters, numbers, marks and private
 * characters, no others. False when there is none. */
bool fold_next(struct str *rest, struct str *word);

#endif
