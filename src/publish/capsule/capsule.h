/* A capsule is a source folder on its way to becoming a finished capsule: all that the rooms of
 * this folder share while they build it. */
#ifndef PUBLISH_CAPSULE_CAPSULE_H
#define PUBLISH_CAPSULE_CAPSULE_H

#include "publish/capsule/front.h"
#include "publish/capsule/links.h"
#include "publish/capsule/memo.h"
#include "publish/capsule/out.h"
#include "publish/capsule/place.h"
#include "publish/capsule/progress.h"
#include "publish/capsule/settings.h"
#include "publish/capsule/tree.h"
#include "publish/capsule/types.h"
#include "publish/read/boilerplate.h"

struct capsule {
	struct settings settings; /* each of these owned */
	struct tree tree;
	struct places places;
	struct out out;
	struct types types;
	struct memo memo;   /* of the published build */
	struct spool spool; /* what was read and is to be written yet */
	struct links links; /* of the page at hand */
	struct progress progress;
	struct boilerplate shared; /* lines that many texts hold, once all are known */
	struct buf lines;          /* the short ones of the page at hand */
	struct front front;        /* what its front matter told */
	struct buf source;         /* its bytes */
	struct buf text;           /* what is being written of it */
	size_t pages, files;       /* how many there are */
	bool has_copied;           /* a file, that the published build had not as it is */
	bool is_unchanged;         /* the published build is what would be made */
};

/* What is wanted of one build, beside the settings. */
struct capsule_wishes {
	enum out_turn turn;
	bool drops_shared_lines;
};

/* Opens the folder source, which holds text/, and reads its settings; the capsule is to be freed in
 * any case. All calls: 0, or -1 after a report; then what was published before still is. */
int capsule_open(struct capsule *capsule, struct str source);
/* Gives every file its place; no text is read yet. out is the folder published to, which must not
 * lie inside; NULL: none. */
int capsule_find(struct capsule *capsule, const struct stat *out);

/* Does both, and makes the capsule for the folder out, but does not publish it: out.changes tells
 * what would be other. */
int capsule_make(struct capsule *capsule, struct str source, struct str out,
                 const struct capsule_wishes *wishes);
/* Does nothing where nothing has changed. */
int capsule_publish(struct capsule *capsule);
void capsule_free(struct capsule *capsule);

#endif
