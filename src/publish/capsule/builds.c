#include "publish/capsule/builds.h"

#include "base/fd.h"
#include "base/str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A stream of its own on the folder, from its start; NULL and errno. */
static DIR *
open_folder(int folder, const char *name)
{
	int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	DIR *stream = fdopendir(fd);
	if (!stream)
		fd_close(fd);
	return stream;
}

/* The next name that is neither "." nor ".."; NULL at the end, with errno 0 when all went well. */
static const char *
next_name(DIR *stream)
{
	const struct dirent *entry;
	do {
		errno = 0;
		entry = readdir(stream);
	} while (entry && (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")));
	return entry ? entry->d_name : NULL;
}

static int
close_folder(DIR *stream)
{
	int error = errno;
	closedir(stream);
	errno = error;
	return error ? -1 : 0;
}

/* As we write them: no sign, no leading zero. */
static bool
is_build(const char *name, unsigned long *number)
{
	return name[0] != '0' && str_number(str_of(name), ULONG_MAX - 1, number) == 0;
}

int
builds_count(int folder, unsigned long apart, struct builds *builds)
{
	const char *name;
	*builds = (struct builds){0};
	DIR *stream = open_folder(folder, ".");
	if (!stream)
		return -1;
	while ((name = next_name(stream))) {
		unsigned long number;
		if (!is_build(name, &number))
			continue;
		builds->count++;
		if (number > builds->highest)
			builds->highest = number;
		if (number != apart && (builds->lowest == 0 || number < builds->lowest))
			builds->lowest = number;
	}
	return close_folder(stream);
}

int
builds_before(int folder, unsigned long number, unsigned long *before)
{
	const char *name;
	*before = 0;
	DIR *stream = open_folder(folder, ".");
	if (!stream)
		return -1;
	while ((name = next_name(stream))) {
		unsigned long other;
		if (is_build(name, &other) && other < number && other > *before)
			*before = other;
	}
	return close_folder(stream);
}

static int
remove_folder(int folder, const char *name)
{
	const char *inner;
	DIR *stream = open_folder(folder, name);
	if (!stream)
		return -1;
	while ((inner = next_name(stream)))
		if (builds_remove(dirfd(stream), inner) < 0)
			break;
	if (close_folder(stream) < 0)
		return -1;
	return unlinkat(folder, name, AT_REMOVEDIR);
}

/* As deep as paths are long: a folder's path holds at most PATH_LIMIT / 2 names. */
int
builds_remove(int folder, const char *name)
{
	if (unlinkat(folder, name, 0) == 0 || errno == ENOENT)
		return 0;
	if (errno != EISDIR && errno != EPERM)
		return -1;
	return remove_folder(folder, name);
}

static bool
is_stage(struct str name)
{
	unsigned long number;
	return str_starts(name, STR(".")) && str_ends(name, STR(".tmp")) &&
	       str_number(str_upto(str_from(name, 1), name.n - 5), ULONG_MAX - 1, &number) == 0;
}

int
builds_drop_stages(int folder)
{
	const char *name;
	DIR *stream = open_folder(folder, ".");
	if (!stream)
		return -1;
	while ((name = next_name(stream)))
		if (is_stage(str_of(name)) && builds_remove(folder, name) < 0)
			break;
	return close_folder(stream);
}

int
builds_drop_old(int folder, unsigned long current, unsigned long keep)
{
	struct builds builds;
	char name[32];
	for (;;) {
		if (builds_count(folder, current, &builds) < 0)
			return -1;
		if (builds.count <= keep || builds.lowest == 0)
			return 0;
		snprintf(name, sizeof name, "%lu", builds.lowest);
		if (builds_remove(folder, name) < 0)
			return -1;
	}
}
