/* What both protocols show of a listing's entries. */
#include "daemon/proto/protocol.h"

#include <time.h>

void
entry_add_date(const struct entry *entry, struct buf *out)
{
	char text[16];
	struct tm parts;
	time_t changed = (time_t)entry->changed;
	if (changed > 0 && gmtime_r(&changed, &parts) &&
	    strftime(text, sizeof text, "%Y-%m-%d", &parts))
		buf_printf(out, " %s", text);
}
