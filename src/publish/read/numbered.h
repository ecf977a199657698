/* The numbers before titles: "2.1 Title", "Chapter 3. Title", "1  INTRODUCTION". */
#ifndef PUBLISH_READ_NUMBERED_H
#define PUBLISH_READ_NUMBERED_H

#include "base/str.h"

/* Bytes before the words of the title; 0: it has no number. */
size_t numbered_skip(struct str text);

#endif
