/* Language tags. */
#ifndef BASE_LANG_H
#define BASE_LANG_H

#include "base/str.h"

/* Whether a text has the form of an RFC 5646 tag: "ka", "zh-Hans", "de-CH". */
bool lang_is_tag(struct str text);

#endif
