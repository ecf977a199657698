/* What a search found, as each protocol shows it: links with date, language and weight, and the
 * place in the page below each. */
#ifndef DAEMON_PROTO_RESULTS_H
#define DAEMON_PROTO_RESULTS_H

#include "base/buf.h"
#include "daemon/message.h"

void results_add_gemtext(const struct results *results, struct buf *out);
/* A whole menu, with the item (type 7) that takes words. */
void results_add_menu(const struct reply *reply, struct buf *out);

#endif
