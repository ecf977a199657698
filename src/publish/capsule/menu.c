#include "publish/capsule/menu.h"

#include "base/buf.h"
#include "publish/capsule/name.h"

/* "about.txt" may stand there as "about.en.txt". */
static struct place *
find_edition(const struct places *places, struct str path)
{
	struct buf name = {0};
	struct str stem = name_stem(path);
	buf_printf(&name, "%.*s.%.*s.gmi", STR_FMT(stem), STR_FMT(places->language));
	struct place *place = places_find(places, buf_str(&name));
	buf_free(&name);
	return place;
}

static struct place *
find(const struct places *places, struct str name)
{
	struct buf path = {0};
	buf_printf(&path, "%s%.*s", str_starts(name, STR("/")) ? "" : "/", STR_FMT(name));
	struct place *place = places_find(places, buf_str(&path));
	if (!place)
		place = find_edition(places, buf_str(&path));
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
