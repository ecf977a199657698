/* Two pages of one title cannot be told apart in a list. */
#include "publish/check/kinds.h"

static bool
is_same(const struct checked *a, const struct checked *b)
{
	return str_eq(a->place->edition, b->place->edition) && str_eq(a->title, b->title);
}

/* The first of those with the same title, in by_title. */
static const struct checked *
find_first(const struct checkup *checkup, const struct checked *page)
{
	size_t low = 0, high = checkup->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct checked *at = checkup->by_title[middle];
		int order = str_cmp(at->place->edition, page->place->edition);
		if (order == 0)
			order = str_cmp(at->title, page->title);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return checkup->by_title[low];
}

void
kind_same_title(struct checkup *checkup, const struct checked *page)
{
	if (page->title.n == 0)
		return;
	const struct checked *first = find_first(checkup, page);
	if (first != page && is_same(first, page))
		checkup_add(checkup, page, FINDING_WARNING, 0,
		            "has the same title as %.*s, \"%.*s\"; give one of them another, since "
		            "lists show nothing else",
		            STR_FMT(first->place->source), STR_FMT(page->title));
}
