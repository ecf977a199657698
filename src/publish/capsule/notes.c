#include "publish/capsule/notes.h"

static const char *const paths[] = {"/caps.txt", "/robots.txt"};

struct str
notes_path(size_t index)
{
	return index < sizeof paths / sizeof *paths ? str_of(paths[index]) : STR_NONE;
}

/* The first line tells what it is; the keys are spelled as clients read them. */
static void
add_caps(struct buf *out, const struct settings *settings)
{
	buf_add_str(out, STR("CAPS\n"
	                     "CapsVersion=1\n"
	                     "ExpireCapsAfter=86400\n"
	                     "PathDelimeter=/\n"
	                     "PathIdentity=.\n"
	                     "PathParent=..\n"
	                     "PathParentDouble=FALSE\n"
	                     "PathKeepPreDelimeter=FALSE\n"
	                     "ServerSoftware=kapsulad\n"
	                     "ServerDefaultEncoding=UTF-8\n"));
	if (settings->title.n)
		buf_printf(out, "ServerDescription=%.*s\n", STR_FMT(settings->title));
}

void
notes_add(struct buf *out, struct str path, const struct settings *settings)
{
	if (str_eq(path, STR("/caps.txt")))
		add_caps(out, settings);
	else
		buf_add_str(out, STR("User-agent: *\nDisallow:\n"));
}
