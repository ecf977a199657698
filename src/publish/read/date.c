#include "publish/read/date.h"

#include "base/ascii.h"
#include "publish/read/line.h"
#include "publish/read/months.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum {
	YEAR_MIN = 1500,
	YEAR_MAX = 2199,
	DATE_MAX = 100, /* bytes, of the longest date with its blanks */
	WHOLE_MAX = 60  /* bytes around a date that is alone on its line */
};

static bool
take_number(struct str *rest, size_t digits, unsigned *value)
{
	size_t n = 0;
	*value = 0;
	while (n < rest->n && ascii_is_digit(rest->p[n]) && n <= digits)
		*value = *value * 10 + (unsigned)(rest->p[n++] - '0');
	if (n == 0 || n > digits)
		return false;
	*rest = str_from(*rest, n);
	return true;
}

static bool
take_char(struct str *rest, char c)
{
	if (!rest->n || rest->p[0] != c)
		return false;
	*rest = str_from(*rest, 1);
	return true;
}

/* Blanks, commas and the words that stand between the parts of a date. */
static void
skip_between(struct str *rest)
{
	static const char *const words[] = {"of ", "st ", "nd ", "rd ",   "th ", "st,",
	                                    "nd,", "rd,", "th,", "წლის ", "წ. ", "de "};
	for (bool more = true; more && rest->n;) {
		more = take_char(rest, ' ') || take_char(rest, ',');
		for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
			if (!str_starts(*rest, str_of(words[i])))
				continue;
			*rest = str_from(*rest, strlen(words[i]));
			more = true;
		}
	}
}

/* "12 мая 2021 года" */
static void
skip_year_word(struct str *rest)
{
	static const char *const words[] = {" года", " г.", " р.", " року", " წელი",
	                                    " წ.",   " թ.", " il", "-ci il"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!str_starts(*rest, str_of(words[i])))
			continue;
		*rest = str_from(*rest, strlen(words[i]));
		return;
	}
}

static bool
take_month(struct str *rest, unsigned *month)
{
	size_t length;
	*month = months_find(*rest, &length);
	if (!*month)
		return false;
	*rest = str_from(*rest, length);
	take_char(rest, '.');
	return true;
}

static bool
is_date(const struct date *date)
{
	return date->year >= YEAR_MIN && date->year <= YEAR_MAX && date->month >= 1 &&
	       date->month <= 12 && date->day >= 1 && date->day <= 31;
}

/* 2021-05-12 */
static bool
parse_iso(struct str *rest, struct date *date)
{
	return take_number(rest, 4, &date->year) && take_char(rest, '-') &&
	       take_number(rest, 2, &date->month) && take_char(rest, '-') &&
	       take_number(rest, 2, &date->day);
}

/* 12.05.2021: the day comes first wherever dots are written. */
static bool
parse_dotted(struct str *rest, struct date *date)
{
	return take_number(rest, 2, &date->day) && take_char(rest, '.') &&
	       take_number(rest, 2, &date->month) && take_char(rest, '.') &&
	       take_number(rest, 4, &date->year);
}

/* 25/12/2021 and 12/25/2021; 04/05/2021 may be either and is neither. */
static bool
parse_slashed(struct str *rest, struct date *date)
{
	unsigned a, b;
	if (!take_number(rest, 2, &a) || !take_char(rest, '/') || !take_number(rest, 2, &b) ||
	    !take_char(rest, '/') || !take_number(rest, 4, &date->year))
		return false;
	date->day = a > b ? a : b;
	date->month = a > b ? b : a;
	return date->day > 12 || a == b;
}

/* 12 May 2021 */
static bool
parse_day_first(struct str *rest, struct date *date)
{
	if (!take_number(rest, 2, &date->day))
		return false;
	take_char(rest, '.');
	skip_between(rest);
	if (!take_month(rest, &date->month))
		return false;
	skip_between(rest);
	if (!take_number(rest, 4, &date->year))
		return false;
	skip_year_word(rest);
	return true;
}

/* May 12, 2021 */
static bool
parse_month_first(struct str *rest, struct date *date)
{
	if (!take_month(rest, &date->month))
		return false;
	skip_between(rest);
	if (!take_number(rest, 2, &date->day))
		return false;
	skip_between(rest);
	return take_number(rest, 4, &date->year);
}

/* 2021 წლის 12 მაისი */
static bool
parse_year_first(struct str *rest, struct date *date)
{
	if (!take_number(rest, 4, &date->year))
		return false;
	skip_between(rest);
	if (!take_number(rest, 2, &date->day))
		return false;
	skip_between(rest);
	return take_month(rest, &date->month);
}

/* Four digits in a row: no date goes without its year, and looking for one is slow. */
static bool
has_year(struct str text)
{
	size_t digits = 0;
	for (size_t i = 0; i < text.n && digits < 4; i++)
		digits = ascii_is_digit(text.p[i]) ? digits + 1 : 0;
	return digits == 4;
}

bool
date_parse(struct str text, struct date *date, size_t *used)
{
	static bool (*const forms[])(struct str * rest, struct date * date) = {
	    parse_iso,       parse_dotted,      parse_slashed,
	    parse_day_first, parse_month_first, parse_year_first,
	};
	if (!has_year(str_upto(text, DATE_MAX)))
		return false;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct str rest = text;
		*date = (struct date){0};
		if (!forms[i](&rest, date) || !is_date(date))
			continue;
		*used = text.n - rest.n;
		return true;
	}
	return false;
}

/* What may stand beside a date that is alone: a week day before it, a time behind it. */
static bool
is_trifle(struct str before, struct str after)
{
	return !line_has_digit(before) && line_words(before, 2) < 2 && line_words(after, 4) < 4 &&
	       after.n < 24;
}

bool
date_is_whole(struct str text)
{
	struct date date;
	size_t used;
	if (text.n > 2 * WHOLE_MAX || !has_year(text))
		return false;
	for (size_t at = 0; at < text.n && at < WHOLE_MAX; at++) {
		if ((at > 0 && text.p[at - 1] != ' ') ||
		    !date_parse(str_from(text, at), &date, &used))
			continue;
		return is_trifle(str_upto(text, at), str_from(text, at + used));
	}
	return false;
}

/* "1 June" or "June 1" */
static bool
take_day(struct str *rest)
{
	unsigned number;
	bool first = take_number(rest, 2, &number);
	if (first)
		take_char(rest, '.');
	skip_between(rest);
	if (!take_month(rest, &number))
		return false;
	skip_between(rest);
	return first || take_number(rest, 2, &number);
}

bool
date_is_day(struct str text)
{
	if (!line_has_digit(text))
		return false;
	if (date_is_whole(text))
		return true;
	for (size_t at = 0; at < text.n && at < WHOLE_MAX; at++) {
		struct str rest = str_from(text, at);
		if ((at == 0 || text.p[at - 1] == ' ') && take_day(&rest))
			return is_trifle(str_upto(text, at), rest);
	}
	return false;
}

bool
date_ends(struct str text)
{
	struct date date;
	size_t used;
	size_t start = text.n > WHOLE_MAX ? text.n - WHOLE_MAX : 0;
	if (!has_year(text))
		return false;
	for (size_t at = start; at < text.n; at++)
		if ((at == 0 || text.p[at - 1] == ' ') &&
		    date_parse(str_from(text, at), &date, &used) && at + used == text.n)
			return true;
	return false;
}

void
date_print(const struct date *date, char out[static DATE_ISO])
{
	snprintf(out, DATE_ISO, "%04u-%02u-%02u", date->year % 10000, date->month % 100,
	         date->day % 100);
}

bool
date_today(char out[static DATE_ISO])
{
	time_t now = time(NULL);
	struct tm tm;
	if (!localtime_r(&now, &tm))
		return false;
	struct date date = {
	    .year = (unsigned)(tm.tm_year + 1900),
	    .month = (unsigned)(tm.tm_mon + 1),
	    .day = (unsigned)tm.tm_mday,
	};
	date_print(&date, out);
	return true;
}
