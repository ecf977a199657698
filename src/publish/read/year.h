/* Years that stand over what happened in them: a chronicle, a list of news. */
#ifndef PUBLISH_READ_YEAR_H
#define PUBLISH_READ_YEAR_H

#include "base/str.h"

/* "2024", "2024 год": the year, or 0 when the text is anything else. */
unsigned year_parse(struct str text);

/* "Annual report 2022" */
bool year_ends(struct str text);

#endif
