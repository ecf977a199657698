#include "publish/capsule/types.h"

#include <errno.h>
#include <magic.h>
#include <unistd.h>

enum {
	LOOK_AT = 256 * 1024 /* bytes: what tells the type stands before that */
};

/* Forms that are text or an archive to libmagic, and more to their readers. */
struct suffix {
	const char *suffix, *type;
};

static const struct suffix suffixes[] = {
    {".txt", "text/plain"},
    {".gmi", "text/gemini"},
    {".md", "text/markdown"},
    {".csv", "text/csv"},
    {".tsv", "text/tab-separated-values"},
    {".html", "text/html"},
    {".htm", "text/html"},
    {".css", "text/css"},
    {".js", "text/javascript"},
    {".json", "application/json"},
    {".xml", "application/xml"},
    {".svg", "image/svg+xml"},
    {".epub", "application/epub+zip"},
    {".odt", "application/vnd.oasis.opendocument.text"},
    {".ods", "application/vnd.oasis.opendocument.spreadsheet"},
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
};

static struct str
type_by_suffix(struct str name)
{
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (str_ends_nocase(name, str_of(suffixes[i].suffix)))
			return str_of(suffixes[i].type);
	return STR_NONE;
}

/* Where libmagic has seen no more than the wrapping. */
static bool
is_vague(struct str type)
{
	return str_starts(type, STR("text/")) || str_eq(type, STR("application/octet-stream")) ||
	       str_eq(type, STR("application/zip")) || str_ends(type, STR("/x-empty"));
}

static bool
needs_charset(struct str type, struct str charset)
{
	return str_starts(type, STR("text/")) && charset.n && !str_eq(charset, STR("utf-8")) &&
	       !str_eq(charset, STR("us-ascii")) && !str_eq(charset, STR("binary")) &&
	       !str_starts(charset, STR("unknown"));
}

/* found is libmagic's "text/plain; charset=us-ascii". */
static struct str
settle_type(struct buf *out, struct str found, struct str name)
{
	struct str charset = found;
	struct str type = str_trim(str_cut(&charset, ';'));
	size_t at = str_find(charset, '=');
	charset = at == STR_NOWHERE ? STR_NONE : str_trim(str_from(charset, at + 1));
	struct str better = is_vague(type) ? type_by_suffix(name) : STR_NONE;
	bool is_empty = str_ends(type, STR("/x-empty"));
	if (better.n)
		type = better;
	else if (is_empty)
		type = STR("text/plain");
	buf_reset(out);
	buf_add_str(out, type);
	if (needs_charset(type, charset))
		buf_printf(out, ";charset=%.*s", STR_FMT(charset));
	return buf_str(out);
}

static int
read_start(struct buf *bytes, int fd)
{
	buf_reset(bytes);
	char *room = buf_reserve(bytes, LOOK_AT);
	ssize_t got = room ? pread(fd, room, LOOK_AT, 0) : -1;
	if (got < 0)
		return -1;
	bytes->n = (size_t)got;
	return 0;
}

static int
open_magic(struct types *types)
{
	if (types->magic)
		return 0;
	magic_t magic = magic_open(MAGIC_MIME);
	if (magic && magic_load(magic, NULL) == 0) {
		types->magic = magic;
		return 0;
	}
	if (magic)
		magic_close(magic);
	errno = ENOPKG;
	return -1;
}

struct str
types_find(struct types *types, int fd, struct str name)
{
	if (open_magic(types) < 0 || read_start(&types->bytes, fd) < 0)
		return STR_NONE;
	const char *found = magic_buffer(types->magic, types->bytes.p, types->bytes.n);
	return settle_type(&types->type, str_of(found ? found : "application/octet-stream"), name);
}

void
types_free(struct types *types)
{
	if (types->magic)
		magic_close(types->magic);
	buf_free(&types->bytes);
	buf_free(&types->type);
	*types = (struct types){0};
}
