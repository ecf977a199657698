/* The kinds of findings: one function a kind, in a file of its name, that looks at one page. */
#ifndef PUBLISH_CHECK_KINDS_H
#define PUBLISH_CHECK_KINDS_H

#include "publish/check/checkup.h"

void kind_title(struct checkup *checkup, const struct checked *page);
void kind_same_title(struct checkup *checkup, const struct checked *page);
void kind_date(struct checkup *checkup, const struct checked *page);
void kind_levels(struct checkup *checkup, const struct checked *page);
void kind_dead_links(struct checkup *checkup, const struct checked *page);
void kind_addresses(struct checkup *checkup, const struct checked *page);
void kind_scripts(struct checkup *checkup, const struct checked *page);
void kind_width(struct checkup *checkup, const struct checked *page);
void kind_weight(struct checkup *checkup, const struct checked *page);

#endif
