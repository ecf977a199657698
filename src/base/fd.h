/* What is undone on the way out: errno, which may be what is told next, stays as it was. */
#ifndef BASE_FD_H
#define BASE_FD_H

/* Closes it, unless it is -1. */
void fd_close(int fd);
/* Removes the file of that name in the folder, if there is one. */
void fd_unlink(int folder, const char *name);

#endif
