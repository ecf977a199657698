/* Menu items: where a URI leads, in the words of a Gopher menu (RFC 1436, RFC 4266). */
#ifndef PUBLISH_WRITE_MENU_H
#define PUBLISH_WRITE_MENU_H

#include "publish/write/writer.h"

/* Fills *item for the target. Slices are of target, of constants or of room, which is emptied
 * first. false: no Gopher client could follow it. */
bool menu_item_of(struct str target, struct menu_item *item, struct buf *room);

#endif
