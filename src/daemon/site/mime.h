/* Media types by suffix, for files of which the table says nothing. */
#ifndef DAEMON_SITE_MIME_H
#define DAEMON_SITE_MIME_H

#include "base/str.h"

struct mime_suffix {
	struct str suffix; /* how the path ends, ".gmi" */
	struct str type;
};

/* One of own (the first that fits), else of the known ones, else application/octet-stream. */
struct str mime_type(struct str path, const struct mime_suffix *own, size_t own_count);
/* Reads ".ext media/type"; 0, or -1 when it is not of that form. The slices are of text. */
int mime_read(struct str text, struct mime_suffix *suffix);

#endif
