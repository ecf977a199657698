/* The charset: which one a file is in, and its bytes as UTF-8 (R0). */
#ifndef PUBLISH_READ_CHARSET_H
#define PUBLISH_READ_CHARSET_H

#include "publish/doc/arena.h"
#include "publish/read/read.h"

/* The bytes as valid UTF-8 in the arena, where they may be changed, without a byte order mark. What
 * was chosen and each byte that had to be replaced by U+FFFD go into the trace. */
struct str charset_decode(struct str bytes, const struct read_options *options,
                          struct arena *arena);

/* Whether a charset of that name is known. */
bool charset_is_known(struct str name);

#endif
