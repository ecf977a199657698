#include "publish/capsule/out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include "publish/capsule/builds.h"
#include "publish/capsule/report.h"

enum {
	FILE_MODE = 0644,
	FOLDER_MODE = 0755,
	NAME_MAX_OF_BUILD = 40,
	COPY_STEP = 8 * 1024 * 1024
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

/* Whatever the umask; a folder that is there already stays as it is. */
static int
make_folder(int parent, const char *name)
{
	if (mkdirat(parent, name, FOLDER_MODE) < 0)
		return errno == EEXIST ? 0 : -1;
	return fchmodat(parent, name, FOLDER_MODE, 0);
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
	return out->builds < 0 ? report(out, "cannot be opened", errno) : 0;
}

static int
lock_out(const struct out *out)
{
	if (flock(out->builds, LOCK_EX | LOCK_NB) == 0)
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

int
out_open(struct out *out, struct str name)
{
	*out = (struct out){.fd = -1, .builds = -1, .stage = -1};
	buf_add_str(&out->name, name);
	buf_add_char(&out->name, '\0');
	buf_cut(&out->name, name.n);
	if (!buf_ok(&out->name))
		return report(out, "cannot be named", ENOMEM);
	if (open_out(out) < 0 || lock_out(out) < 0 || open_stage(out) < 0) {
		out_close(out);
		return -1;
	}
	return 0;
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

static int
create_file(const struct out *out, const char *name)
{
	int fd = openat(out->stage, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
	if (fd < 0 || fchmod(fd, FILE_MODE) == 0)
		return fd;
	close(fd);
	return -1;
}

static int
write_all(int fd, struct str bytes)
{
	while (bytes.n) {
		ssize_t put = write(fd, bytes.p, bytes.n);
		if (put < 0 && errno != EINTR)
			return -1;
		if (put > 0)
			bytes = str_from(bytes, (size_t)put);
	}
	return 0;
}

/* Keeps the first error; a disk may tell of its own only now. */
static int
close_file(int fd, int end)
{
	int error = errno;
	if (close(fd) < 0 && end == 0)
		return -1;
	errno = error;
	return end;
}

static int
write_file(const struct out *out, const char *name, struct str bytes)
{
	int fd = create_file(out, name);
	if (fd < 0)
		return -1;
	return close_file(fd, write_all(fd, bytes));
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

static int
copy_bytes(int to, int from)
{
	ssize_t moved;
	do
		moved = sendfile(to, from, NULL, COPY_STEP);
	while (moved > 0 || (moved < 0 && errno == EINTR));
	return moved < 0 ? -1 : 0;
}

static int
copy_file(const struct out *out, const char *name, int from)
{
	int fd = create_file(out, name);
	if (fd < 0)
		return -1;
	int end = lseek(from, 0, SEEK_SET) < 0 ? -1 : copy_bytes(fd, from);
	return close_file(fd, end);
}

/* One file on the disk, two names; where the disk knows no hard links, two files. */
static int
copy_to_both(const struct out *out, const char *gemini, const char *gopher, int from)
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

/* The rename makes a whole build of the stage; only then may readers be sent to it. */
static int
finish_stage(struct out *out, const char *number)
{
	char stage[NAME_MAX_OF_BUILD];
	stage_name(out, stage);
	if (syncfs(out->stage) < 0 || renameat(out->builds, stage, out->builds, number) < 0)
		return -1;
	close(out->stage);
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
	int error = errno;
	unlinkat(out->fd, ".current.tmp", 0);
	errno = error;
	return -1;
}

/* What goes wrong behind the flip is told, but the new build is the published one. */
static void
tidy(const struct out *out)
{
	if (fsync(out->fd) < 0)
		report(out, "published, but cannot be brought to the disk", errno);
	if (builds_drop_old(out->builds, out->number, OUT_KEPT_BUILDS) < 0)
		report(out, "published, but an old build cannot be removed", errno);
}

int
out_publish(struct out *out)
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
	tidy(out);
	return 0;
}

void
out_close(struct out *out)
{
	char name[NAME_MAX_OF_BUILD];
	if (out->stage >= 0) {
		close(out->stage);
		stage_name(out, name);
		builds_remove(out->builds, name);
	}
	if (out->builds >= 0)
		close(out->builds);
	if (out->fd >= 0)
		close(out->fd);
	buf_free(&out->name);
	*out = (struct out){.fd = -1, .builds = -1, .stage = -1};
}
