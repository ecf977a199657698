#include "base/buf.h"

#include "base/fd.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	FIRST_SIZE = 256,
	READ_STEP = 64 * 1024,
	SPILL_STEP = 64 * 1024
};

static char *
fail(struct buf *b, int error)
{
	b->failed = true;
	b->error = error;
	return NULL;
}

/* Room for n more bytes where there is too little. */
static char *
grow(struct buf *b, size_t n)
{
	size_t cap = b->cap ? b->cap : FIRST_SIZE;
	while (cap - b->n < n) {
		if (cap > SIZE_MAX / 2)
			return fail(b, ENOMEM);
		cap *= 2;
	}
	char *p = realloc(b->p, cap);
	if (!p)
		return fail(b, ENOMEM);
	b->p = p;
	b->cap = cap;
	return b->p + b->n;
}

char *
buf_reserve(struct buf *b, size_t n)
{
	if (b->failed)
		return NULL;
	if (n > b->cap - b->n && b->spills) {
		if (buf_write_fd(b, b->fd) < 0)
			return fail(b, errno);
		b->n = 0;
	}
	return n <= b->cap - b->n ? b->p + b->n : grow(b, n);
}

void
buf_spill(struct buf *b, int fd)
{
	buf_reserve(b, SPILL_STEP);
	b->spills = true;
	b->fd = fd;
}

void
buf_add(struct buf *b, const void *bytes, size_t n)
{
	char *room = n ? buf_reserve(b, n) : NULL;
	if (!room)
		return;
	memcpy(room, bytes, n);
	b->n += n;
}

void
buf_add_str(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

void
buf_add_char(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_add_many(struct buf *b, char c, size_t times)
{
	char *room = times ? buf_reserve(b, times) : NULL;
	if (!room)
		return;
	memset(room, c, times);
	b->n += times;
}

void
buf_printf(struct buf *b, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	char *room = n >= 0 ? buf_reserve(b, (size_t)n + 1) : NULL;
	if (room) {
		vsnprintf(room, (size_t)n + 1, format, again);
		b->n += (size_t)n;
	} else if (!b->failed) {
		fail(b, ENOMEM);
	}
	va_end(again);
}

void
buf_cut(struct buf *b, size_t n)
{
	if (n < b->n)
		b->n = n;
}

void
buf_reset(struct buf *b)
{
	b->n = 0;
	b->failed = false;
}

void
buf_free(struct buf *b)
{
	free(b->p);
	*b = (struct buf){0};
}

bool
buf_ok(const struct buf *b)
{
	return !b->failed;
}

struct str
buf_str(const struct buf *b)
{
	return (struct str){b->p, b->n};
}

int
buf_read_fd(struct buf *b, int fd, size_t max)
{
	size_t start = b->n;
	for (;;) {
		char *room = buf_reserve(b, READ_STEP);
		if (!room) {
			errno = ENOMEM;
			return -1;
		}
		ssize_t got = read(fd, room, b->cap - b->n);
		if (got == 0)
			return 0;
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		b->n += (size_t)got;
		if (b->n - start > max) {
			errno = EFBIG;
			return -1;
		}
	}
}

int
buf_write_fd(const struct buf *b, int fd)
{
	return fd_write(fd, buf_str(b));
}
