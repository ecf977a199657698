#include "daemon/site/mime.h"

struct suffix {
	struct str suffix, type;
};

static const struct suffix suffixes[] = {
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

struct str
mime_type(struct str path)
{
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (str_ends_nocase(path, suffixes[i].suffix))
			return suffixes[i].type;
	return STR("application/octet-stream");
}
