/* Menus: the words of a site's navigation at the head of a page that was copied from it (R3b). */
#ifndef PUBLISH_READ_MENU_H
#define PUBLISH_READ_MENU_H

#include "publish/read/page.h"

/* Makes labels of the lines of the menu that the text begins with, if it does with one: short lines
 * from "Home" or "Menu" on. */
void menu_mark(struct page *page);

#endif
