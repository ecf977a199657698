#include "publish/check/near.h"

#include "base/path.h"

#include <string.h>

enum {
	NAME_MAX = 64, /* bytes; longer ones are not compared */
	FAR = 16       /* farther than any name that is near */
};

static char
fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* One row of the table of distances; two and one are the rows before. */
static void
fill_row(size_t *row, const size_t *one, const size_t *two, struct str a, struct str b, size_t i)
{
	row[0] = i;
	for (size_t j = 1; j <= b.n; j++) {
		bool same = fold(a.p[i - 1]) == fold(b.p[j - 1]);
		row[j] = least(least(one[j] + 1, row[j - 1] + 1), one[j - 1] + !same);
		if (i > 1 && j > 1 && fold(a.p[i - 1]) == fold(b.p[j - 2]) &&
		    fold(a.p[i - 2]) == fold(b.p[j - 1]))
			row[j] = least(row[j], two[j - 2] + 1);
	}
}

size_t
near_distance(struct str a, struct str b, size_t limit)
{
	size_t rows[3][NAME_MAX + 1];
	size_t apart = a.n > b.n ? a.n - b.n : b.n - a.n;
	if (apart > limit || a.n > NAME_MAX || b.n > NAME_MAX)
		return limit + 1;
	for (size_t j = 0; j <= b.n; j++)
		rows[0][j] = j;
	memcpy(rows[2], rows[0], sizeof rows[2]);
	for (size_t i = 1; i <= a.n; i++)
		fill_row(rows[i % 3], rows[(i + 2) % 3], rows[(i + 1) % 3], a, b, i);
	return rows[a.n % 3][b.n];
}

/* "about" of "/x/About.en.txt", "news" of "/news/". */
static struct str
bare_name(struct str path)
{
	while (path.n > 1 && path.p[path.n - 1] == '/')
		path.n--;
	struct str name = path_name(path);
	return str_upto(name, str_find(name, '.'));
}

/* By the name, then by the folder, then by language and suffix; FAR: it is another name. */
static size_t
how_near(const struct place *place, struct str path, struct str name, size_t limit)
{
	struct str own = place->source.n && !place_is_index(place) ? place->source : place->path;
	size_t far = near_distance(bare_name(own), name, limit);
	bool same_folder = str_eq(path_folder(own), path_folder(path));
	bool same_name = str_eq(path_name(own), path_name(path));
	return far > limit ? FAR : 4 * far + 2 * !same_folder + !same_name;
}

const struct place *
near_place(const struct places *places, struct str path)
{
	struct str name = bare_name(path);
	size_t limit = name.n < 3 ? 0 : name.n < 8 ? 1 : 2, best = FAR;
	const struct place *found = NULL;
	for (size_t i = 0; name.n && i < places->count; i++) {
		const struct place *place = &places->all[i];
		if (!place_is_written(place) || place->path.n == 1)
			continue;
		size_t far = how_near(place, path, name, limit);
		if (far < best) {
			best = far;
			found = place;
		}
	}
	return found;
}
