/* A buf is a growing run of bytes with a sticky error mark: add freely, ask buf_ok() once at the
 * end. It may be a window on a descriptor instead, through which all bytes go out in steps. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *p; /* owned */
	size_t n;
	size_t cap;
	bool failed; /* what was added since is lost */
	int error;   /* errno of what failed: memory or a write */
	bool spills; /* to fd */
	int fd;      /* borrowed */
};

void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_add_str(struct buf *b, struct str s);
void buf_add_char(struct buf *b, char c);
void buf_add_many(struct buf *b, char c, size_t times);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Makes room for n more bytes behind b->n; NULL (and the mark) when there is none. */
char *buf_reserve(struct buf *b, size_t n);
/* Drops the bytes from n on. */
void buf_cut(struct buf *b, size_t n);
/* Empties it and clears the mark; the memory stays for the next use. */
void buf_reset(struct buf *b);
void buf_free(struct buf *b);

/* From now on what b holds goes to fd whenever there is much of it, for output that nobody reads
 * back; buf_write_fd() sends the rest. */
void buf_spill(struct buf *b, int fd);

bool buf_ok(const struct buf *b);
/* Borrowed until the next change of b. */
struct str buf_str(const struct buf *b);

/* Appends all of fd; -1 and errno when it cannot be read, EFBIG when it holds more than max bytes.
 */
int buf_read_fd(struct buf *b, int fd, size_t max);
/* Writes all bytes, as fd_write does. */
int buf_write_fd(const struct buf *b, int fd);

#endif
