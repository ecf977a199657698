/* Descriptors on the way out. */
#ifndef BASE_FD_H
#define BASE_FD_H

/* Closes it, unless it is -1; errno, which may be what is told next, stays as it was. */
void fd_close(int fd);

#endif
