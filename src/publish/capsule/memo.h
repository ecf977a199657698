/* The memo of a build is what it hands to the next one: the facts of each source and what was
 * published of it, so that what did not change is not read again. It lies beside the sides, is
 * served to nobody, tells nothing of drafts, and holds for one program, one capsule.txt. */
#ifndef PUBLISH_CAPSULE_MEMO_H
#define PUBLISH_CAPSULE_MEMO_H

#include "publish/capsule/out.h"
#include "publish/capsule/place.h"
#include "publish/capsule/settings.h"

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct memo_entry {
	uint64_t source;    /* str_hash of its path */
	struct str state;   /* of the source, packed */
	struct str facts;   /* facts.h */
	struct str outlook; /* outlook.h */
	uint64_t weight, gopher_weight;
};

struct memo {
	struct buf bytes;           /* owned: the one of the published build */
	struct memo_entry *entries; /* owned: sorted by source */
	size_t count;
	struct timespec began; /* when this build began: what is younger may yet change unseen */
};

/* Fills an empty memo with entries that memo_write packed, as slices of them; false: they are none.
 * memo_free in any case. */
bool memo_take(struct memo *memo, struct str entries);

/* Takes up the memo of the published build. One that is missing, broken or made by another program
 * or for other settings is an empty one: no error. */
void memo_open(struct memo *memo, struct out *out, const struct settings *settings);

/* What was learnt of that source when it was in the very state of place->status; NULL: nothing. */
const struct memo_entry *memo_find(const struct memo *memo, const struct place *place);

/* Whether it knows every source there is, as it is, and no other. */
bool memo_is_current(const struct memo *memo, const struct places *places);

/* Writes the memo of this build; 0, or -1 after a report. */
int memo_write(const struct memo *memo, struct out *out, const struct settings *settings,
               const struct places *places);

void memo_free(struct memo *memo);

#endif
