#include "base/fd.h"

#include <errno.h>
#include <unistd.h>

int
fd_write(int fd, struct str bytes)
{
	while (bytes.n) {
		ssize_t put = write(fd, bytes.p, bytes.n);
		if (put < 0 && errno != EINTR)
			return -1;
		if (put > 0)
			bytes = str_from(bytes, (size_t)put);
	}
	return 0;
}

void
fd_close(int fd)
{
	int error = errno;
	if (fd >= 0)
		close(fd);
	errno = error;
}

void
fd_unlink(int folder, const char *name)
{
	int error = errno;
	unlinkat(folder, name, 0);
	errno = error;
}
