/* The language of a text: from its file name, else from the script that most of it is in (R7). */
#ifndef PUBLISH_READ_LANGUAGE_H
#define PUBLISH_READ_LANGUAGE_H

#include "base/str.h"

/* "ka" of "about.ka.txt"; empty: the name tells none. */
struct str language_of_name(struct str name);
/* "ka", "ru", … when the script of most letters tells one; empty for Latin and the like. */
struct str language_of_text(struct str text);
/* Looks like a tag of RFC 5646: "ka", "zh-Hant". */
bool language_is_tag(struct str tag);

#endif
