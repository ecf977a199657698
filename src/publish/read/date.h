/* Dates as people write them, with month names in eight languages (R7). */
#ifndef PUBLISH_READ_DATE_H
#define PUBLISH_READ_DATE_H

#include "base/str.h"

struct date {
	unsigned year, month, day;
};

/* Whether text begins with a date; *used is its length in bytes. */
bool date_parse(struct str text, struct date *date, size_t *used);
/* Whether the text is a date and nothing else of weight ("Tuesday, 12 May 2021", "12/05/2021"). */
bool date_is_whole(struct str text);

/* The same, but the year may be missing: "Saturday 1 June". */
bool date_is_day(struct str text);

/* Whether a date stands at its end: "Minutes of the meeting of 12 May 2021". */
bool date_ends(struct str text);

enum {
	DATE_ISO = sizeof "2021-05-12"
};
/* "2021-05-12", with its NUL. */
void date_print(const struct date *date, char out[static DATE_ISO]);
/* The same of today, which is the editor's own day, not UTC's; false: the clock tells none. */
bool date_today(char out[static DATE_ISO]);

#endif
