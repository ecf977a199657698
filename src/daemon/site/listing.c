#include "daemon/site/listing.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "daemon/site/mime.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
is_listed(const char *name)
{
	struct str s = str_of(name);
	return !str_starts(s, STR(".")) && !str_eq(s, STR("gophermap")) && utf8_valid(s) &&
	       !utf8_has_control(s);
}

/* Only what file_open would open. */
static bool
look_at(int folder, const char *name, struct entry *entry)
{
	struct stat status;
	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) < 0)
		return false;
	entry->is_folder = S_ISDIR(status.st_mode);
	entry->size = status.st_size;
	entry->changed = status.st_mtime;
	return entry->is_folder || S_ISREG(status.st_mode);
}

static int
compare(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	if (a->is_folder != b->is_folder)
		return a->is_folder ? -1 : 1;
	return str_cmp(a->name, b->name);
}

/* Names come one after the other, so that they can move while they are gathered; their places
 * are told apart by lengths. */
static void
place_names(struct entries *entries)
{
	const char *at = entries->names;
	for (size_t i = 0; i < entries->count; i++) {
		entries->list[i].name.p = at;
		at += entries->list[i].name.n;
	}
}

static void
gather(DIR *dir, struct entries *entries, struct buf *names)
{
	const struct dirent *found;
	while ((found = readdir(dir))) {
		struct entry entry;
		if (!is_listed(found->d_name) || !look_at(dirfd(dir), found->d_name, &entry))
			continue;
		if (entries->count == LISTING_MAX) {
			entries->is_cut = true;
			return;
		}
		entry.name = str_of(found->d_name);
		entry.type = mime_type(entry.name, NULL, 0);
		buf_add_str(names, entry.name);
		entries->list[entries->count++] = entry;
	}
}

int
listing_read(int folder, struct entries *entries)
{
	struct buf names = {0};
	*entries = (struct entries){.list = malloc(LISTING_MAX * sizeof *entries->list)};
	DIR *dir = fdopendir(folder);
	if (!dir)
		close(folder);
	else if (entries->list)
		gather(dir, entries, &names);
	entries->names = names.p;
	if (dir)
		closedir(dir);
	if (!dir || !entries->list || !buf_ok(&names)) {
		entries_free(entries);
		errno = ENOMEM;
		return -1;
	}
	place_names(entries);
	if (entries->count)
		qsort(entries->list, entries->count, sizeof *entries->list, compare);
	return 0;
}

void
entries_free(struct entries *entries)
{
	free(entries->list);
	free(entries->names);
	*entries = (struct entries){0};
}
