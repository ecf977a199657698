/* The out is the folder a capsule is published to: a build is written whole beside the ones before
 * it and appears to readers at once, or never.
 *
 *     OUT/builds/.N.tmp    being written, never served
 *     OUT/builds/N         whole and on the disk
 *     OUT/current          -> builds/N, what readers see */
#ifndef PUBLISH_CAPSULE_OUT_H
#define PUBLISH_CAPSULE_OUT_H

#include "base/buf.h"

#include <stdbool.h>
#include <sys/stat.h>

enum out_side {
	OUT_GEMINI,
	OUT_GOPHER
};

struct out {
	struct buf name;        /* owned: OUT as given, for reports */
	int fd;                 /* owned: OUT */
	int builds;             /* owned: OUT/builds, and the lock on it */
	int stage;              /* owned: the build being written */
	int before;             /* owned: the published build; -1: there is none */
	unsigned long number;   /* of that build */
	struct buf changes;     /* owned: a line for each file on Gemini that is new or other */
	struct timespec sealed; /* when the memo of the published build was written; 0: none */
};

enum out_turn {
	OUT_AT_ONCE,
	OUT_IN_TURN
};

/* Makes OUT where it is missing, locks it against another build, and starts a stage. While another
 * build is being made there, it waits for its turn or fails. Whatever the umask was, from now on it
 * lets all read what the process makes. All calls that return int: 0, or -1 after a report. */
int out_open(struct out *out, struct str name, enum out_turn turn);
/* What fstat says of OUT itself. */
int out_status(const struct out *out, struct stat *status);

/* The number of the published build; 0: there is none. */
unsigned long out_published(const struct out *out);

/* A file that stands in the published build with the same bytes becomes another name of that one.
 * Paths begin with '/'; a folder's parents, and a file's folder, are made before it. */
int out_make_folder(struct out *out, enum out_side side, struct str path);
int out_write(struct out *out, enum out_side side, struct str path, struct str bytes);
/* Copies the open file from_fd under the same path to both sides. */
int out_copy(struct out *out, struct str path, int from_fd);
/* Whether the published build has a file of that size under that path which nobody has written to
 * since that build was made. */
bool out_has(const struct out *out, enum out_side side, struct str path, off_t size);
/* Whether such a file could be given to this build. */
bool out_keep(struct out *out, enum out_side side, struct str path, off_t size);
/* Takes it back. */
void out_drop(struct out *out, enum out_side side, struct str path);

int out_write_table(struct out *out, struct str bytes);
/* Appends the table of the published build; nothing where there is none. */
int out_read_table(const struct out *out, struct buf *bytes);

/* The memo that a build leaves to the next: memo.h. Reading fails where there is none. */
int out_write_memo(struct out *out, struct str bytes);
int out_read_memo(struct out *out, struct buf *bytes);

/* Brings the stage to the disk and flips `current` to it; then drops the oldest builds until `keep`
 * are left. */
int out_publish(struct out *out, size_t keep);
/* Opens OUT and points `current` back to the newest build before the published one; *number is
 * that one's. out is to be closed in any case. */
int out_undo(struct out *out, struct str name, unsigned long *number);
/* Removes a stage that was not published, and lets go of the lock. */
void out_close(struct out *out);

#endif
