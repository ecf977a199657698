#include "publish/capsule/record.h"

#include "base/path.h"
#include "base/table.h"
#include "base/uri.h"
#include "publish/capsule/name.h"
#include "publish/capsule/report.h"

#include <stdlib.h>

/* The lines, made in any order. */
struct record {
	struct arena arena; /* owned */
	struct table_entry *entries;
	size_t count, room;
};

static void
add(struct record *record, const struct table_entry *entry)
{
	if (record->count < record->room)
		record->entries[record->count++] = *entry;
}

static void
add_places(struct record *record, const struct places *places)
{
	for (size_t i = 0; i < places->count; i++) {
		const struct place *place = &places->all[i];
		struct table_entry entry = {
		    .path = place->file,
		    .type = place_has_page(place) ? STR("text/gemini") : place->type,
		    .lang = place->lang,
		};
		/* The search has no file. */
		if (place_is_served(place) && place->kind != PLACE_SEARCH)
			add(record, &entry);
	}
}

/* "old.txt" on "/news/a.txt" is "/news/old.gmi"; empty: no path. */
static struct str
former_path(struct str value, const struct place *place, struct arena *arena)
{
	char room[PATH_LIMIT];
	struct str path;
	struct buf raw = {0};
	if (!str_starts(value, STR("/")))
		buf_add_str(&raw, path_folder(place->path));
	buf_add_str(&raw, value);
	bool is_good = path_clean(buf_str(&raw), PATH_PLAIN, room, &path) == PATH_OK;
	buf_reset(&raw);
	if (is_good && str_ends_nocase(path, STR(".txt"))) {
		path = name_path(arena, path);
		path = str_upto(path, path.n - 4);
		buf_printf(&raw, "%.*s.gmi", STR_FMT(path));
	} else if (is_good) {
		buf_add_str(&raw, path);
		buf_add_str(&raw, path_index(path));
	}
	struct str former = arena_copy(arena, buf_str(&raw));
	buf_free(&raw);
	return former;
}

static void
add_moved(struct capsule *capsule, struct record *record, const struct place *place)
{
	struct str rest = place->moved_from, line;
	struct buf uri = {0};
	uri_add_path(&uri, place->path);
	struct str moved = arena_copy(&record->arena, buf_str(&uri));
	while (str_line(&rest, &line)) {
		struct table_entry entry = {
		    .path = former_path(line, place, &record->arena),
		    .moved = moved,
		};
		const struct place *there = places_find(&capsule->places, entry.path);
		if (entry.path.n == 0 || (there && place_is_served(there)))
			report_at(capsule->tree.name, place->source, 0,
			          "Moved-from: \"%.*s\" is no place that is free; correct it",
			          STR_FMT(line));
		else
			add(record, &entry);
	}
	buf_free(&uri);
}

static int
compare_entries(const void *a, const void *b)
{
	const struct table_entry *left = a, *right = b;
	return str_cmp(left->path, right->path);
}

static void
sort(struct record *record)
{
	qsort(record->entries, record->count, sizeof *record->entries, compare_entries);
}

static bool
has(const struct record *record, size_t count, struct str path)
{
	struct table_entry wanted = {.path = path};
	return bsearch(&wanted, record->entries, count, sizeof wanted, compare_entries) != NULL;
}

/* What readers may have kept the address of. */
static void
add_gone(struct record *record, struct str before, struct buf *changes)
{
	struct str line;
	size_t known = record->count;
	while (str_line(&before, &line)) {
		struct table_entry entry = {.path = str_cut(&line, '\t'), .gone = true};
		if (entry.path.n == 0 || has(record, known, entry.path))
			continue;
		if (!str_ends(line, STR("gone")))
			buf_printf(changes, "gone    %.*s\n", STR_FMT(entry.path));
		add(record, &entry);
	}
}

static size_t
count_lines(struct str text)
{
	size_t count = 0;
	for (size_t i = 0; i < text.n; i++)
		count += text.p[i] == '\n';
	return count;
}

static void
make(struct capsule *capsule, struct record *record, struct str before)
{
	const struct places *places = &capsule->places;
	record->room = places->count + count_lines(before) + 1;
	for (size_t i = 0; i < places->count; i++)
		record->room += count_lines(places->all[i].moved_from);
	record->entries = arena_alloc(&record->arena, record->room * sizeof *record->entries);
	add_places(record, places);
	for (size_t i = 0; i < places->count; i++)
		if (places->all[i].moved_from.n && place_is_served(&places->all[i]))
			add_moved(capsule, record, &places->all[i]);
	sort(record);
	add_gone(record, before, &capsule->out.changes);
	sort(record);
}

int
record_write(struct capsule *capsule)
{
	struct record record = {0};
	struct buf before = {0};
	if (out_read_table(&capsule->out, &before) < 0)
		return -1;
	make(capsule, &record, buf_str(&before));
	buf_reset(&capsule->text);
	for (size_t i = 0; i < record.count; i++) {
		const struct table_entry *last = i ? &record.entries[i - 1] : NULL;
		if (!last || !str_eq(last->path, record.entries[i].path))
			table_add(&capsule->text, &record.entries[i]);
	}
	arena_free(&record.arena);
	buf_free(&before);
	return out_write_table(&capsule->out, buf_str(&capsule->text));
}
