#include "daemon/site/shelf.h"

#include "daemon/site/file.h"

#include <string.h>

void
shelf_init(struct shelf *shelf)
{
	for (size_t i = 0; i < SHELF_PLACES; i++)
		shelf->places[i].n = 0;
}

static void
empty(struct shelf_place *place)
{
	if (place->n)
		file_close(&place->file);
	place->n = 0;
}

void
shelf_clear(struct shelf *shelf)
{
	for (size_t i = 0; i < SHELF_PLACES; i++)
		empty(&shelf->places[i]);
}

static bool
has(const struct shelf_place *place, int dir, struct str path)
{
	return place->dir == dir && str_eq((struct str){place->path, place->n}, path);
}

static void
put(struct shelf_place *place, int dir, struct str path, const struct file *file)
{
	empty(place);
	place->file = file_hold(file);
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
	if (place->n && has(place, dir, path)) {
		*file = file_hold(&place->file);
		return 0;
	}
	if (file_open(dir, path, file) < 0)
		return -1;
	if (file_share(file))
		put(place, dir, path, file);
	return 0;
}
