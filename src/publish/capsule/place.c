#include "publish/capsule/place.h"

#include "base/buf.h"
#include "base/path.h"
#include "publish/capsule/name.h"
#include "publish/capsule/report.h"

#include <stdlib.h>
#include <string.h>

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

/* "/a.txt" becomes "/a.gmi". */
static struct str
page_path(struct arena *arena, struct str source)
{
	char *path = arena_alloc(arena, source.n);
	memcpy(path, source.p, source.n - 3);
	memcpy(path + source.n - 3, "gmi", 3);
	return (struct str){path, source.n};
}

/* "/news/index.txt" is the page of "/news/", and so is "/news/index.en.txt" in an English capsule;
 * "/news/index.ka.txt" is that page in another language. */
static void
set_page(const struct places *places, struct place *place, struct str path)
{
	bool is_index = str_eq(path_name(name_stem(path)), STR("index"));
	struct str language = name_language(path);
	bool is_own = language.n == 0 || str_eq(language, places->language);
	place->path = path;
	place->edition = language.n ? language : places->language;
	place->kind = !is_index ? PLACE_PAGE : is_own ? PLACE_FOLDER : PLACE_INDEX;
	if (place->kind == PLACE_FOLDER)
		place->path = path_folder(path);
}

static struct place
place_of(struct places *places, const struct tree_entry *entry)
{
	struct arena *arena = &places->arena;
	struct place place = {
	    .kind = entry->is_folder ? PLACE_FOLDER : PLACE_FILE,
	    .path = is_kept(entry->path) ? entry->path : name_path(arena, entry->path),
	    .source = entry->is_folder ? STR_NONE : entry->path,
	    .name = path_name(entry->is_folder ? str_upto(entry->path, entry->path.n - 1)
	                                       : entry->path),
	    .edition = places->language,
	    .status = entry->status,
	};
	if (is_text(place.source) || is_gemtext(place.source))
		set_page(places, &place, page_path(arena, place.path));
	place.folder = place.kind == PLACE_FOLDER ? place.path : path_folder(place.path);
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
		if (!last || !str_eq(last->path, next->path)) {
			places->all[kept++] = *next;
		} else if (next->kind == PLACE_FOLDER && last->source.n == 0) {
			last->source = next->source;
			last->status = next->status;
		} else {
			end = report_same(tree, next->source, last->source);
		}
	}
	places->count = kept;
	return end;
}

static void
add_name(struct places *places, struct str name, struct place *place)
{
	places->names[places->name_count++] = (struct place_key){name, place};
}

/* "/news/" is in "/news/index.gmi". */
static struct str
index_path(struct arena *arena, struct str folder)
{
	struct str name = path_index(folder);
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

/* What the editor called it, and the same as the path would have it: "About.txt", "about.txt". */
static void
add_source_names(struct places *places, struct place *place)
{
	if (place->source.n == 0)
		return;
	if (!str_eq(place->source, place->file))
		add_name(places, place->source, place);
	if (place->kind == PLACE_FILE)
		return;
	struct str name = name_path(&places->arena, place->source);
	if (!str_eq(name, place->source) && !str_eq(name, place->file))
		add_name(places, name, place);
}

static void
make_names(struct places *places)
{
	places->names = arena_alloc(&places->arena, 4 * places->count * sizeof *places->names);
	places->name_count = 0;
	for (size_t i = 0; i < places->count; i++) {
		struct place *place = &places->all[i];
		struct str file = place->path;
		if (place->kind == PLACE_FOLDER) {
			add_name(places, place->path, place);
			file = index_path(&places->arena, place->path);
		}
		add_name(places, file, place);
		place->file = file;
		add_source_names(places, place);
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

static void
mark_parents(const struct places *places, const struct place *place)
{
	for (struct str path = place->path; path.n > 1;) {
		path = path_above(path);
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
	for (size_t i = 0; i < places->count; i++)
		places->all[i].has_pages = places->all[i].has_files = false;
	for (size_t i = 0; i < places->count; i++) {
		struct place *place = &places->all[i];
		bool is_written = place->source.n && !place->is_draft;
		if (place->kind == PLACE_FOLDER && is_written)
			place->has_pages = true;
		if (is_written)
			mark_parents(places, place);
	}
}

void
places_settle_drafts(struct places *places)
{
	make_names(places);
	mark_folders(places);
}

/* Of the languages that names tell, where the capsule does not: English, else the first. */
static struct str
find_language(const struct tree *tree)
{
	struct str found = STR_NONE;
	for (const struct tree_entry *entry = tree->first; entry; entry = entry->next) {
		struct str language = is_text(entry->path) || is_gemtext(entry->path)
		                          ? name_language(entry->path)
		                          : STR_NONE;
		if (language.n == 0)
			continue;
		if (str_eq(language, STR("en")))
			return language;
		if (found.n == 0 || str_cmp(language, found) < 0)
			found = language;
	}
	return found;
}

int
places_make(struct places *places, const struct tree *tree, struct str language)
{
	*places = (struct places){.language = str_cut(&language, '-')};
	if (places->language.n == 0)
		places->language = find_language(tree);
	places->all = arena_alloc(&places->arena, tree->count * sizeof *places->all);
	for (const struct tree_entry *entry = tree->first; entry; entry = entry->next)
		places->all[places->count++] = place_of(places, entry);
	qsort(places->all, places->count, sizeof *places->all, compare_places);
	if (merge_places(places, tree) < 0)
		return -1;
	make_names(places);
	if (check_places(places, tree) < 0)
		return -1;
	mark_folders(places);
	return 0;
}

struct page_key {
	struct str stem;
	struct place *place;
};

static int
compare_stems(const void *a, const void *b)
{
	const struct page_key *left = a, *right = b;
	int order = str_cmp(left->stem, right->stem);
	return order ? order : str_cmp(left->place->path, right->place->path);
}

/* Those from first to last, sorted by path, are one page. */
static void
tie(const struct page_key *first, const struct page_key *last)
{
	for (const struct page_key *at = first; at <= last; at++) {
		at->place->first_twin = first->place;
		at->place->twin = at == last ? first->place : at[1].place;
	}
}

static void
tie_twins(struct places *places)
{
	struct page_key *pages = arena_alloc(&places->arena, places->count * sizeof *pages);
	size_t count = 0;
	for (size_t i = 0; i < places->count; i++) {
		struct place *place = &places->all[i];
		place->twin = place->first_twin = place;
		if (place_has_page(place))
			pages[count++] = (struct page_key){name_stem(place->file), place};
	}
	qsort(pages, count, sizeof *pages, compare_stems);
	for (size_t i = 0, first = 0; i < count; i++)
		if (i + 1 == count || !str_eq(pages[i].stem, pages[i + 1].stem)) {
			tie(&pages[first], &pages[i]);
			first = i + 1;
		}
}

void
places_add(struct places *places, const struct place *more, size_t count)
{
	struct place *all =
	    arena_alloc(&places->arena, (places->count + count) * sizeof *places->all);
	memcpy(all, places->all, places->count * sizeof *all);
	if (count)
		memcpy(all + places->count, more, count * sizeof *all);
	places->all = all;
	places->count += count;
	qsort(places->all, places->count, sizeof *places->all, compare_places);
	make_names(places);
	mark_folders(places);
	tie_twins(places);
}

struct place *
places_pick(const struct places *places, struct place *place, struct str language)
{
	struct place *found = place->first_twin, *at = found;
	do {
		if (str_eq(at->edition, language))
			return at;
		if (str_eq(at->edition, places->language))
			found = at;
		at = at->twin;
	} while (at != place->first_twin);
	return found;
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
places_find_page(const struct places *places, struct str name)
{
	struct place *place = places_find(places, name);
	if (place || !(is_text(name) || is_gemtext(name)))
		return place;
	struct buf edition = {0};
	struct str stem = str_upto(name, name.n - STR(".txt").n);
	buf_printf(&edition, "%.*s.%.*s.gmi", STR_FMT(stem), STR_FMT(places->language));
	place = places_find(places, buf_str(&edition));
	buf_free(&edition);
	return place;
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
	return place->path.n > folder->path.n && str_eq(path_above(place->path), folder->path);
}

bool
place_is_gemtext(const struct place *place)
{
	return is_gemtext(place->source);
}

bool
place_is_index(const struct place *place)
{
	return place->kind == PLACE_FOLDER || place->kind == PLACE_INDEX;
}

bool
place_is_front(const struct place *place)
{
	return place_is_index(place) && place->folder.n == 1;
}

bool
place_has_page(const struct place *place)
{
	switch (place->kind) {
	case PLACE_FOLDER:
		return place->has_pages || place->has_files || place->path.n == 1;
	case PLACE_INDEX:
	case PLACE_YEAR:
	case PLACE_LATEST:
		return true;
	case PLACE_PAGE:
		return !place->is_draft;
	case PLACE_FILE:
	case PLACE_FEED:
	case PLACE_NOTE:
	case PLACE_SEARCH:
		return false;
	}
	return false;
}

bool
place_is_written(const struct place *place)
{
	bool is_there = place->source.n || place->kind == PLACE_FOLDER;
	return is_there && (place_has_page(place) || place->kind == PLACE_FILE);
}

bool
place_is_served(const struct place *place)
{
	return place_has_page(place) || place->kind == PLACE_FILE || place->kind == PLACE_FEED ||
	       place->kind == PLACE_NOTE || place->kind == PLACE_SEARCH;
}

void
places_free(struct places *places)
{
	arena_free(&places->arena);
	*places = (struct places){0};
}
