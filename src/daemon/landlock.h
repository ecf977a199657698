/* Landlock (Linux 5.13 or later): a process gives up files, and what else of the system its kernel
 * can keep from it, for good. */
#ifndef DAEMON_LANDLOCK_H
#define DAEMON_LANDLOCK_H

#include <stddef.h>

enum {
	LANDLOCK_TRUNCATE = 3, /* the version that keeps files from being emptied */
};

/* Which version the kernel has; 0: none. */
int landlock_version(void);

/* From now on only reading beneath these folders, and no network, as far as the kernel's version
 * goes; nothing where it has none. What is open stays open. 0, or -1 and errno. Needs
 * PR_SET_NO_NEW_PRIVS. */
int landlock_enter(const int *folders, size_t count);

#endif
