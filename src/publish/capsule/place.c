#include "publish/capsule/place.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "publish/capsule/report.h"

/* Names whose form other programs prescribe: no pages, though they end in .txt. */
static const char *const kept_names[] = {"/robots.txt", "/caps.txt"};

static bool
is_kept(struct str source)
{
	for (size_t i = 0; i < sizeof kept_names / sizeof *kept_names; i++)
		if (str_eq(source, str_of(kept_names[i])))
			return true;
	return false;
}

static bool
is_text(struct str source)
{
	return str_ends_nocase(source, STR(".txt")) && !is_kept(source);
}

static bool
is_gemtext(struct str source)
{
	return str_ends_nocase(source, STR(".gmi"));
}

static bool
is_index(struct str source)
{
	struct str name = path_name(source);
	return str_eq_nocase(name, STR("index.txt")) || str_eq_nocase(name, STR("index.gmi"));
}

/* "/a.txt" becomes "/a.gmi". */
static struct str
page_path(struct arena *arena, struct str source)
{
	char *path = arena_alloc(arena, source.n);
	memcpy(path, source.p, source.n - 3);
	memcpy(path + source.n - 3, "gmi", 3);
	return (struct str){path, source.n};
}

static struct place
place_of(struct arena *arena, const struct tree_entry *entry)
{
	struct place place = {.kind = PLACE_FILE, .path = entry->path, .source = entry->path};
	if (entry->is_folder) {
		place.kind = PLACE_FOLDER;
		place.source = STR_NONE;
	} else if (is_index(entry->path)) {
		place.kind = PLACE_FOLDER;
		place.path = path_folder(entry->path);
	} else if (is_text(entry->path) || is_gemtext(entry->path)) {
		place.kind = PLACE_PAGE;
		place.path = page_path(arena, entry->path);
	}
	return place;
}

static int
compare_places(const void *a, const void *b)
{
	const struct place *left = a, *right = b;
	int order = str_cmp(left->path, right->path);
	return order ? order : str_cmp(left->source, right->source);
}

static int
report_same(const struct tree *tree, struct str source, struct str other)
{
	report_at(tree->name, source, 0,
	          "wants the same place in the capsule as %.*s%.*s; rename one of them",
	          STR_FMT(tree->name), STR_FMT(other));
	return -1;
}

/* A folder and its index text are one place; any other two with the same path are a mistake. */
static int
merge_places(struct places *places, const struct tree *tree)
{
	size_t kept = 0;
	int end = 0;
	for (size_t i = 0; i < places->count; i++) {
		struct place *last = kept ? &places->all[kept - 1] : NULL;
		struct place *next = &places->all[i];
		if (!last || !str_eq(last->path, next->path))
			places->all[kept++] = *next;
		else if (next->kind == PLACE_FOLDER && last->source.n == 0)
			last->source = next->source;
		else
			end = report_same(tree, next->source, last->source);
	}
	places->count = kept;
	return end;
}

static void
add_name(struct places *places, struct str name, struct place *place)
{
	places->names[places->name_count++] = (struct place_key){name, place};
}

static struct str
index_path(struct arena *arena, struct str folder)
{
	struct str name = STR("index.gmi");
	char *path = arena_alloc(arena, folder.n + name.n);
	memcpy(path, folder.p, folder.n);
	memcpy(path + folder.n, name.p, name.n);
	return (struct str){path, folder.n + name.n};
}

static int
compare_names(const void *a, const void *b)
{
	const struct place_key *left = a, *right = b;
	return str_cmp(left->name, right->name);
}

static void
make_names(struct places *places)
{
	places->names = arena_alloc(&places->arena, 3 * places->count * sizeof *places->names);
	for (size_t i = 0; i < places->count; i++) {
		struct place *place = &places->all[i];
		struct str file = place->path;
		if (place->kind == PLACE_FOLDER) {
			add_name(places, place->path, place);
			file = index_path(&places->arena, place->path);
		}
		add_name(places, file, place);
		if (place->source.n && !str_eq(place->source, file))
			add_name(places, place->source, place);
		place->file = file;
	}
	qsort(places->names, places->name_count, sizeof *places->names, compare_names);
}

/* What a Gopher server takes for something else, and a folder named as a page is. */
static int
check_place(const struct places *places, const struct place *place, const struct tree *tree)
{
	if (place->kind == PLACE_FOLDER) {
		struct str path = str_upto(place->path, place->path.n - 1);
		const struct place *twin = places_find(places, path);
		return twin ? report_same(tree, place->path, twin->source) : 0;
	}
	if (!str_eq(path_name(place->path), STR("gophermap")))
		return 0;
	report_at(tree->name, place->source, 0,
	          "a gophermap is made for every folder; rename this file, or leave it out");
	return -1;
}

static int
check_places(const struct places *places, const struct tree *tree)
{
	int end = 0;
	for (size_t i = 0; i < places->count; i++)
		if (check_place(places, &places->all[i], tree) < 0)
			end = -1;
	return end;
}

static struct str
parent_path(struct str path)
{
	return path_folder(str_upto(path, path.n - 1));
}

static void
mark_parents(const struct places *places, const struct place *place)
{
	for (struct str path = place->path; path.n > 1;) {
		path = parent_path(path);
		struct place *folder = places_find(places, path);
		bool *mark = place->kind == PLACE_FILE ? &folder->has_files : &folder->has_pages;
		if (*mark)
			return; /* and so have those above it */
		*mark = true;
	}
}

static void
mark_folders(struct places *places)
{
	for (size_t i = 0; i < places->count; i++) {
		struct place *place = &places->all[i];
		bool is_written = place->kind != PLACE_FOLDER || place->source.n;
		if (place->kind == PLACE_FOLDER && is_written)
			place->has_pages = true;
		if (is_written)
			mark_parents(places, place);
	}
}

int
places_make(struct places *places, const struct tree *tree)
{
	*places = (struct places){0};
	places->all = arena_alloc(&places->arena, tree->count * sizeof *places->all);
	for (const struct tree_entry *entry = tree->first; entry; entry = entry->next)
		places->all[places->count++] = place_of(&places->arena, entry);
	qsort(places->all, places->count, sizeof *places->all, compare_places);
	if (merge_places(places, tree) < 0)
		return -1;
	make_names(places);
	if (check_places(places, tree) < 0)
		return -1;
	mark_folders(places);
	return 0;
}

struct place *
places_find(const struct places *places, struct str name)
{
	struct place_key wanted = {.name = name};
	if (places->name_count == 0)
		return NULL;
	const struct place_key *found = bsearch(&wanted, places->names, places->name_count,
	                                        sizeof *places->names, compare_names);
	return found ? found->place : NULL;
}

struct place *
places_next(const struct places *places, const struct place *folder, const struct place *at)
{
	size_t next = (size_t)(at - places->all) + 1;
	if (next >= places->count || !str_starts(places->all[next].path, folder->path))
		return NULL;
	return &places->all[next];
}

bool
place_is_kept(const struct place *place)
{
	return is_kept(place->source);
}

bool
place_is_in(const struct place *place, const struct place *folder)
{
	return place->path.n > folder->path.n && str_eq(parent_path(place->path), folder->path);
}

bool
place_is_gemtext(const struct place *place)
{
	return is_gemtext(place->source);
}

bool
place_has_page(const struct place *place)
{
	switch (place->kind) {
	case PLACE_FOLDER:
		return place->has_pages || place->has_files || place->path.n == 1;
	case PLACE_PAGE:
		return true;
	case PLACE_FILE:
		return false;
	}
	return false;
}

struct str
place_name(const struct place *place)
{
	if (place->kind == PLACE_FOLDER)
		return path_name(str_upto(place->path, place->path.n - 1));
	return path_name(place->source);
}

void
places_free(struct places *places)
{
	arena_free(&places->arena);
	*places = (struct places){0};
}
