#include "daemon/site/site.h"

#include "base/fd.h"
#include "base/host.h"
#include "base/table.h"
#include "base/uri.h"
#include "daemon/site/file.h"
#include "daemon/site/listing.h"
#include "daemon/site/mime.h"
#include "daemon/site/search.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum {
	FILE_PATH_MAX = PATH_LIMIT + 16
};

static const struct str default_indexes[MIRRORS] = {
    [MIRROR_GEMINI] = STR_CONST("index.gmi"),
    [MIRROR_GOPHER] = STR_CONST("gophermap"),
};

int
site_open(struct site *site, const char *folder)
{
	site->published = (struct published){.roots = {-1, -1}};
	site->out = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (site->out < 0)
		return -1;
	if (published_open(&site->published, site->out) == 0)
		return 0;
	fd_close(site->out);
	site->out = -1;
	return -1;
}

void
site_close(struct site *site)
{
	published_close(&site->published);
	fd_close(site->out);
	site->out = -1;
}

bool
site_is_readable(const struct site *site)
{
	bool ok = faccessat(site->out, ".", X_OK, AT_EACCESS) == 0;
	for (int i = 0; i < MIRRORS; i++)
		ok = ok && faccessat(site->published.roots[i], ".", X_OK, AT_EACCESS) == 0;
	return ok;
}

void
site_refresh(struct site *site, int64_t now)
{
	published_refresh(&site->published, now);
}

static bool
has_name(const struct site *site, struct str name)
{
	for (size_t i = 0; i < site->names_count; i++)
		if (str_eq_nocase(site->names[i], name))
			return true;
	return false;
}

struct site *
site_find(const struct endpoint *endpoint, struct str name)
{
	for (size_t i = 0; i < endpoint->sites_count; i++)
		if (has_name(endpoint->sites[i], name))
			return endpoint->sites[i];
	return NULL;
}

static bool
is_our_address(const struct endpoint *endpoint, struct str host)
{
	unsigned char ours[HOST_ADDRESS_MAX], theirs[HOST_ADDRESS_MAX];
	size_t n = host_address(endpoint->address, ours);
	return n && host_address(host, theirs) == n && memcmp(ours, theirs, n) == 0;
}

/* Gemini 0.24.1 Requests and 53: the name must be ours, by which port and hello it may come. */
static struct site *
choose(const struct endpoint *endpoint, const struct request *request)
{
	if (request->mirror == MIRROR_GOPHER)
		return endpoint->sites[0];
	if (request->port && request->port != endpoint->port &&
	    request->port != endpoint->usual_port)
		return NULL;
	struct site *site = site_find(endpoint, request->host);
	if (!site && request->host_is_address && is_our_address(endpoint, request->host))
		return endpoint->sites[0];
	struct site *greeted = endpoint->sni.n ? site_find(endpoint, endpoint->sni) : site;
	return greeted && greeted != site ? NULL : site;
}

static void
set_moved(struct reply *reply, struct str to, bool for_now)
{
	reply->what = for_now ? OUTCOME_MOVED_FOR_NOW : OUTCOME_MOVED;
	reply->text = to;
}

/* To what was written into the reply; what has no room there is no place to go to. */
static void
set_moved_to(struct reply *reply, const struct span *to, bool for_now)
{
	set_moved(reply, span_str(to), for_now);
	if (to->full)
		reply->what = OUTCOME_NOT_FOUND;
}

static bool
is_gone(const struct site *site, struct str path)
{
	for (size_t i = 0; i < site->gone_count; i++)
		if (str_eq(site->gone[i], path))
			return true;
	return false;
}

static bool
answer_redirect(const struct site *site, struct str path, struct reply *reply)
{
	struct span to = {.p = reply->text_bytes, .cap = sizeof reply->text_bytes};
	for (size_t i = 0; i < site->redirects_count; i++)
		if (redirect_match(&site->redirects[i], path, &to)) {
			set_moved_to(reply, &to, site->redirects[i].is_for_now);
			return true;
		}
	return false;
}

/* Gemini 0.24.1 URIs: relative links of a folder's page need its final slash. */
static void
answer_slash(struct str path, struct reply *reply)
{
	char encoded[3 * PATH_LIMIT];
	struct span to = {.p = reply->text_bytes, .cap = sizeof reply->text_bytes};
	span_add(&to, (struct str){encoded, uri_encode_path(path, encoded)});
	span_add_char(&to, '/');
	set_moved_to(reply, &to, false);
}

static enum outcome
outcome_of(int error)
{
	switch (error) {
	case EMFILE:
	case ENFILE:
	case ENOMEM:
	case EIO:
	case EAGAIN:
		return OUTCOME_FAILED;
	default:
		return OUTCOME_NOT_FOUND;
	}
}

static void
set_missing(struct reply *reply, int error)
{
	reply->what = outcome_of(error);
	reply->error = error;
}

/* The name of a folder's page: the n-th that may be one, or empty behind the last. */
static struct str
index_name(const struct site *site, enum mirror mirror, size_t n)
{
	if (mirror == MIRROR_GEMINI && site->indexes_count)
		return n < site->indexes_count ? site->indexes[n] : STR_NONE;
	return n == 0 ? default_indexes[mirror] : STR_NONE;
}

/* "/news/index.gmi" for "/news" and "index.gmi". */
static void
name_in_folder(const struct request *request, struct str name, struct span *path)
{
	path->n = 0;
	span_add(path, request->path);
	if (!str_ends(request->path, STR("/")))
		span_add_char(path, '/');
	span_add(path, name);
}

static int
open_index(struct site *site, const struct request *request, struct span *path, struct file *file)
{
	struct str name;
	for (size_t n = 0; (name = index_name(site, request->mirror, n)).n; n++) {
		name_in_folder(request, name, path);
		if (published_file(&site->published, request->mirror, span_str(path), file) == 0)
			return 0;
		if (errno != ENOENT)
			return -1;
	}
	return -1;
}

/* The file that a path means, "/news/" its index. *path becomes the file's own. */
static int
open_meant(struct site *site, const struct request *request, struct span *path, struct file *file)
{
	if (str_ends(request->path, STR("/")))
		return open_index(site, request, path, file);
	span_add(path, request->path);
	if (published_file(&site->published, request->mirror, span_str(path), file) < 0)
		return -1;
	if (!file->is_folder || request->mirror == MIRROR_GEMINI)
		return 0;
	/* Gopher has no relative links, so a folder needs no second trip for its slash. */
	file_close(file);
	return open_index(site, request, path, file);
}

static void
answer_file(const struct site *site, const struct table_entry *entry, const struct file *file,
            struct str path, struct reply *reply)
{
	reply->what = OUTCOME_FILE;
	reply->file = *file;
	reply->lang = entry->lang.n ? entry->lang : site->lang;
	if (str_eq(path_name(path), default_indexes[MIRROR_GOPHER]))
		reply->type = STR("application/gopher-menu");
	else
		reply->type =
		    entry->type.n ? entry->type : mime_type(path, site->types, site->types_count);
	reply->charset = site->charset;
}

static void
answer_listing(const struct site *site, const struct request *request, struct reply *reply)
{
	struct file folder;
	if (file_open(site->published.roots[request->mirror], request->path, &folder) < 0) {
		set_missing(reply, errno);
		return;
	}
	if (!folder.is_folder) {
		file_close(&folder);
		return;
	}
	struct span path = {.p = reply->text_bytes, .cap = sizeof reply->text_bytes};
	name_in_folder(request, STR_NONE, &path);
	reply->path = span_str(&path);
	reply->what = OUTCOME_ENTRIES;
	if (listing_read(folder.fd, &reply->entries) < 0)
		set_missing(reply, errno);
}

static void
answer_meant(struct site *site, const struct request *request, const struct table_entry *entry,
             struct reply *reply)
{
	char bytes[FILE_PATH_MAX];
	struct span path = {.p = bytes, .cap = sizeof bytes};
	struct file file;
	if (open_meant(site, request, &path, &file) < 0) {
		set_missing(reply, errno);
		if (reply->what == OUTCOME_NOT_FOUND && site->listing)
			answer_listing(site, request, reply);
	} else if (file.is_folder) {
		file_close(&file);
		answer_slash(request->path, reply);
	} else {
		answer_file(site, entry, &file, span_str(&path), reply);
	}
}

/* The table's line for what the path means; zero where there is none. A folder's page has one,
 * under its name on Gemini. */
static void
look_up(const struct site *site, const struct request *request, struct table_entry *entry)
{
	char bytes[FILE_PATH_MAX];
	struct span path = {.p = bytes, .cap = sizeof bytes};
	if (str_ends(request->path, STR("/")))
		name_in_folder(request, index_name(site, MIRROR_GEMINI, 0), &path);
	else
		span_add(&path, request->path);
	if (!table_find(site->published.table, span_str(&path), entry))
		*entry = (struct table_entry){0};
}

static void
answer_published(struct site *site, const struct request *request, struct reply *reply)
{
	struct table_entry entry;
	look_up(site, request, &entry);
	if (entry.gone)
		reply->what = OUTCOME_GONE;
	else if (entry.moved.n)
		set_moved(reply, entry.moved, false);
	else
		answer_meant(site, request, &entry, reply);
}

/* The path of a URI-reference to this capsule, as a request has it; empty where it leads out. */
static struct str
own_path(struct str reference, char bytes[static PATH_LIMIT])
{
	struct str path;
	if (!str_starts(reference, STR("/")) || str_starts(reference, STR("//")) ||
	    path_clean(reference, PATH_ENCODED, bytes, &path) != PATH_OK || path_is_hidden(path))
		return STR_NONE;
	return path;
}

/* Gopher has no redirect: who asks at the old place gets the page of the new one. What has moved
 * on from there, is gone, or lies elsewhere is told as moved. */
static void
answer_in_place(struct site *site, const struct request *request, struct reply *reply)
{
	char bytes[PATH_LIMIT], file_bytes[FILE_PATH_MAX];
	struct request there = *request;
	struct span path = {.p = file_bytes, .cap = sizeof file_bytes};
	struct table_entry entry;
	struct file file;
	there.path = own_path(reply->text, bytes);
	if (there.path.n == 0)
		return;
	look_up(site, &there, &entry);
	if (!entry.gone && !entry.moved.n && open_meant(site, &there, &path, &file) == 0)
		answer_file(site, &entry, &file, span_str(&path), reply);
}

static void
answer_path(struct site *site, const struct request *request, struct reply *reply)
{
	if (path_is_hidden(request->path) || answer_redirect(site, request->path, reply))
		return;
	if (is_gone(site, request->path))
		reply->what = OUTCOME_GONE;
	else if (!search_answer(&site->published.search, site->published.roots[MIRROR_GEMINI],
	                        request, reply))
		answer_published(site, request, reply);
}

void
site_answer(const struct endpoint *endpoint, const struct request *request, struct reply *reply)
{
	*reply = (struct reply){.what = OUTCOME_NOT_SERVED, .file = {.fd = -1}};
	struct site *site = choose(endpoint, request);
	if (!site)
		return;
	site_refresh(site, endpoint->now);
	reply->host = site->names[0];
	reply->port = endpoint->port;
	if (request->wants_introduction) {
		reply->what = OUTCOME_INTRODUCE;
		return;
	}
	reply->what = OUTCOME_NOT_FOUND;
	answer_path(site, request, reply);
	bool is_moved = reply->what == OUTCOME_MOVED || reply->what == OUTCOME_MOVED_FOR_NOW;
	if (is_moved && request->mirror == MIRROR_GOPHER)
		answer_in_place(site, request, reply);
}
