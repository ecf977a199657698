#include "daemon/site/published.h"

#include "base/fd.h"
#include "daemon/site/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static const char *const tree_names[MIRRORS] = {
    [MIRROR_GEMINI] = "gemini",
    [MIRROR_GOPHER] = "gopher",
};

/* An empty link stands for a folder without builds. */
static void
read_link(int out, char link[static PUBLISHED_LINK_MAX])
{
	ssize_t n = readlinkat(out, "current", link, PUBLISHED_LINK_MAX - 1);
	link[n < 0 ? 0 : n] = '\0';
}

/* A finished build: both trees beneath it. */
static int
open_build(struct published *published, int build)
{
	for (int i = 0; i < MIRRORS; i++) {
		published->roots[i] = file_open_folder(build, tree_names[i]);
		if (published->roots[i] < 0)
			return -1;
	}
	if (file_map(build, STR("/table"), &published->table) < 0)
		return -1;
	return searchmap_open(&published->search, build);
}

static int
open_linked(struct published *published)
{
	int build = file_open_folder(published->out, published->link);
	if (build < 0)
		return -1;
	int result = open_build(published, build);
	fd_close(build);
	return result;
}

/* A folder that no build made: the two trees, or one folder of files for both. */
static int
open_plain(struct published *published)
{
	if (open_build(published, published->out) == 0)
		return 0;
	published_close(published);
	for (int i = 0; i < MIRRORS; i++) {
		published->roots[i] = file_open_folder(published->out, ".");
		if (published->roots[i] < 0)
			return -1;
	}
	return 0;
}

int
published_open(struct published *published, int out)
{
	*published = (struct published){.out = out, .roots = {-1, -1}};
	shelf_init(&published->shelf);
	read_link(out, published->link);
	if ((published->link[0] ? open_linked(published) : open_plain(published)) == 0)
		return 0;
	int error = errno;
	published_close(published);
	errno = error;
	return -1;
}

void
published_close(struct published *published)
{
	for (int i = 0; i < MIRRORS; i++) {
		fd_close(published->roots[i]);
		published->roots[i] = -1;
	}
	file_unmap(&published->table);
	searchmap_close(&published->search);
	shelf_clear(&published->shelf);
}

void
published_refresh(struct published *published, int64_t now)
{
	char link[PUBLISHED_LINK_MAX];
	if (now - published->looked < PUBLISHED_LOOK)
		return;
	published->looked = now;
	shelf_clear(&published->shelf);
	read_link(published->out, link);
	published->error = 0;
	if (strcmp(link, published->link) == 0)
		return;
	struct published fresh;
	if (published_open(&fresh, published->out) < 0) {
		published->error = errno;
		return;
	}
	fresh.looked = now;
	published_close(published);
	*published = fresh;
}

int
published_file(struct published *published, enum mirror mirror, struct str path, struct file *file)
{
	int root = published->roots[mirror];
	return published->link[0] ? shelf_open(&published->shelf, root, path, file)
	                          : file_open(root, path, file);
}
