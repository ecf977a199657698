/* A foot stands below a page: the way to the same page in other languages, and to the next news,
 * and what the capsule says on each. */
#ifndef PUBLISH_CAPSULE_FOOT_H
#define PUBLISH_CAPSULE_FOOT_H

#include "publish/capsule/place.h"
#include "publish/doc/doc.h"

/* footer is the capsule's own line, or empty. A front page has its languages elsewhere. */
void foot_add(const struct place *place, struct str footer, struct doc *doc);

void foot_add_languages(const struct place *place, struct doc *doc, struct node *parent);
/* A front page offers its languages at once: below its title. */
void foot_lead_with_languages(const struct place *front, struct doc *doc);

#endif
