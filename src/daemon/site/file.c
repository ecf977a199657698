#include "daemon/site/file.h"

#include "base/fd.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
	SMALL = 8 * 1024 /* bytes; most pages */
};

struct held {
	unsigned holders;
	char bytes[]; /* of a small file */
};

/* glibc has no wrapper for it. */
static int
open_beneath(int dir, const char *name, unsigned long long flags)
{
	struct open_how how = {
	    .flags = flags | O_CLOEXEC,
	    .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
	};
	return (int)syscall(SYS_openat2, dir, name, &how, sizeof how);
}

/* "/a/b" as a C string relative to the folder: "a/b", and "." for "/". */
static int
name_of(struct str path, char name[static PATH_LIMIT + 1])
{
	path = str_from(path, 1);
	if (path.n > PATH_LIMIT || str_has(path, '\0')) {
		errno = ENOENT;
		return -1;
	}
	if (path.n == 0)
		path = STR(".");
	memcpy(name, path.p, path.n);
	name[path.n] = '\0';
	return 0;
}

static int
look_at(struct file *file)
{
	struct stat status;
	if (fstat(file->fd, &status) < 0)
		return -1;
	file->is_folder = S_ISDIR(status.st_mode);
	file->size = status.st_size;
	if (file->is_folder || S_ISREG(status.st_mode))
		return 0;
	errno = ENOENT;
	return -1;
}

int
file_open(int dir, struct str path, struct file *file)
{
	char name[PATH_LIMIT + 1];
	*file = (struct file){.fd = -1};
	if (name_of(path, name) < 0)
		return -1;
	/* O_NONBLOCK: a fifo must not hold up the loop. */
	file->fd = open_beneath(dir, name, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	if (file->fd < 0)
		return -1;
	if (look_at(file) == 0)
		return 0;
	file_close(file);
	return -1;
}

void
file_close(struct file *file)
{
	bool is_last = !file->held || --file->held->holders == 0;
	if (is_last) {
		fd_close(file->fd);
		free(file->held);
	}
	*file = (struct file){.fd = -1};
}

/* What cannot be read now is left for its readers to find out. */
static void
take_in(struct file *file, size_t n)
{
	if (pread(file->fd, file->held->bytes, n, 0) != (ssize_t)n)
		return;
	file->bytes = (struct str){file->held->bytes, n};
	fd_close(file->fd);
	file->fd = -1;
}

bool
file_share(struct file *file)
{
	size_t n = !file->is_folder && file->size <= SMALL ? (size_t)file->size : 0;
	file->held = malloc(sizeof *file->held + n);
	if (!file->held)
		return false;
	file->held->holders = 1;
	if (n)
		take_in(file, n);
	return true;
}

struct file
file_hold(const struct file *file)
{
	file->held->holders++;
	return *file;
}

static int
map_open(const struct file *file, struct str *bytes)
{
	if (file->is_folder || file->size == 0)
		return 0;
	void *map = mmap(NULL, (size_t)file->size, PROT_READ, MAP_PRIVATE, file->fd, 0);
	if (map == MAP_FAILED)
		return -1;
	*bytes = (struct str){map, (size_t)file->size};
	return 0;
}

int
file_map(int dir, struct str path, struct str *bytes)
{
	struct file file;
	*bytes = STR_NONE;
	if (file_open(dir, path, &file) < 0)
		return errno == ENOENT ? 0 : -1;
	int end = map_open(&file, bytes);
	file_close(&file);
	return end;
}

void
file_unmap(struct str *bytes)
{
	if (bytes->n)
		munmap((void *)(size_t)bytes->p, bytes->n);
	*bytes = STR_NONE;
}

int
file_open_folder(int dir, const char *name)
{
	return open_beneath(dir, name, O_PATH | O_DIRECTORY);
}
