#include "publish/capsule/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	COPY_STEP = 8 * 1024 * 1024,
	COMPARE_STEP = 64 * 1024
};

int
file_create(int folder, const char *name, mode_t mode)
{
	return openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
}

int
file_open_in(int folder, const char *name)
{
	if (folder == -1) {
		errno = EBADF;
		return -1;
	}
	return openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
}

int
file_close(int fd, int end)
{
	int error = errno;
	if (close(fd) < 0 && end == 0)
		return -1;
	errno = error;
	return end;
}

bool
file_holds(int fd, struct str bytes)
{
	char part[COMPARE_STEP];
	for (size_t at = 0; at < bytes.n;) {
		ssize_t got = pread(fd, part, sizeof part, (off_t)at);
		if (got <= 0 || !str_eq((struct str){part, (size_t)got},
		                        str_upto(str_from(bytes, at), (size_t)got)))
			return false;
		at += (size_t)got;
	}
	return true;
}

bool
file_is_same(int fd, int other, off_t size)
{
	char part[COMPARE_STEP];
	for (off_t at = 0; at < size;) {
		size_t left = (size_t)(size - at);
		ssize_t got = pread(other, part, left < sizeof part ? left : sizeof part, at);
		struct str bytes = {part, got > 0 ? (size_t)got : 0};
		char twin[COMPARE_STEP];
		if (got <= 0 || pread(fd, twin, bytes.n, at) != got ||
		    !str_eq(bytes, (struct str){twin, bytes.n}))
			return false;
		at += got;
	}
	return true;
}

int
file_copy(int to, int from)
{
	ssize_t moved;
	do
		moved = sendfile(to, from, NULL, COPY_STEP);
	while (moved > 0 || (moved < 0 && errno == EINTR));
	return moved < 0 ? -1 : 0;
}
