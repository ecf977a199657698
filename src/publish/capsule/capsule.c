#include "publish/capsule/capsule.h"

#include "base/fd.h"
#include "publish/capsule/facts.h"
#include "publish/capsule/feed.h"
#include "publish/capsule/made.h"
#include "publish/capsule/menu.h"
#include "publish/capsule/notes.h"
#include "publish/capsule/outlook.h"
#include "publish/capsule/page.h"
#include "publish/capsule/press.h"
#include "publish/capsule/record.h"
#include "publish/capsule/report.h"
#include "publish/capsule/search.h"
#include "publish/capsule/shared.h"

#include <errno.h>

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
	fd_close(fd);
	return end;
}

static bool
keep_file(struct capsule *capsule, struct place *place)
{
	struct out *out = &capsule->out;
	const struct memo_entry *entry = memo_find(&capsule->memo, place);
	if (!entry || !facts_take(place, entry->facts) ||
	    !out_keep(out, OUT_GEMINI, place->file, place->status.st_size))
		return false;
	if (out_keep(out, OUT_GOPHER, place->file, place->status.st_size))
		return true;
	out_drop(out, OUT_GEMINI, place->file);
	return false;
}

static int
prepare_file(struct capsule *capsule, struct place *place)
{
	capsule->files++;
	if (keep_file(capsule, place))
		return 0;
	capsule->has_copied = true;
	int end = copy_file(capsule, place);
	facts_keep(place, &capsule->places.arena);
	return end;
}

static int
learn_page(struct capsule *capsule, struct place *place)
{
	struct doc doc;
	int end = page_learn(capsule, place, &doc);
	if (end == 0 && place->source.n && !place->is_draft)
		place->spooled = spool_put(&capsule->spool, &doc);
	doc_free(&doc);
	return end;
}

/* The first round: folders stand, files are copied, and of every page is known what others ask. */
static int
prepare(struct capsule *capsule, struct place *place)
{
	if (place->kind == PLACE_FILE)
		return prepare_file(capsule, place);
	if (!place_has_page(place))
		return 0;
	if (place->kind == PLACE_FOLDER && make_folders(capsule, place) < 0)
		return -1;
	const struct memo_entry *entry = place->source.n ? memo_find(&capsule->memo, place) : NULL;
	return entry && page_recall(place, entry) ? 0 : learn_page(capsule, place);
}

/* A word may be the name of a page that since turned out to be a draft, or came or went. */
static int
prepare_again(struct capsule *capsule, struct place *place)
{
	bool is_read = place->source.n && place->kind != PLACE_FILE && place_has_page(place);
	if (!is_read ||
	    (outlook_is_as_read(&capsule->links, place) && shared_is_as_read(capsule, place)))
		return 0;
	return learn_page(capsule, place);
}

static int
write_page(struct capsule *capsule, struct place *place)
{
	capsule->pages++;
	return press_page(capsule, place);
}

/* The second round: pages, whose weight the lists tell. */
static int
finish_page(struct capsule *capsule, struct place *place)
{
	if (place->kind != PLACE_PAGE || !place_has_page(place))
		return 0;
	return write_page(capsule, place);
}

static int
write_for_programs(struct capsule *capsule, const struct place *place)
{
	buf_reset(&capsule->text);
	if (place->kind == PLACE_FEED)
		feed_write(capsule, place);
	else
		notes_add(&capsule->text, place->path, &capsule->settings);
	struct str bytes = buf_str(&capsule->text);
	if (!buf_ok(&capsule->text)) {
		report_errno(capsule->tree.name, place->path, "cannot be written", ENOMEM);
		return -1;
	}
	if (out_write(&capsule->out, OUT_GEMINI, place->file, bytes) < 0)
		return -1;
	return out_write(&capsule->out, OUT_GOPHER, place->file, bytes);
}

/* The third: lists. */
static int
finish_list(struct capsule *capsule, struct place *place)
{
	if (place->kind == PLACE_FEED || place->kind == PLACE_NOTE)
		return write_for_programs(capsule, place);
	if (place->kind == PLACE_PAGE || !place_has_page(place))
		return 0;
	return write_page(capsule, place);
}

static int
each_place(struct capsule *capsule, int (*act)(struct capsule *capsule, struct place *place),
           const char *what)
{
	const struct places *places = &capsule->places;
	for (size_t i = 0; i < places->count; i++) {
		progress_tell(&capsule->progress, i, places->count, what);
		if (act(capsule, &places->all[i]) < 0)
			return -1;
	}
	return 0;
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

int
capsule_open(struct capsule *capsule, struct str source)
{
	*capsule = (struct capsule){.tree.fd = -1,
	                            .spool.fd = -1,
	                            .out = {.fd = -1, .builds = -1, .stage = -1, .before = -1}};
	progress_start(&capsule->progress);
	return open_tree(capsule, source) < 0 ? -1 : settings_read(&capsule->settings, source);
}

int
capsule_find(struct capsule *capsule, const struct stat *out)
{
	if (tree_walk(&capsule->tree, out) < 0 ||
	    places_make(&capsule->places, &capsule->tree, capsule->settings.language) < 0 ||
	    check_not_empty(capsule) < 0)
		return -1;
	capsule->links = (struct links){
	    .places = &capsule->places,
	    .host = capsule->settings.host,
	};
	return 0;
}

static void
check_menu(const struct capsule *capsule)
{
	struct str rest = capsule->settings.menu, name;
	while (rest.n)
		if (!menu_next(&capsule->places, &rest, &name) && name.n)
			report_at(capsule->tree.name, STR_NONE, 0,
			          "the Menu of capsule.txt names \"%.*s\", which is no page here; "
			          "correct it",
			          STR_FMT(name));
}

static void
check_search(const struct capsule *capsule)
{
	const struct place *front = places_find(&capsule->places, STR("/")), *at = front;
	do {
		const struct place *place = made_search_is_taken(capsule, at->edition);
		if (place)
			report_at(capsule->tree.name, place->source.n ? place->source : place->path,
			          0, "%s", MADE_SEARCH_IS_TAKEN);
		at = at->twin;
	} while (at != front);
}

static void
report_left_out(const struct tree *tree)
{
	for (const struct tree_note *note = tree->first_note; note; note = note->next)
		report_at(tree->name, note->path, 0, "%s", note->text);
}

/* Files have been found so when they were prepared. */
static int
check_published(struct capsule *capsule, struct place *place)
{
	if (!place_has_page(place))
		return 0;
	capsule->pages++;
	if (place->source.n == 0)
		return 0;
	return place->entry && press_has(capsule, place) ? 0 : -1;
}

static int
warn_again(struct capsule *capsule, struct place *place)
{
	if (place_has_page(place))
		outlook_warn(&capsule->links, place, capsule->tree.name);
	return 0;
}

/* All that is to be known before the first text is read. */
static int
open_all(struct capsule *capsule, struct str source, struct str out,
         const struct capsule_wishes *wishes)
{
	struct stat status;
	if (capsule_open(capsule, source) < 0 || out_open(&capsule->out, out, wishes->turn) < 0 ||
	    out_status(&capsule->out, &status) < 0 || capsule_find(capsule, &status) < 0)
		return -1;
	report_left_out(&capsule->tree);
	if (wishes->drops_shared_lines)
		capsule->settings.shared_lines = STR("drop");
	memo_open(&capsule->memo, &capsule->out, &capsule->settings);
	spool_open(&capsule->spool, capsule->out.stage);
	return 0;
}

static int
learn_all(struct capsule *capsule)
{
	if (each_place(capsule, prepare, "read") < 0)
		return -1;
	places_settle_drafts(&capsule->places);
	shared_count(capsule);
	if (each_place(capsule, prepare_again, "read") < 0)
		return -1;
	made_add(capsule);
	check_menu(capsule);
	check_search(capsule);
	return shared_report(capsule);
}

static int
write_all(struct capsule *capsule)
{
	capsule->pages = 0;
	if (each_place(capsule, finish_page, "written") < 0 ||
	    each_place(capsule, finish_list, "listed") < 0 || search_write(capsule) < 0 ||
	    record_write(capsule) < 0)
		return -1;
	spool_close(&capsule->spool);
	return memo_write(&capsule->memo, &capsule->out, &capsule->settings, &capsule->places);
}

static int
make(struct capsule *capsule, struct str source, struct str out,
     const struct capsule_wishes *wishes)
{
	if (open_all(capsule, source, out, wishes) < 0)
		return -1;
	bool is_current = memo_is_current(&capsule->memo, &capsule->places);
	if (learn_all(capsule) < 0)
		return -1;
	capsule->is_unchanged = is_current && !capsule->has_copied &&
	                        each_place(capsule, check_published, "compared") == 0;
	return capsule->is_unchanged ? each_place(capsule, warn_again, "compared")
	                             : write_all(capsule);
}

int
capsule_make(struct capsule *capsule, struct str source, struct str out,
             const struct capsule_wishes *wishes)
{
	int end = make(capsule, source, out, wishes);
	progress_end(&capsule->progress);
	return end;
}

int
capsule_publish(struct capsule *capsule)
{
	return capsule->is_unchanged ? 0
	                             : out_publish(&capsule->out, capsule->settings.keep_builds);
}

void
capsule_free(struct capsule *capsule)
{
	spool_close(&capsule->spool);
	memo_free(&capsule->memo);
	out_close(&capsule->out);
	settings_free(&capsule->settings);
	places_free(&capsule->places);
	tree_close(&capsule->tree);
	types_free(&capsule->types);
	links_free(&capsule->links);
	front_free(&capsule->front);
	boilerplate_free(&capsule->shared);
	buf_free(&capsule->lines);
	buf_free(&capsule->source);
	buf_free(&capsule->text);
}
