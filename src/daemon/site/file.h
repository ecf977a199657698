/* Files beneath a directory descriptor: the kernel keeps every path inside it. */
#ifndef DAEMON_SITE_FILE_H
#define DAEMON_SITE_FILE_H

#include "daemon/message.h"

/* Opens "/a/b" beneath dir for reading: a plain file or a folder, nothing else. 0, or -1 and
 * errno: ENOENT also for what may not be seen (devices, ways out of dir). */
int file_open(int dir, struct str path, struct file *file);
/* Ends this one's hold; the last one closes the descriptor. errno stays as it was. */
void file_close(struct file *file);
/* One more holder of the same descriptor; none (fd -1) without memory. Each reads at places of its
 * own (pread). */
struct file file_share(struct file *file);

/* A folder beneath dir, as a descriptor for openat2 only; -1 and errno. */
int file_open_folder(int dir, const char *name);

#endif
