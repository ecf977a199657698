/* Made pages are those that nobody wrote and that no folder stands for: indexes in further
 * languages, years of news, the latest news, feeds. */
#ifndef PUBLISH_CAPSULE_MADE_H
#define PUBLISH_CAPSULE_MADE_H

#include "publish/capsule/capsule.h"

/* Gives them their places, once every text has been read, and ties all pages to their
 * neighbours. */
void made_add(struct capsule *capsule);

#endif
