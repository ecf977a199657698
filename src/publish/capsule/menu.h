/* The menu is what the editor wants first on the front page: "Menu: about.txt, work.txt, news/". */
#ifndef PUBLISH_CAPSULE_MENU_H
#define PUBLISH_CAPSULE_MENU_H

#include "base/str.h"
#include "publish/capsule/place.h"

/* The page that the next name in *rest means, in whatever language; NULL with an empty *rest at the
 * end, and with *name where there is no such page. */
struct place *menu_next(const struct places *places, struct str *rest, struct str *name);

/* Whether the page is one of the menu, in whatever language. */
bool menu_has(const struct places *places, struct str menu, const struct place *place);

#endif
