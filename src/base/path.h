/* Paths of a capsule: absolute, '/'-separated, without dot segments, as bytes of file names. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "base/str.h"

enum {
	PATH_LIMIT = 1024 /* bytes; no request can name a longer one */
};

enum path_end {
	PATH_OK,
	PATH_BAD,        /* a bad '%', a NUL, too long */
	PATH_ABOVE_ROOT, /* more ".." than there are folders */
	PATH_NO_NAME     /* a segment that no file can have: an encoded '/' */
};

enum path_form {
	PATH_ENCODED, /* a URI's path: %XX is decoded, segment by segment */
	PATH_PLAIN    /* a selector or a file name: bytes as they are */
};

/* Removes dot segments and doubled slashes (RFC 3986 5.2.4), so that *path begins with '/', and
 * ends with one where a folder was meant. *path is a slice of out. */
enum path_end path_clean(struct str raw, enum path_form form, char out[static PATH_LIMIT],
                         struct str *path);

/* Whether a segment begins with a dot: such files are never served. */
bool path_is_hidden(struct str path);

/* "/news/a.gmi" gives "a.gmi" and "/news/". */
struct str path_name(struct str path);
struct str path_folder(struct str path);
/* The folder in which that one lies: "/" for "/news/". */
struct str path_above(struct str folder);
/* What follows the path in the name of the file that holds it on Gemini: "index.gmi" behind
 * "/news/", nothing behind "/news/a.gmi". */
struct str path_index(struct str path);

#endif
