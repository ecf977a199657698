/* Media types by suffix, for files of which the table says nothing. */
#ifndef DAEMON_SITE_MIME_H
#define DAEMON_SITE_MIME_H

#include "base/str.h"

/* A static text; application/octet-stream where the suffix is not known. */
struct str mime_type(struct str path);

#endif
