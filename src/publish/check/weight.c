/* A page that is too heavy does not come through on a thin line. */
#include "publish/check/kinds.h"

void
kind_weight(struct checkup *checkup, const struct checked *page)
{
	size_t weight = page->gemini > page->gopher ? page->gemini : page->gopher;
	size_t budget = checkup->capsule.settings.page_weight;
	if (weight <= budget)
		return;
	const char *remedy = page->place->source.n
	                         ? "split it, or raise Page-weight in capsule.txt"
	                         : "put some of what it lists into folders of its own, lower "
	                           "News-per-page or raise Page-weight in capsule.txt";
	checkup_add(checkup, page, FINDING_WARNING, 0,
	            "weighs %zu bytes, above the %zu that a page may have; %s", weight, budget,
	            remedy);
}
