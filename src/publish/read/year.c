#include "publish/read/year.h"

#include "publish/read/heading.h"

#include <stddef.h>

enum {
	DIGITS = 4,
	YEAR_MIN = 1800,
	YEAR_MAX = 2100
};

unsigned
year_parse(struct str text)
{
	static const char *const words[] = {"", "год", "г.", "рік", "р.", "წელი", "թ."};
	unsigned year = 0;
	for (size_t i = 0; i < DIGITS; i++) {
		if (i >= text.n || text.p[i] < '0' || text.p[i] > '9')
			return 0;
		year = 10 * year + (unsigned)(text.p[i] - '0');
	}
	struct str rest = str_trim(str_from(text, DIGITS));
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq(rest, str_of(words[i])))
			return year >= YEAR_MIN && year <= YEAR_MAX ? year : 0;
	return 0;
}

bool
year_ends(struct str text)
{
	size_t blank = str_find_last(text, ' ');
	return blank != STR_NOWHERE && year_parse(str_from(text, blank + 1)) > 0;
}

static bool
is_year(const struct page *page, size_t at)
{
	return year_parse(page->lines[at].text) > 0;
}

bool
heading_is_year(const struct page *page, size_t at)
{
	if (!page->survey.years || !is_year(page, at) ||
	    (!page->block_long && !page_starts_block(page, at)))
		return false;
	size_t next = page_next(page, at + 1);
	bool among = at > 0 && is_year(page, at - 1);
	return !among && next < page->count && !is_year(page, next) &&
	       line_words(page->lines[next].text, 2) == 2;
}

size_t
heading_take_year(struct page *page, size_t at, size_t end)
{
	(void)end;
	if (!heading_is_year(page, at))
		return 0;
	heading_add(page, HEADING_YEAR, 0, at, "R4.12 year over its events", page->lines[at].text);
	return 1;
}
