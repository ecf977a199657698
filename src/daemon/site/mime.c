#include "daemon/site/mime.h"

enum {
	MIME_TYPE_MAX = 255 /* bytes */
};

static const struct mime_suffix suffixes[] = {
    {STR_CONST(".gmi"), STR_CONST("text/gemini")},
    {STR_CONST(".gemini"), STR_CONST("text/gemini")},
    {STR_CONST(".txt"), STR_CONST("text/plain")},
    {STR_CONST(".md"), STR_CONST("text/markdown")},
    {STR_CONST(".csv"), STR_CONST("text/csv")},
    {STR_CONST(".html"), STR_CONST("text/html")},
    {STR_CONST(".htm"), STR_CONST("text/html")},
    {STR_CONST(".css"), STR_CONST("text/css")},
    {STR_CONST("/atom.xml"), STR_CONST("application/atom+xml")},
    {STR_CONST(".xml"), STR_CONST("application/xml")},
    {STR_CONST(".json"), STR_CONST("application/json")},
    {STR_CONST(".jpg"), STR_CONST("image/jpeg")},
    {STR_CONST(".jpeg"), STR_CONST("image/jpeg")},
    {STR_CONST(".png"), STR_CONST("image/png")},
    {STR_CONST(".gif"), STR_CONST("image/gif")},
    {STR_CONST(".webp"), STR_CONST("image/webp")},
    {STR_CONST(".svg"), STR_CONST("image/svg+xml")},
    {STR_CONST(".pdf"), STR_CONST("application/pdf")},
    {STR_CONST(".epub"), STR_CONST("application/epub+zip")},
    {STR_CONST(".zip"), STR_CONST("application/zip")},
    {STR_CONST(".gz"), STR_CONST("application/gzip")},
    {STR_CONST(".mp3"), STR_CONST("audio/mpeg")},
    {STR_CONST(".ogg"), STR_CONST("audio/ogg")},
    {STR_CONST(".opus"), STR_CONST("audio/ogg")},
    {STR_CONST(".mp4"), STR_CONST("video/mp4")},
};

static const struct mime_suffix *
find(struct str path, const struct mime_suffix *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_ends_nocase(path, list[i].suffix))
			return &list[i];
	return NULL;
}

struct str
mime_type(struct str path, const struct mime_suffix *own, size_t own_count)
{
	const struct mime_suffix *found = find(path, own, own_count);
	if (!found)
		found = find(path, suffixes, sizeof suffixes / sizeof *suffixes);
	return found ? found->type : STR("application/octet-stream");
}

/* RFC 6838 4.2 and, for parameters, what a header may hold. */
static bool
is_media_type(struct str type)
{
	size_t slash = str_find(type, '/');
	for (size_t i = 0; i < type.n; i++)
		if (type.p[i] < ' ' || type.p[i] > '~')
			return false;
	return slash != STR_NOWHERE && slash > 0 && slash + 1 < type.n && type.n <= MIME_TYPE_MAX;
}

int
mime_read(struct str text, struct mime_suffix *suffix)
{
	struct str rest = str_trim(text);
	suffix->suffix = str_cut(&rest, ' ');
	suffix->type = str_trim(rest);
	return suffix->suffix.n > 1 && is_media_type(suffix->type) ? 0 : -1;
}
