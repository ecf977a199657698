#include "publish/capsule/report.h"

#include "base/buf.h"
#include "base/log.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
	MESSAGE_MAX = 1024
};

struct remedy {
	int error;
	const char *text;
};

static const struct remedy remedies[] = {
    {EACCES, "give yourself the right to it with chmod"},
    {EPERM, "give yourself the right to it with chmod or chown"},
    {ENOENT, "check its name, or make it first"},
    {ENOTDIR, "name a folder"},
    {EISDIR, "name a file"},
    {ENOSPC, "make room on that disk and build again; nothing was published"},
    {EDQUOT, "make room in your quota and build again; nothing was published"},
    {EFBIG, "split it into smaller pages"},
    {EROFS, "choose a folder on a disk that can be written to"},
    {EMFILE, "raise the limit of open files (ulimit -n) and build again"},
    {ENAMETOOLONG, "shorten its name"},
    {ELOOP, "take out the symbolic link"},
    {EXDEV, "put the file itself there instead of a link that leads elsewhere"},
};

const char *
report_remedy(int error)
{
	for (size_t i = 0; i < sizeof remedies / sizeof *remedies; i++)
		if (remedies[i].error == error)
			return remedies[i].text;
	return "put that right and build again";
}

void
report_at(struct str folder, struct str path, size_t line, const char *format, ...)
{
	char message[MESSAGE_MAX];
	va_list args;
	va_start(args, format);
	vsnprintf(message, sizeof message, format, args);
	va_end(args);

	struct buf place = {0};
	utf8_add_visible(&place, folder);
	utf8_add_visible(&place, path);
	if (line)
		buf_printf(&place, ":%zu", line);
	log_line("%.*s: %s", STR_FMT(buf_str(&place)), message);
	buf_free(&place);
}

void
report_errno(struct str folder, struct str path, const char *what, int error)
{
	report_at(folder, path, 0, "%s: %s; %s", what, strerror(error), report_remedy(error));
}
