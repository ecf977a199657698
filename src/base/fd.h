/* Descriptors: written to whole, and undone on the way out, when errno, which may be what is told
 * next, stays as it was. */
#ifndef BASE_FD_H
#define BASE_FD_H

#include "base/str.h"

/* Writes all bytes, over short writes and EINTR. 0, or -1 and errno. */
int fd_write(int fd, struct str bytes);

/* Closes it, unless it is -1. */
void fd_close(int fd);
/* Removes the file of that name in the folder, if there is one. */
void fd_unlink(int folder, const char *name);

#endif
