/* Files, by descriptor: made, filled, compared. */
#ifndef PUBLISH_CAPSULE_FILE_H
#define PUBLISH_CAPSULE_FILE_H

#include "base/str.h"

#include <stdbool.h>
#include <sys/types.h>

/* A new file, to be written; -1 and errno. */
int file_create(int folder, const char *name, mode_t mode);
/* To be read; a symbolic link is refused, and folder -1 has no file. -1 and errno. */
int file_open_in(int folder, const char *name);
/* All other calls that return int: 0, or -1 and errno. */

/* From where `from` stands to its end. */
int file_copy(int to, int from);
/* Keeps the first error, end; a disk may tell of its own only now. */
int file_close(int fd, int end);

bool file_holds(int fd, struct str bytes);
/* Whether both hold the same in their first size bytes. */
bool file_is_same(int fd, int other, off_t size);

#endif
