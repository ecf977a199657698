/* A report tells the editor, in one line on standard error, what is wrong with which file and what
 * to do about it. */
#ifndef PUBLISH_CAPSULE_REPORT_H
#define PUBLISH_CAPSULE_REPORT_H

#include "base/str.h"

#include <stddef.h>

/* "kapsula: FOLDER/PATH:LINE: message". path begins with '/' or is empty; line 0 is left out;
 * control characters of the names are shown as \xNN. */
void report_at(struct str folder, struct str path, size_t line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same for an error of the system: "FOLDER/PATH: what: its reason; the remedy". */
void report_errno(struct str folder, struct str path, const char *what, int error);

/* What to do about an error of the system: "take out the symbolic link". */
const char *report_remedy(int error);

#endif
