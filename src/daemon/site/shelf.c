#include "daemon/site/shelf.h"

#include "daemon/site/file.h"

#include <string.h>

void
shelf_init(struct shelf *shelf)
{
	for (size_t i = 0; i < SHELF_PLACES; i++)
		shelf->places[i].file = (struct file){.fd = -1};
}

void
shelf_clear(struct shelf *shelf)
{
	for (size_t i = 0; i < SHELF_PLACES; i++)
		file_close(&shelf->places[i].file);
}

static bool
has(const struct shelf_place *place, int dir, struct str path)
{
	return place->file.fd >= 0 && place->dir == dir &&
	       str_eq((struct str){place->path, place->n}, path);
}

/* Both keep the file, or the caller alone. */
static void
put(struct shelf_place *place, int dir, struct str path, struct file *file)
{
	file_close(&place->file);
	place->file = file_share(file);
	place->dir = dir;
	place->n = path.n;
	memcpy(place->path, path.p, path.n);
}

int
shelf_open(struct shelf *shelf, int dir, struct str path, struct file *file)
{
	if (path.n > SHELF_PATH_MAX)
		return file_open(dir, path, file);
	struct shelf_place *place = &shelf->places[(str_hash(path) + (size_t)dir) % SHELF_PLACES];
	if (has(place, dir, path)) {
		*file = file_share(&place->file);
		return 0;
	}
	if (file_open(dir, path, file) < 0)
		return -1;
	put(place, dir, path, file);
	return 0;
}
