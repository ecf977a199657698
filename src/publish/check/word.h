/* A word is what blanks part in a sentence, without the marks around it. */
#ifndef PUBLISH_CHECK_WORD_H
#define PUBLISH_CHECK_WORD_H

#include "base/str.h"

/* Takes the next one off *rest; false: there is none. */
bool word_next(struct str *rest, struct str *word);

#endif
