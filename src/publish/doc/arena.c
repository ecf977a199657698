#include "publish/doc/arena.h"

#include "base/log.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
	BLOCK_FIRST = 4 * 1024, /* bytes: many documents are small, and many may be held */
	BLOCK_MAX = 64 * 1024,  /* each block is twice the one before it, up to here */
	ALIGN = _Alignof(max_align_t)
};

struct arena_block {
	struct arena_block *older;
	size_t used, size;
	char *adopted; /* owned; may be NULL */
	_Alignas(max_align_t) char bytes[];
};

static struct arena_block *
add_block(struct arena *arena, size_t size)
{
	struct arena_block *block = calloc(1, sizeof *block + size);
	if (!block)
		die("reading a document: out of memory");
	block->size = size;
	block->older = arena->newest;
	arena->newest = block;
	return block;
}

static size_t
next_size(const struct arena_block *newest)
{
	size_t size = newest ? 2 * newest->size : BLOCK_FIRST;
	return size < BLOCK_MAX ? size : BLOCK_MAX;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	if (size > (size_t)-1 / 2)
		die("reading a document: out of memory");
	size = (size + ALIGN - 1) / ALIGN * ALIGN;
	struct arena_block *block = arena->newest;
	if (!block || block->size - block->used < size)
		block = add_block(arena, size > next_size(block) ? size : next_size(block));
	void *p = block->bytes + block->used;
	block->used += size;
	return p;
}

void *
arena_resize(struct arena *arena, const void *p, size_t size)
{
	struct arena_block *block = arena->newest;
	assert(p == block->bytes);
	if (size > (size_t)-1 / 2 || !(block = realloc(block, sizeof *block + size)))
		die("reading a document: out of memory");
	block->used = block->size = size;
	arena->newest = block;
	return block->bytes;
}

struct str
arena_copy(struct arena *arena, struct str s)
{
	if (s.n == 0)
		return STR_NONE;
	char *p = arena_alloc(arena, s.n);
	memcpy(p, s.p, s.n);
	return (struct str){p, s.n};
}

struct str
arena_copy_buf(struct arena *arena, const struct buf *b)
{
	if (!buf_ok(b))
		die("reading a document: out of memory");
	return arena_copy(arena, buf_str(b));
}

struct str
arena_adopt(struct arena *arena, struct buf *b)
{
	size_t n = b->n;
	char *fitted = n ? realloc(b->p, n) : NULL;
	char *bytes = fitted ? fitted : b->p;
	add_block(arena, next_size(arena->newest))->adopted = bytes;
	*b = (struct buf){0};
	return (struct str){bytes, n};
}

char *
arena_writable(struct str s)
{
	return (char *)(uintptr_t)s.p; /* a str is for reading; who asks owns the arena */
}

void
arena_free(struct arena *arena)
{
	while (arena->newest) {
		struct arena_block *older = arena->newest->older;
		free(arena->newest->adopted);
		free(arena->newest);
		arena->newest = older;
	}
}
