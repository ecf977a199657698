#include "publish/capsule/press.h"

#include "base/path.h"
#include "publish/capsule/outlook.h"
#include "publish/capsule/page.h"
#include "publish/capsule/report.h"

#include <errno.h>

static int
write_side(struct capsule *capsule, enum out_side side, struct str path)
{
	if (buf_ok(&capsule->text))
		return out_write(&capsule->out, side, path, buf_str(&capsule->text));
	report_errno(capsule->tree.name, path, "cannot be written", ENOMEM);
	return -1;
}

/* The path of its menu, which is the gophermap of a folder, so that any Gopher server serves it as
 * one; else of its text. */
static struct str
gopher_file(const struct place *place, struct buf *name)
{
	buf_add_str(name, place->path);
	if (place->is_menu && !str_ends(place->path, STR("/")))
		buf_add_char(name, '/');
	if (place->is_menu)
		buf_add_str(name, STR("gophermap"));
	return buf_str(name);
}

static int
make_menu_folder(struct capsule *capsule, const struct place *place, struct str file)
{
	bool has_folder = place->kind == PLACE_FOLDER || !place->is_menu;
	return has_folder ? 0 : out_make_folder(&capsule->out, OUT_GOPHER, path_folder(file));
}
static int
write_both(struct capsule *capsule, struct place *place, const struct doc *doc, struct str gopher)
{
	page_render(capsule, place, doc, OUT_GEMINI);
	if (write_side(capsule, OUT_GEMINI, place->file) < 0)
		return -1;
	page_render(capsule, place, doc, OUT_GOPHER);
	place->gopher_weight = (off_t)capsule->text.n;
	return write_side(capsule, OUT_GOPHER, gopher);
}

static int
write_anew(struct capsule *capsule, struct place *place, struct str gopher)
{
	struct doc doc;
	int end = page_read(capsule, place, &doc);
	if (end == 0)
		end = page_complete(capsule, place, &doc);
	if (end == 0)
		end = write_both(capsule, place, &doc, gopher);
	doc_free(&doc);
	return end;
}

/* Whether both sides of the published build are those of this one. */
static bool
keep_both(struct capsule *capsule, struct place *place, struct str gopher)
{
	const struct memo_entry *entry = place->entry;
	if (place->kind != PLACE_PAGE || !entry || !str_eq(entry->outlook, place->outlook) ||
	    !out_keep(&capsule->out, OUT_GEMINI, place->file, (off_t)entry->weight))
		return false;
	if (!out_keep(&capsule->out, OUT_GOPHER, gopher, (off_t)entry->gopher_weight)) {
		out_drop(&capsule->out, OUT_GEMINI, place->file);
		return false;
	}
	place->weight = (off_t)entry->weight;
	place->gopher_weight = (off_t)entry->gopher_weight;
	return true;
}

static void
look_out(struct capsule *capsule, struct place *place)
{
	struct buf outlook = {0};
	outlook_add(&outlook, &capsule->links, place);
	place->outlook = arena_copy_buf(&capsule->places.arena, &outlook);
	buf_free(&outlook);
	outlook_warn(&capsule->links, place, capsule->tree.name);
}

int
press_page(struct capsule *capsule, struct place *place)
{
	struct buf name = {0};
	struct str gopher = gopher_file(place, &name);
	look_out(capsule, place);
	int end = make_menu_folder(capsule, place, gopher);
	if (end == 0 && !keep_both(capsule, place, gopher))
		end = write_anew(capsule, place, gopher);
	buf_free(&name);
	return end;
}

bool
press_has(const struct capsule *capsule, const struct place *place)
{
	const struct memo_entry *entry = place->entry;
	const struct out *out = &capsule->out;
	struct buf name = {0};
	bool has = out_has(out, OUT_GEMINI, place->file, (off_t)entry->weight) &&
	           out_has(out, OUT_GOPHER, gopher_file(place, &name), (off_t)entry->gopher_weight);
	buf_free(&name);
	return has;
}
