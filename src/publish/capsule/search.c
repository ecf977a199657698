#include "publish/capsule/search.h"

#include "base/fd.h"
#include "base/path.h"
#include "base/schema.h"
#include "publish/capsule/file.h"
#include "publish/capsule/phrases.h"
#include "publish/capsule/report.h"
#include "publish/capsule/searchdb.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum {
	FILE_MODE = 0644,
	GEMTEXT_MAX = 1024 * 1024 * 1024
};

/* The index being made. */
struct search {
	struct capsule *capsule; /* borrowed */
	struct searchdb searchdb;
	struct buf name;         /* of the file at hand */
	struct buf text, before; /* its bytes, and those of the published build */
	struct buf seen;         /* a byte for each id: whether its page is still there */
};

/* What an attempt at the index came to. */
enum end {
	DONE,
	STALE, /* the published index does not fit its build: make it anew */
	FAILED
};

static bool
is_found(const struct place *place)
{
	switch (place->kind) {
	case PLACE_FOLDER:
	case PLACE_INDEX:
		return place->source.n && place_has_page(place);
	case PLACE_PAGE:
		return place_has_page(place);
	case PLACE_FILE:
		return !place_is_kept(place);
	case PLACE_YEAR:
	case PLACE_LATEST:
	case PLACE_FEED:
	case PLACE_NOTE:
	case PLACE_SEARCH:
		return false;
	}
	return false;
}

static size_t
count_editions(const struct places *places)
{
	size_t count = 0;
	for (size_t i = 0; i < places->count; i++)
		count += places->all[i].kind == PLACE_SEARCH;
	return count;
}

/* "gemini/news/a.gmi", a C string. */
static const char *
name_file(struct search *search, struct str path)
{
	buf_reset(&search->name);
	buf_printf(&search->name, "gemini%.*s%.*s", STR_FMT(path), STR_FMT(path_index(path)));
	return buf_ok(&search->name) ? search->name.p : "";
}

static int
read_file(int folder, const char *name, struct buf *bytes)
{
	buf_reset(bytes);
	int fd = file_open_in(folder, name);
	if (fd < 0)
		return -1;
	int end = buf_read_fd(bytes, fd, GEMTEXT_MAX);
	fd_close(fd);
	return end;
}

/* Tells whether a page is still the one whose words are in the index. */
static int64_t
sum_of(struct str bytes)
{
	return (int64_t)str_hash(bytes);
}

/* One file under two names, as an unchanged page of two builds is. */
static bool
is_same_file(const struct out *out, const char *name)
{
	struct stat now, before;
	return out->before >= 0 && fstatat(out->stage, name, &now, AT_SYMLINK_NOFOLLOW) == 0 &&
	       fstatat(out->before, name, &before, AT_SYMLINK_NOFOLLOW) == 0 &&
	       now.st_ino == before.st_ino && now.st_dev == before.st_dev;
}

static void
mark_seen(struct search *search, int64_t id)
{
	if ((size_t)id >= search->seen.n)
		buf_add_many(&search->seen, 0, (size_t)id + 1 - search->seen.n);
	if (buf_ok(&search->seen))
		search->seen.p[id] = 1;
}

static bool
was_seen(const struct search *search, int64_t id)
{
	return (size_t)id < search->seen.n && search->seen.p[id];
}

static bool
is_gemtext_file(struct str path)
{
	return str_ends(path, STR("/")) || str_ends(path, STR(".gmi"));
}

/* Takes a page of the published build out; its words are known by its file there. */
static enum end
remove_page(struct search *search, const struct searchdb_page *page)
{
	const struct out *out = &search->capsule->out;
	buf_reset(&search->before);
	if (is_gemtext_file(page->path)) {
		const char *name = name_file(search, page->path);
		if (read_file(out->before, name, &search->before) < 0 ||
		    sum_of(buf_str(&search->before)) != page->sum)
			return STALE;
	}
	return searchdb_remove(&search->searchdb, page, buf_str(&search->before)) < 0 ? FAILED
	                                                                              : DONE;
}

static struct searchdb_page
page_of(const struct place *place)
{
	struct str lang = place->lang.n ? place->lang : place->edition;
	bool is_file = place->kind == PLACE_FILE;
	struct searchdb_page page = {
	    .path = place->path,
	    .title = is_file ? place->name : place->title,
	    .date = place->date,
	    .item = links_item_type(place),
	    .weight = is_file ? place->status.st_size : place->weight,
	};
	if (!is_file) {
		page.lang = str_cut(&lang, '-');
		page.language = phrases_own_name(page.lang);
	}
	return page;
}

static enum end
keep_page(struct search *search, struct searchdb_page *page, const struct searchdb_page *row)
{
	page->id = row->id;
	return searchdb_change(&search->searchdb, page) < 0 ? FAILED : DONE;
}

static enum end
replace_page(struct search *search, struct searchdb_page *page, const struct searchdb_page *row)
{
	enum end end = row->id ? remove_page(search, row) : DONE;
	if (end != DONE)
		return end;
	return searchdb_add(&search->searchdb, page, buf_str(&search->text)) < 0 ? FAILED : DONE;
}

/* Reads the page only where its file is not that of the published build. */
static enum end
compare_page(struct search *search, const struct place *place, struct searchdb_page *page,
             const struct searchdb_page *row)
{
	const struct out *out = &search->capsule->out;
	bool has_text = place->kind != PLACE_FILE;
	bool is_known = row->id && str_eq(page->title, row->title);
	const char *name = name_file(search, place->file);
	buf_reset(&search->text);
	if (is_known && (!has_text || is_same_file(out, name)))
		return keep_page(search, page, row);
	if (has_text && read_file(out->stage, name, &search->text) < 0)
		return FAILED;
	page->sum = sum_of(buf_str(&search->text));
	if (is_known && page->sum == row->sum)
		return keep_page(search, page, row);
	return replace_page(search, page, row);
}

static enum end
put_page(struct search *search, const struct place *place)
{
	struct searchdb_page row, page = page_of(place);
	if (searchdb_find(&search->searchdb, place->path, &row) < 0)
		return FAILED;
	enum end end = compare_page(search, place, &page, &row);
	if (end == DONE)
		mark_seen(search, page.id);
	return end;
}

static enum end
put_pages(struct search *search)
{
	const struct places *places = &search->capsule->places;
	enum end end = DONE;
	for (size_t i = 0; end == DONE && i < places->count; i++)
		if (is_found(&places->all[i]))
			end = put_page(search, &places->all[i]);
	return end;
}

/* Pages that were there, and are gone, moved, or a draft again. */
static enum end
drop_pages(struct search *search)
{
	struct searchdb_page row = {0};
	for (;;) {
		if (searchdb_next(&search->searchdb, row.id, &row) < 0)
			return FAILED;
		if (row.id == 0)
			return DONE;
		enum end end = was_seen(search, row.id) ? DONE : remove_page(search, &row);
		if (end != DONE)
			return end;
	}
}

static enum end
put_editions(struct search *search)
{
	const struct places *places = &search->capsule->places;
	size_t count = count_editions(places);
	if (searchdb_keep_editions(&search->searchdb, count) < 0)
		return FAILED;
	for (size_t i = 0; i < places->count; i++) {
		const struct place *place = &places->all[i];
		if (place->kind == PLACE_SEARCH &&
		    searchdb_set_edition(&search->searchdb, place->path, place->lang,
		                         phrases_of(place->lang)) < 0)
			return FAILED;
	}
	return DONE;
}

static enum end
fill(struct search *search)
{
	enum end end = put_editions(search);
	if (end == DONE)
		end = put_pages(search);
	if (end == DONE)
		end = drop_pages(search);
	if (end == DONE && searchdb_finish(&search->searchdb) < 0)
		end = FAILED;
	return end;
}

/* A copy of the published index, which there may be none of. */
static int
copy_published(const struct out *out, int to)
{
	int from = file_open_in(out->before, SCHEMA_FILE);
	if (from < 0)
		return -1;
	int end = file_copy(to, from);
	fd_close(from);
	return end;
}

/* Nothing is other: the file becomes another name of the published one. Where the disk knows no
 * hard links, the copy does as well. */
static void
share_file(const struct out *out)
{
	static const char shared[] = "." SCHEMA_FILE;
	if (linkat(out->before, SCHEMA_FILE, out->stage, shared, 0) == 0)
		renameat(out->stage, shared, out->stage, SCHEMA_FILE);
}

/* The stage is reached by its descriptor, whatever OUT is called and wherever it lies. */
static int
open_index(struct search *search, bool is_anew)
{
	const struct out *out = &search->capsule->out;
	unlinkat(out->stage, SCHEMA_FILE, 0);
	int fd = file_create(out->stage, SCHEMA_FILE, FILE_MODE);
	if (fd < 0 || file_close(fd, is_anew ? 0 : copy_published(out, fd)) < 0)
		return -1;
	struct buf path = {0};
	buf_printf(&path, "/proc/self/fd/%d/" SCHEMA_FILE, out->stage);
	int end = buf_ok(&path)
	              ? searchdb_open(&search->searchdb, path.p, search->capsule->settings.footer)
	              : -1;
	buf_free(&path);
	return end;
}

/* One attempt. What goes wrong with a copy of the published index ends with a new one. */
static enum end
make(struct search *search, bool is_anew)
{
	enum end end = open_index(search, is_anew) < 0 ? FAILED : fill(search);
	if (end == FAILED && is_anew)
		report_at(buf_str(&search->capsule->out.name), STR("/" SCHEMA_FILE), 0,
		          "the search index cannot be written: %s; make room on the disk, or write "
		          "Search: no in capsule.txt",
		          searchdb_error(&search->searchdb));
	bool has_changed = end != DONE || searchdb_has_changed(&search->searchdb);
	searchdb_close(&search->searchdb);
	if (!has_changed)
		share_file(&search->capsule->out);
	return end;
}

int
search_write(struct capsule *capsule)
{
	struct search search = {.capsule = capsule};
	if (count_editions(&capsule->places) == 0)
		return 0;
	enum end end = make(&search, false);
	if (end != DONE) {
		buf_reset(&search.seen);
		end = make(&search, true);
	}
	buf_free(&search.name);
	buf_free(&search.text);
	buf_free(&search.before);
	buf_free(&search.seen);
	return end == DONE ? 0 : -1;
}
