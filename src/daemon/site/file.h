/* Files beneath a directory descriptor: the kernel keeps every path inside it. */
#ifndef DAEMON_SITE_FILE_H
#define DAEMON_SITE_FILE_H

#include "daemon/message.h"

/* Opens "/a/b" beneath dir for reading: a plain file or a folder, nothing else. 0, or -1 and
 * errno: ENOENT also for what may not be seen (devices, ways out of dir). */
int file_open(int dir, struct str path, struct file *file);
/* Ends this one's hold; with the last one the file is closed. errno stays as it was. */
void file_close(struct file *file);
/* From now on file may be copied: each copy that is told by file_hold is a holder more. A small one
 * is read for all of them, so what it holds must not change any more; of a large one each reads at
 * places of its own (pread). False without memory: file is as it was. */
bool file_share(struct file *file);
struct file file_hold(const struct file *file);

/* Maps a plain file whole, for reading; the bytes are empty where there is none or nothing in it.
 * 0, or -1 and errno. */
int file_map(int dir, struct str path, struct str *bytes);
void file_unmap(struct str *bytes);

/* A folder beneath dir, as a descriptor for openat2 only; -1 and errno. */
int file_open_folder(int dir, const char *name);

#endif
