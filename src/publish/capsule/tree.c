#include "publish/capsule/tree.h"

#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "publish/capsule/report.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
	ENTRIES_MAX = 1000000
};

/* The kernel, not string handling, keeps us below the folder. */
static int
open_beneath(int folder, const char *path, int flags, unsigned long long resolve)
{
	struct open_how how = {
	    .flags = (unsigned long long)(flags | O_CLOEXEC),
	    .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | resolve,
	};
	return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

/* "/news/a.txt" as "news/a.txt", "/" as "."; NULL and errno when it is too long. */
static const char *
relative(struct str path, char out[static PATH_LIMIT + 1])
{
	path = str_from(path, 1);
	if (path.n == 0)
		return ".";
	if (path.n > PATH_LIMIT) {
		errno = ENAMETOOLONG;
		return NULL;
	}
	memcpy(out, path.p, path.n);
	out[path.n] = '\0';
	return out;
}

int
tree_open(struct tree *tree, struct str name)
{
	*tree = (struct tree){.fd = -1};
	char *text = arena_alloc(&tree->arena, name.n + 1);
	memcpy(text, name.p, name.n);
	tree->name = (struct str){text, name.n};
	tree->fd = open(text, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (tree->fd >= 0)
		return 0;
	if (errno == ENOENT)
		report_at(tree->name, STR_NONE, 0,
		          "there is no such folder; name the folder that holds text/, or make it");
	else
		report_errno(tree->name, STR_NONE, "cannot be opened", errno);
	tree_close(tree);
	return -1;
}

static const char *const junk[] = {"thumbs.db", "ehthumbs.db", "desktop.ini"};
static const char *const junk_endings[] = {"~", ".bak", ".tmp", ".orig", ".swp", ".part"};
static const char *const office_endings[] = {".docx", ".doc", ".odt", ".rtf", ".pages", ".wps"};

static bool
ends_in_one_of(struct str name, const char *const *endings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_ends_nocase(name, str_of(endings[i])))
			return true;
	return false;
}

bool
tree_wants(struct str name)
{
	for (size_t i = 0; i < sizeof junk / sizeof *junk; i++)
		if (str_eq_nocase(name, str_of(junk[i])))
			return false;
	return !str_starts(name, STR(".")) && !str_starts(name, STR("~$")) &&
	       !(str_starts(name, STR("#")) && str_ends(name, STR("#"))) &&
	       !ends_in_one_of(name, junk_endings, sizeof junk_endings / sizeof *junk_endings);
}

static int
is_wanted(const struct dirent *entry)
{
	return tree_wants(str_of(entry->d_name));
}

static bool
is_office(struct str name)
{
	return ends_in_one_of(name, office_endings, sizeof office_endings / sizeof *office_endings);
}

/* status: a file's; NULL for a folder. */
static int
add_entry(struct tree *tree, struct str path, const struct stat *status)
{
	if (tree->count >= ENTRIES_MAX) {
		report_at(tree->name, STR_NONE, 0, "holds more than %d files; split the capsule",
		          ENTRIES_MAX);
		return -1;
	}
	struct tree_entry *entry = arena_alloc(&tree->arena, sizeof *entry);
	*entry = (struct tree_entry){.path = path, .is_folder = !status};
	if (status)
		entry->status = *status;
	if (tree->last)
		tree->last->next = entry;
	else
		tree->first = entry;
	tree->last = entry;
	tree->count++;
	return 0;
}

#define LINK_LEADS(where)                                                                          \
	"left out, for this link leads " where "; put the file itself there instead"

static const char *
why_not_followed(int error)
{
	switch (error) {
	case EXDEV:
		return LINK_LEADS("out of the folder");
	case ELOOP:
		return LINK_LEADS("round in a circle");
	case ENOENT:
		return LINK_LEADS("to nothing");
	case EISDIR:
		return "left out, for this link leads to a folder; put the folder itself there "
		       "instead";
	default:
		return LINK_LEADS("to something that is not a file");
	}
}

static int
add_note(struct tree *tree, struct str path, const char *text)
{
	struct tree_note *note = arena_alloc(&tree->arena, sizeof *note);
	*note = (struct tree_note){.path = path, .text = text};
	if (tree->last_note)
		tree->last_note->next = note;
	else
		tree->first_note = note;
	tree->last_note = note;
	return 0;
}

/* Whether the path lies in that folder, at any depth. */
static bool
is_below(const struct tree *tree, struct str path, const struct stat *folder)
{
	char name[PATH_LIMIT + 1];
	struct stat above;
	while (path.n > 1) {
		path = path_above(path);
		if (fstatat(tree->fd, relative(path, name), &above, 0) == 0 &&
		    above.st_dev == folder->st_dev && above.st_ino == folder->st_ino)
			return true;
	}
	return false;
}

/* A symbolic link counts as the file it leads to; all others are told and left out. */
static int
add_link(struct tree *tree, struct str path)
{
	struct stat status;
	int fd = tree_open_file(tree, path, &status);
	if (fd >= 0) {
		fd_close(fd);
		return add_entry(tree, path, &status);
	}
	int error = errno;
	if (error == EISDIR && is_below(tree, path, &status))
		error = ELOOP;
	return add_note(tree, path, why_not_followed(error));
}

static int
check_name(const struct tree *tree, struct str path, struct str name)
{
	const char *wrong = NULL;
	if (utf8_has_control(name))
		wrong = "holds a control character";
	else if (!utf8_valid(name))
		wrong = "is not UTF-8";
	else if (path.n >= PATH_LIMIT)
		wrong = "is too long with its folders";
	if (!wrong)
		return 0;
	report_at(tree->name, path, 0, "its name %s; rename it", wrong);
	return -1;
}

static struct str
join(struct arena *arena, struct str folder, struct str name, bool is_folder)
{
	char *path = arena_alloc(arena, folder.n + name.n + 1);
	memcpy(path, folder.p, folder.n);
	memcpy(path + folder.n, name.p, name.n);
	path[folder.n + name.n] = '/';
	return (struct str){path, folder.n + name.n + (is_folder ? 1 : 0)};
}

static int
add_name(struct tree *tree, int folder_fd, struct str folder, const char *name)
{
	struct stat status;
	struct str path = join(&tree->arena, folder, str_of(name), false);
	if (check_name(tree, path, str_of(name)) < 0)
		return -1;
	if (fstatat(folder_fd, name, &status, AT_SYMLINK_NOFOLLOW) < 0) {
		report_errno(tree->name, path, "cannot be looked at", errno);
		return -1;
	}
	if (S_ISDIR(status.st_mode))
		return add_entry(tree, (struct str){path.p, path.n + 1}, NULL);
	if (is_office(str_of(name)))
		return add_note(
		    tree, path,
		    "left out, for readers cannot open it; save it as plain text (.txt)");
	if (S_ISREG(status.st_mode))
		return add_entry(tree, path, &status);
	if (S_ISLNK(status.st_mode))
		return add_link(tree, path);
	return add_note(tree, path, "left out, for it is neither file nor folder; move it away");
}

static int
add_names(struct tree *tree, int folder_fd, struct str folder)
{
	struct dirent **names;
	int n = scandirat(folder_fd, ".", &names, is_wanted, alphasort);
	if (n < 0) {
		report_errno(tree->name, folder, "cannot be listed", errno);
		return -1;
	}
	int end = 0;
	for (int i = 0; i < n; i++) {
		if (end == 0)
			end = add_name(tree, folder_fd, folder, names[i]->d_name);
		free(names[i]);
	}
	free(names);
	return end;
}

static bool
is_same(int fd, const struct stat *out)
{
	struct stat status;
	return fstat(fd, &status) == 0 && status.st_dev == out->st_dev &&
	       status.st_ino == out->st_ino;
}

static int
walk_folder(struct tree *tree, struct str folder, const struct stat *out)
{
	char text[PATH_LIMIT + 1];
	int fd = open_beneath(tree->fd, relative(folder, text), O_RDONLY | O_DIRECTORY,
	                      RESOLVE_NO_SYMLINKS);
	if (fd < 0) {
		report_errno(tree->name, folder, "cannot be opened", errno);
		return -1;
	}
	int end = -1;
	if (out && is_same(fd, out))
		report_at(tree->name, folder, 0,
		          "the capsule cannot be published into its own source; name another OUT");
	else
		end = add_names(tree, fd, folder);
	fd_close(fd);
	return end;
}

/* Folders found join the end of the list that is being walked, so one loop sees them all. */
int
tree_walk(struct tree *tree, const struct stat *out)
{
	if (add_entry(tree, STR("/"), NULL) < 0)
		return -1;
	for (struct tree_entry *entry = tree->first; entry; entry = entry->next)
		if (entry->is_folder && walk_folder(tree, entry->path, out) < 0)
			return -1;
	return 0;
}

int
tree_open_file(const struct tree *tree, struct str path, struct stat *status)
{
	char text[PATH_LIMIT + 1];
	const char *name = relative(path, text);
	/* Not to block on a pipe that took the file's place. */
	int fd = name ? open_beneath(tree->fd, name, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0) : -1;
	if (fd < 0)
		return -1;
	int end = fstat(fd, status);
	if (end == 0 && S_ISREG(status->st_mode))
		return fd;
	fd_close(fd);
	errno = end == 0 && S_ISDIR(status->st_mode) ? EISDIR : EINVAL;
	return -1;
}

bool
tree_changed(const struct stat *before, const struct stat *after)
{
	return before->st_ino != after->st_ino || before->st_size != after->st_size ||
	       before->st_mtim.tv_sec != after->st_mtim.tv_sec ||
	       before->st_mtim.tv_nsec != after->st_mtim.tv_nsec;
}

void
tree_close(struct tree *tree)
{
	fd_close(tree->fd);
	arena_free(&tree->arena);
	*tree = (struct tree){.fd = -1};
}
