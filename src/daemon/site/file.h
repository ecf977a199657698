/* Files beneath a directory descriptor: the kernel keeps every path inside it. */
#ifndef DAEMON_SITE_FILE_H
#define DAEMON_SITE_FILE_H

#include "base/str.h"

#include <sys/types.h>

struct file {
	int fd; /* owned; -1 when there is none */
	bool is_folder;
	off_t size; /* bytes */
};

/* Opens "/a/b" beneath dir for reading: a plain file or a folder, nothing else. 0, or -1 and
 * errno: ENOENT also for what may not be seen (devices, ways out of dir). */
int file_open(int dir, struct str path, struct file *file);

/* A folder beneath dir, as a descriptor for openat2 only; -1 and errno. */
int file_open_folder(int dir, const char *name);

#endif
