/* A page is found in lists, feeds and histories by its title. */
#include "publish/check/kinds.h"

void
kind_title(struct checkup *checkup, const struct checked *page)
{
	if (page->place->source.n == 0 || page->title.n)
		return;
	checkup_add(checkup, page, FINDING_WARNING, 1,
	            "has no title, so readers see it as \"%.*s\"; begin it with a line such as "
	            "\"Title: Opening hours\" and an empty line",
	            STR_FMT(page->place->title));
}
