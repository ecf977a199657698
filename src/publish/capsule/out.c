#include "publish/capsule/out.h"

#include "base/fd.h"
#include "publish/capsule/builds.h"
#include "publish/capsule/file.h"
#include "publish/capsule/report.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum {
	FILE_MODE = 0644,
	FOLDER_MODE = 0755,
	NAME_MAX_OF_BUILD = 40,
	TABLE_MAX = 1024 * 1024 * 1024
};

static int
report(const struct out *out, const char *what, int error)
{
	report_errno(buf_str(&out->name), STR_NONE, what, error);
	return -1;
}

static int
report_path(const struct out *out, struct str path, int error)
{
	report_errno(buf_str(&out->name), path, "cannot be written", error);
	return -1;
}

/* A folder that is there already stays as it is. */
static int
make_folder(int parent, const char *name)
{
	return mkdirat(parent, name, FOLDER_MODE) < 0 && errno != EEXIST ? -1 : 0;
}

static int
open_folder(int parent, const char *name)
{
	return openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static void
stage_name(const struct out *out, char name[static NAME_MAX_OF_BUILD])
{
	snprintf(name, NAME_MAX_OF_BUILD, ".%lu.tmp", out->number);
}

static int
open_out(struct out *out)
{
	const char *name = out->name.p;
	if (make_folder(AT_FDCWD, name) < 0)
		return report(out, "cannot be made", errno);
	out->fd = open_folder(AT_FDCWD, name);
	if (out->fd < 0)
		return report(out, "cannot be opened", errno);
	if (make_folder(out->fd, "builds") < 0)
		return report(out, "cannot be written to", errno);
	out->builds = open_folder(out->fd, "builds");
	if (out->builds < 0)
		return report(out, "cannot be opened", errno);
	return 0;
}

static int
lock_out(const struct out *out, enum out_turn turn)
{
	if (flock(out->builds, LOCK_EX | (turn == OUT_AT_ONCE ? LOCK_NB : 0)) == 0)
		return 0;
	if (errno != EWOULDBLOCK)
		return report(out, "cannot be locked", errno);
	report_at(buf_str(&out->name), STR_NONE, 0,
	          "another build is being published here; wait for its end and build again");
	return -1;
}

static int
open_stage(struct out *out)
{
	struct builds builds;
	char name[NAME_MAX_OF_BUILD];
	if (builds_drop_stages(out->builds) < 0 || builds_count(out->builds, 0, &builds) < 0)
		return report(out, "cannot be tidied", errno);
	out->number = builds.highest + 1;
	stage_name(out, name);
	if (make_folder(out->builds, name) < 0)
		return report(out, "cannot be written to", errno);
	out->stage = open_folder(out->builds, name);
	if (out->stage < 0 || make_folder(out->stage, "gemini") < 0 ||
	    make_folder(out->stage, "gopher") < 0)
		return report(out, "cannot be written to", errno);
	return 0;
}

static int
take_out(struct out *out, struct str name, enum out_turn turn)
{
	*out = (struct out){.fd = -1, .builds = -1, .stage = -1, .before = -1};
	umask(S_IWGRP | S_IWOTH);
	buf_add_str(&out->name, name);
	buf_add_char(&out->name, '\0');
	buf_cut(&out->name, name.n);
	if (!buf_ok(&out->name))
		return report(out, "cannot be named", ENOMEM);
	if (open_out(out) < 0 || lock_out(out, turn) < 0)
		return -1;
	out->before = open_folder(out->fd, "current");
	return 0;
}

int
out_open(struct out *out, struct str name, enum out_turn turn)
{
	if (take_out(out, name, turn) == 0 && open_stage(out) == 0)
		return 0;
	out_close(out);
	return -1;
}

int
out_status(const struct out *out, struct stat *status)
{
	return fstat(out->fd, status) < 0 ? report(out, "cannot be looked at", errno) : 0;
}

/* "gemini/news/a.gmi", a C string in *name. */
static const char *
staged_name(struct buf *name, enum out_side side, struct str path)
{
	buf_add_str(name, side == OUT_GEMINI ? STR("gemini") : STR("gopher"));
	buf_add_str(name, path);
	buf_add_char(name, '\0');
	if (buf_ok(name))
		return name->p;
	errno = ENOMEM;
	return NULL;
}

int
out_make_folder(struct out *out, enum out_side side, struct str path)
{
	struct buf name = {0};
	const char *staged = staged_name(&name, side, path);
	int end = staged ? make_folder(out->stage, staged) : -1;
	if (end < 0)
		report_path(out, path, errno);
	buf_free(&name);
	return end;
}

/* A regular file of the published build, of that size; -1 when there is none. */
static int
open_before(const struct out *out, const char *name, off_t size)
{
	struct stat status;
	int fd = file_open_in(out->before, name);
	if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size == size)
		return fd;
	fd_close(fd);
	return -1;
}

/* Where the disk knows no hard links, or no more of this file, it is written anew. */
static bool
link_before(const struct out *out, const char *name, int fd, bool is_same)
{
	fd_close(fd);
	return is_same && linkat(out->before, name, out->stage, name, 0) == 0;
}

/* Told of the Gemini side only, which the other follows. */
static void
note_change(struct out *out, const char *name)
{
	struct stat status;
	struct str path = str_of(name);
	if (!str_starts(path, STR("gemini/")))
		return;
	bool is_new = out->before < 0 || fstatat(out->before, name, &status, 0) < 0;
	buf_printf(&out->changes, "%s %s\n", is_new ? "new    " : "changed",
	           name + strlen("gemini"));
}

static int
write_file(struct out *out, const char *name, struct str bytes)
{
	int before = open_before(out, name, (off_t)bytes.n);
	if (before >= 0 && link_before(out, name, before, file_holds(before, bytes)))
		return 0;
	note_change(out, name);
	int fd = file_create(out->stage, name, FILE_MODE);
	if (fd < 0)
		return -1;
	return file_close(fd, fd_write(fd, bytes));
}

int
out_write(struct out *out, enum out_side side, struct str path, struct str bytes)
{
	struct buf name = {0};
	const char *staged = staged_name(&name, side, path);
	int end = staged ? write_file(out, staged, bytes) : -1;
	if (end < 0)
		report_path(out, path, errno);
	buf_free(&name);
	return end;
}

static bool
is_before(struct timespec a, struct timespec b)
{
	return a.tv_sec != b.tv_sec ? a.tv_sec < b.tv_sec : a.tv_nsec <= b.tv_nsec;
}

static bool
is_untouched(const struct out *out, const char *name, off_t size)
{
	struct stat status;
	return out->before >= 0 && fstatat(out->before, name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISREG(status.st_mode) && status.st_size == size &&
	       is_before(status.st_mtim, out->sealed);
}

bool
out_has(const struct out *out, enum out_side side, struct str path, off_t size)
{
	struct buf name = {0};
	const char *staged = staged_name(&name, side, path);
	bool has = staged && is_untouched(out, staged, size);
	buf_free(&name);
	return has;
}

bool
out_keep(struct out *out, enum out_side side, struct str path, off_t size)
{
	struct buf name = {0};
	const char *staged = staged_name(&name, side, path);
	bool is_kept = staged && is_untouched(out, staged, size) &&
	               linkat(out->before, staged, out->stage, staged, 0) == 0;
	buf_free(&name);
	return is_kept;
}

void
out_drop(struct out *out, enum out_side side, struct str path)
{
	struct buf name = {0};
	const char *staged = staged_name(&name, side, path);
	if (staged)
		unlinkat(out->stage, staged, 0);
	buf_free(&name);
}

static int
copy_file(struct out *out, const char *name, int from)
{
	struct stat status;
	int before = fstat(from, &status) < 0 ? -1 : open_before(out, name, status.st_size);
	if (before >= 0 &&
	    link_before(out, name, before, file_is_same(before, from, status.st_size)))
		return 0;
	note_change(out, name);
	int fd = file_create(out->stage, name, FILE_MODE);
	if (fd < 0)
		return -1;
	int end = lseek(from, 0, SEEK_SET) < 0 ? -1 : file_copy(fd, from);
	return file_close(fd, end);
}

/* One file on the disk, two names; where the disk knows no hard links, two files. */
static int
copy_to_both(struct out *out, const char *gemini, const char *gopher, int from)
{
	if (!gemini || !gopher || copy_file(out, gemini, from) < 0)
		return -1;
	if (linkat(out->stage, gemini, out->stage, gopher, 0) == 0)
		return 0;
	return copy_file(out, gopher, from);
}

int
out_copy(struct out *out, struct str path, int from_fd)
{
	struct buf gemini = {0}, gopher = {0};
	int end = copy_to_both(out, staged_name(&gemini, OUT_GEMINI, path),
	                       staged_name(&gopher, OUT_GOPHER, path), from_fd);
	if (end < 0)
		report_path(out, path, errno);
	buf_free(&gemini);
	buf_free(&gopher);
	return end;
}

int
out_write_table(struct out *out, struct str bytes)
{
	int end = write_file(out, "table", bytes);
	return end < 0 ? report_path(out, STR("/table"), errno) : 0;
}

int
out_read_table(const struct out *out, struct buf *bytes)
{
	int fd = out->before < 0 ? -1 : openat(out->before, "table", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	int end = buf_read_fd(bytes, fd, TABLE_MAX);
	if (end < 0)
		report(out, "the table of the published build cannot be read", errno);
	fd_close(fd);
	return end;
}

/* A file of this build alone. */
static int
write_memo(const struct out *out, struct str bytes)
{
	int fd = file_create(out->stage, "memo", FILE_MODE);
	return fd < 0 ? -1 : file_close(fd, fd_write(fd, bytes));
}

int
out_write_memo(struct out *out, struct str bytes)
{
	int end = write_memo(out, bytes);
	return end < 0 ? report_path(out, STR("/memo"), errno) : 0;
}

int
out_read_memo(struct out *out, struct buf *bytes)
{
	struct stat status;
	int fd = file_open_in(out->before, "memo");
	if (fd < 0)
		return -1;
	int end = fstat(fd, &status) < 0 ? -1 : buf_read_fd(bytes, fd, TABLE_MAX);
	if (end == 0)
		out->sealed = status.st_mtim;
	fd_close(fd);
	return end;
}

/* The rename makes a whole build of the stage; only then may readers be sent to it. */
static int
finish_stage(struct out *out, const char *number)
{
	char stage[NAME_MAX_OF_BUILD];
	stage_name(out, stage);
	if (syncfs(out->stage) < 0 || renameat(out->builds, stage, out->builds, number) < 0)
		return -1;
	fd_close(out->stage);
	out->stage = -1;
	return fsync(out->builds);
}

static int
flip(const struct out *out, const char *number)
{
	char target[NAME_MAX_OF_BUILD + 8];
	snprintf(target, sizeof target, "builds/%s", number);
	if (builds_remove(out->fd, ".current.tmp") < 0 ||
	    symlinkat(target, out->fd, ".current.tmp") < 0)
		return -1;
	if (renameat(out->fd, ".current.tmp", out->fd, "current") == 0)
		return 0;
	fd_unlink(out->fd, ".current.tmp");
	return -1;
}

/* What goes wrong behind the flip is told, but the new build is the published one. */
static void
tidy(const struct out *out, size_t keep)
{
	if (fsync(out->fd) < 0)
		report(out, "published, but cannot be brought to the disk", errno);
	if (builds_drop_old(out->builds, out->number, keep) < 0)
		report(out, "published, but an old build cannot be removed", errno);
}

int
out_publish(struct out *out, size_t keep)
{
	char number[NAME_MAX_OF_BUILD];
	snprintf(number, sizeof number, "%lu", out->number);
	const char *failed = NULL;
	if (finish_stage(out, number) < 0)
		failed = "the build cannot be brought to the disk";
	else if (flip(out, number) < 0)
		failed = "`current` cannot be pointed to the new build";
	if (failed) {
		report(out, failed, errno);
		builds_remove(out->builds, number);
		return -1;
	}
	tidy(out, keep);
	return 0;
}

static int
report_none(const struct out *out, const char *what)
{
	report_at(buf_str(&out->name), STR_NONE, 0, "%s", what);
	return -1;
}

unsigned long
out_published(const struct out *out)
{
	char target[NAME_MAX_OF_BUILD + 8];
	unsigned long number = 0;
	ssize_t n = readlinkat(out->fd, "current", target, sizeof target);
	struct str text = {target, n > 0 ? (size_t)n : 0};
	if (!str_starts(text, STR("builds/")) ||
	    str_number(str_from(text, strlen("builds/")), ULONG_MAX, &number) < 0)
		return 0;
	return number;
}

int
out_undo(struct out *out, struct str name, unsigned long *number)
{
	char text[NAME_MAX_OF_BUILD];
	if (take_out(out, name, OUT_AT_ONCE) < 0)
		return -1;
	unsigned long published = out_published(out);
	if (published == 0)
		return report_none(out, "nothing has been published here; build first");
	if (builds_before(out->builds, published, number) < 0)
		return report(out, "cannot be listed", errno);
	if (*number == 0)
		return report_none(out, "there is no build before this one to go back to");
	snprintf(text, sizeof text, "%lu", *number);
	if (flip(out, text) < 0 || fsync(out->fd) < 0)
		return report(out, "`current` cannot be pointed back", errno);
	return 0;
}

void
out_close(struct out *out)
{
	char name[NAME_MAX_OF_BUILD];
	if (out->stage >= 0) {
		fd_close(out->stage);
		stage_name(out, name);
		builds_remove(out->builds, name);
	}
	fd_close(out->before);
	fd_close(out->builds);
	fd_close(out->fd);
	buf_free(&out->name);
	buf_free(&out->changes);
	*out = (struct out){.fd = -1, .builds = -1, .stage = -1, .before = -1};
}
