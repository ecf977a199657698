#include "base/fd.h"

#include <errno.h>
#include <unistd.h>

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
