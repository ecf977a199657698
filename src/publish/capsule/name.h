/* A name is what a file is called in the text folder; its path is the readable, stable form that
 * stands in addresses: "/About Us.txt" is "/about-us.txt", "/სიახლე.ka.txt" is "/siakhle.ka.txt".
 */
#ifndef PUBLISH_CAPSULE_NAME_H
#define PUBLISH_CAPSULE_NAME_H

#include "base/str.h"
#include "publish/doc/arena.h"

/* Small letters; Georgian and Cyrillic in Latin letters, Latin ones without marks; what is neither
 * letter, digit, '.' nor '_' becomes one '-'. Letters of other scripts stay. A folder's final '/'
 * stays too. In the arena. */
struct str name_path(struct arena *arena, struct str name);

/* The language in "/news/a.ka.txt", "ka"; empty: it names none that we know. */
struct str name_language(struct str path);

/* "/news/a" of "/news/a.ka.gmi", so that a page's languages have one stem. */
struct str name_stem(struct str path);

#endif
