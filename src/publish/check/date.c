/* News stand in the order of their days. */
#include "publish/check/kinds.h"

#include "publish/capsule/news.h"

/* The line of front matter that was to tell the day; 0: there is none. */
static size_t
find_line(const struct checked *page, struct str *value)
{
	struct str rest = page->source, line;
	for (size_t number = 1; str_line(&rest, &line); number++) {
		*value = str_trim(line);
		if (value->n == 0)
			return 0;
		if (str_eq_nocase(str_trim(str_cut(value, ':')), STR("Date"))) {
			*value = str_trim(*value);
			return number + page->lines_off;
		}
	}
	return 0;
}

static void
tell_of_none(struct checkup *checkup, const struct checked *page)
{
	struct str value;
	size_t line = find_line(page, &value);
	if (line && value.n)
		checkup_add(checkup, page, FINDING_WARNING, line,
		            "the date \"%.*s\" is none that we know; write it as year-month-day, "
		            "such as %.*s",
		            STR_FMT(value), STR_FMT(checkup->today));
	else
		checkup_add(
		    checkup, page, FINDING_WARNING, 1,
		    "this news has no date, so it stands last and in no feed; begin it with "
		    "a line such as \"Date: %.*s\" and an empty line",
		    STR_FMT(checkup->today));
}

void
kind_date(struct checkup *checkup, const struct checked *page)
{
	const struct place *place = page->place;
	struct str value;
	if (place->kind != PLACE_PAGE || !news_is_below(place->path))
		return;
	if (place->date.n == 0) {
		tell_of_none(checkup, page);
	} else if (str_cmp(place->date, checkup->today) > 0) {
		checkup_add(checkup, page, FINDING_WARNING, find_line(page, &value),
		            "its date, %.*s, is still to come, but readers see it at once; correct "
		            "the date, or add the line \"Draft: yes\" until then",
		            STR_FMT(place->date));
	}
}
