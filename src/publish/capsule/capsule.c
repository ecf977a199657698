#include "publish/capsule/capsule.h"

#include <errno.h>
#include <unistd.h>

#include "base/table.h"
#include "publish/capsule/page.h"
#include "publish/capsule/report.h"

static int
make_folders(struct capsule *capsule, const struct place *folder)
{
	if (out_make_folder(&capsule->out, OUT_GEMINI, folder->path) < 0)
		return -1;
	return out_make_folder(&capsule->out, OUT_GOPHER, folder->path);
}

static int
find_type(struct capsule *capsule, struct place *place, int fd)
{
	struct str type = types_find(&capsule->types, fd, place->path);
	if (type.n == 0) {
		report_errno(capsule->tree.name, place->source, "its type cannot be found", errno);
		return -1;
	}
	place->type = arena_copy(&capsule->places.arena, type);
	return 0;
}

static int
copy_open_file(struct capsule *capsule, struct place *place, int fd)
{
	struct stat after;
	if (find_type(capsule, place, fd) < 0 || out_copy(&capsule->out, place->path, fd) < 0)
		return -1;
	if (fstat(fd, &after) == 0 && !tree_changed(&place->status, &after))
		return 0;
	report_at(capsule->tree.name, place->source, 0,
	          "changed while it was being copied; build again when it is whole");
	return -1;
}

static int
copy_file(struct capsule *capsule, struct place *place)
{
	int fd = tree_open_file(&capsule->tree, place->source, &place->status);
	if (fd < 0) {
		report_errno(capsule->tree.name, place->source, "cannot be read", errno);
		return -1;
	}
	int end = copy_open_file(capsule, place, fd);
	close(fd);
	capsule->files++;
	return end;
}

/* The first round: folders stand, files are copied, and of every page is known what others ask. */
static int
prepare(struct capsule *capsule, struct place *place)
{
	if (place->kind == PLACE_FILE)
		return copy_file(capsule, place);
	if (!place_has_page(place))
		return 0;
	if (place->kind == PLACE_FOLDER && make_folders(capsule, place) < 0)
		return -1;
	return page_learn(capsule, place);
}

static int
finish(struct capsule *capsule, struct place *place)
{
	if (!place_has_page(place))
		return 0;
	capsule->pages++;
	return page_write(capsule, place);
}

static int
each_place(struct capsule *capsule, int (*act)(struct capsule *capsule, struct place *place))
{
	for (size_t i = 0; i < capsule->places.count; i++)
		if (act(capsule, &capsule->places.all[i]) < 0)
			return -1;
	return 0;
}

/* The names are sorted as the table must be, and one of each place's is its file's. */
static int
write_table(struct capsule *capsule)
{
	buf_reset(&capsule->text);
	for (size_t i = 0; i < capsule->places.name_count; i++) {
		const struct place_key *at = &capsule->places.names[i];
		const struct place *place = at->place;
		bool is_page = place_has_page(place);
		if (!str_eq(at->name, place->file) || (place->kind == PLACE_FOLDER && !is_page))
			continue;
		struct table_entry entry = {
		    .path = place->file,
		    .type = is_page ? STR("text/gemini") : place->type,
		    .lang = place->lang,
		};
		table_add(&capsule->text, &entry);
	}
	return out_write_table(&capsule->out, buf_str(&capsule->text));
}

static int
open_tree(struct capsule *capsule, struct str source)
{
	struct buf name = {0};
	buf_add_str(&name, source);
	buf_add_str(&name, STR("/text"));
	int end = tree_open(&capsule->tree, buf_str(&name));
	buf_free(&name);
	return end;
}

/* An empty folder is more likely a disk not mounted than a wish to publish nothing. */
static int
check_not_empty(const struct capsule *capsule)
{
	if (places_find(&capsule->places, STR("/"))->has_pages)
		return 0;
	report_at(capsule->tree.name, STR_NONE, 0,
	          "holds no text; put one there whose name ends in .txt");
	return -1;
}

static int
find_places(struct capsule *capsule)
{
	struct stat out;
	if (out_status(&capsule->out, &out) < 0 || tree_walk(&capsule->tree, &out) < 0 ||
	    places_make(&capsule->places, &capsule->tree) < 0 || check_not_empty(capsule) < 0)
		return -1;
	capsule->links = (struct links){
	    .places = &capsule->places,
	    .host = capsule->settings.host,
	};
	return 0;
}

int
capsule_build(struct capsule *capsule, struct str source, struct str out)
{
	*capsule = (struct capsule){.tree.fd = -1, .out = {.fd = -1, .builds = -1, .stage = -1}};
	if (open_tree(capsule, source) < 0 || settings_read(&capsule->settings, source) < 0 ||
	    out_open(&capsule->out, out) < 0 || find_places(capsule) < 0)
		return -1;
	if (each_place(capsule, prepare) < 0 || each_place(capsule, finish) < 0 ||
	    write_table(capsule) < 0)
		return -1;
	return out_publish(&capsule->out);
}

void
capsule_free(struct capsule *capsule)
{
	out_close(&capsule->out);
	settings_free(&capsule->settings);
	places_free(&capsule->places);
	tree_close(&capsule->tree);
	types_free(&capsule->types);
	links_free(&capsule->links);
	buf_free(&capsule->source);
	buf_free(&capsule->text);
}
