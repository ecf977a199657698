/* Roman numbers before the titles of parts: "IV. Contacts". */
#ifndef PUBLISH_READ_ROMAN_H
#define PUBLISH_READ_ROMAN_H

#include "base/str.h"

/* The number that the text begins with, in capitals, with a stop or bracket and a blank behind it;
 * 0: there is none. */
unsigned roman_parse(struct str text);

#endif
