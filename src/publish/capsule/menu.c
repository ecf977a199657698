#include "publish/capsule/menu.h"

#include "base/buf.h"

static struct place *
find(const struct places *places, struct str name)
{
	struct buf path = {0};
	buf_printf(&path, "%s%.*s", str_starts(name, STR("/")) ? "" : "/", STR_FMT(name));
	struct place *place = places_find_page(places, buf_str(&path));
	buf_free(&path);
	return place && place_has_page(place) ? place : NULL;
}

struct place *
menu_next(const struct places *places, struct str *rest, struct str *name)
{
	*name = str_trim(str_cut(rest, ','));
	return name->n ? find(places, *name) : NULL;
}

bool
menu_has(const struct places *places, struct str menu, const struct place *place)
{
	struct str name;
	while (menu.n) {
		const struct place *found = menu_next(places, &menu, &name);
		if (found && found->first_twin == place->first_twin)
			return true;
	}
	return false;
}
