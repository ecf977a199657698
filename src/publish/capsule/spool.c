#include "publish/capsule/spool.h"

#include "base/fd.h"
#include "publish/doc/pack.h"

#include <fcntl.h>
#include <unistd.h>

/* It loses its name at once, so that nothing stays behind a build that is killed. */
void
spool_open(struct spool *spool, int folder)
{
	const char *name = ".spool";
	*spool = (struct spool){.fd = -1};
	spool->fd = openat(folder, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (spool->fd >= 0 && unlinkat(folder, name, 0) < 0)
		spool_close(spool);
}

/* A disk with no room for it needs the room for the capsule itself. */
struct spooled
spool_put(struct spool *spool, const struct doc *doc)
{
	struct spooled where = {.at = spool->end};
	if (spool->fd < 0)
		return where;
	buf_reset(&spool->bytes);
	pack_doc(&spool->bytes, doc);
	size_t size = spool->bytes.n;
	if (!buf_ok(&spool->bytes) ||
	    pwrite(spool->fd, spool->bytes.p, size, where.at) != (ssize_t)size) {
		spool_close(spool);
		return where;
	}
	where.size = size;
	spool->end += (off_t)size;
	return where;
}

bool
spool_take(const struct spool *spool, struct spooled where, struct doc *doc)
{
	if (spool->fd < 0 || where.size == 0)
		return false;
	char *bytes = arena_alloc(&doc->arena, where.size);
	return pread(spool->fd, bytes, where.size, where.at) == (ssize_t)where.size &&
	       pack_take_doc((struct str){bytes, where.size}, doc);
}

void
spool_close(struct spool *spool)
{
	fd_close(spool->fd);
	buf_free(&spool->bytes);
	*spool = (struct spool){.fd = -1};
}
