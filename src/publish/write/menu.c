#include "publish/write/menu.h"

#include "base/uri.h"
#include "base/utf8.h"

#include <string.h>

/* Item types by suffix, for what lies beside the page; a page or a folder is a menu. */
static const struct kind {
	const char *suffix;
	char type;
} kinds[] = {
    {"/", '1'},     {".gmi", '1'}, {".txt", '0'}, {".md", '0'},   {".xml", '0'},
    {".gif", 'g'},  {".png", 'I'}, {".jpg", 'I'}, {".jpeg", 'I'}, {".webp", 'I'},
    {".html", 'h'}, {".pdf", 'd'}, {".mp3", 's'}, {".ogg", 's'},  {".wav", 's'},
};

static char
type_of(struct str path)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_ends_nocase(path, str_of(kinds[i].suffix)))
			return kinds[i].type;
	return path.n ? '9' : '1';
}

static bool
decode(struct buf *room, struct str s, struct str *decoded)
{
	buf_reset(room);
	char *out = buf_reserve(room, s.n + 1);
	long n = out ? uri_decode(s, out) : -1;
	if (n < 0)
		return false;
	*decoded = (struct str){out, (size_t)n};
	return !utf8_has_control(*decoded) && utf8_valid(*decoded);
}

/* RFC 4266 2.1: gopher://host:port/<type><selector> */
static bool
fill_gopher(const struct uri *uri, struct menu_item *item, struct buf *room)
{
	struct str path = str_from(uri->path, 1);
	item->host = uri->host;
	item->port = uri->port.n ? uri->port : STR("70");
	item->type = path.n ? path.p[0] : '1';
	return uri->host.n > 0 && !uri->has_query && (unsigned char)item->type > 0x20 &&
	       decode(room, str_from(path, 1), &item->selector);
}

static bool
fill_url(struct str target, struct menu_item *item, struct buf *room)
{
	buf_reset(room);
	buf_add_str(room, STR("URL:"));
	buf_add_str(room, target);
	item->type = 'h';
	item->selector = buf_str(room);
	return buf_ok(room);
}

static bool
is_followed(struct str scheme)
{
	static const char *const schemes[] = {"http", "https", "gemini", "mailto", "tel", "ftp"};
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (str_eq_nocase(scheme, str_of(schemes[i])))
			return true;
	return false;
}

bool
menu_item_of(struct str target, struct menu_item *item, struct buf *room)
{
	struct uri uri;
	*item = (struct menu_item){0};
	if (uri_parse(target, &uri) < 0 || utf8_has_control(target))
		return false;
	if (str_eq_nocase(uri.scheme, STR("gopher")))
		return fill_gopher(&uri, item, room);
	if (uri.scheme.n)
		return is_followed(uri.scheme) && fill_url(target, item, room);
	if (uri.has_authority)
		return false;
	item->type = type_of(uri.path);
	return decode(room, uri.path, &item->selector);
}
