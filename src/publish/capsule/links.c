#include "publish/capsule/links.h"

#include "base/uri.h"
#include "publish/capsule/name.h"
#include "publish/doc/pack.h"

/* The item types readers know, by how a media type begins; the first that fits counts. */
struct item_type {
	const char *media;
	char type;
};

static const struct item_type item_types[] = {
    {"text/html", 'h'},
    {"text/", '0'},
    {"image/gif", 'g'},
    {"image/", 'I'},
    {"audio/", 's'},
    {"application/pdf", 'd'},
    {"application/json", '0'},
    {"application/atom+xml", '0'},
    {"application/xml", '0'},
    {"application/zip", '5'},
    {"application/gzip", '5'},
    {"application/zstd", '5'},
    {"application/x-tar", '5'},
    {"application/x-gzip", '5'},
    {"application/x-bzip2", '5'},
    {"application/x-xz", '5'},
    {"application/x-7z", '5'},
    {"application/x-rar", '5'},
    {"application/vnd.rar", '5'},
};

static char
item_type_of(struct str media)
{
	for (size_t i = 0; i < sizeof item_types / sizeof *item_types; i++)
		if (str_starts(media, str_of(item_types[i].media)))
			return item_types[i].type;
	return '9';
}

char
links_item_type(const struct place *place)
{
	switch (place->kind) {
	case PLACE_FOLDER:
	case PLACE_INDEX:
	case PLACE_YEAR:
	case PLACE_LATEST:
		return '1';
	case PLACE_PAGE:
		return place->is_menu ? '1' : '0';
	case PLACE_FILE:
	case PLACE_FEED:
	case PLACE_NOTE:
		return item_type_of(place->type);
	case PLACE_SEARCH:
		return '7';
	}
	return '9';
}

/* What readers who follow it best ask for: the address leads to nothing we know. */
static char
broken_item_type(struct str path)
{
	if (str_ends(path, STR("/")))
		return '1';
	return str_ends(path, STR(".gmi")) || str_ends(path, STR(".txt")) ? '0' : '9';
}

static bool
is_own(const struct links *links, const struct uri *uri)
{
	if (!uri->has_authority || !str_eq_nocase(uri->host, links->host) || uri->has_userinfo)
		return false;
	bool is_gemini = uri->scheme.n == 0 || str_eq_nocase(uri->scheme, STR("gemini"));
	return is_gemini && (uri->port.n == 0 || str_eq(uri->port, STR("1965")));
}

/* The path that target means, as an absolute one; false when it is not ours. */
static bool
read_target(struct links *links, struct str target, struct str *path)
{
	struct uri uri;
	buf_reset(&links->uri);
	uri_add_escaped(&links->uri, target);
	if (uri_parse(buf_str(&links->uri), &uri) < 0)
		return false;
	if ((uri.scheme.n || uri.has_authority) && !is_own(links, &uri))
		return false;
	if (uri.path.n == 0 && !uri.has_authority)
		return false;
	size_t path_start = (size_t)(uri.path.p - links->uri.p), path_size = uri.path.n;
	size_t start = links->uri.n;
	if (!str_starts(uri.path, STR("/")) && !uri.has_authority)
		uri_add_path(&links->uri, links->folder);
	if (!buf_reserve(&links->uri, path_size))
		return false;
	buf_add(&links->uri, links->uri.p + path_start, path_size);
	*path = str_from(buf_str(&links->uri), start);
	return true;
}

/* A folder may be named without its slash. */
static struct place *
find_place(struct links *links, struct str *path)
{
	struct place *place = places_find_page(links->places, *path);
	if (place || path->n >= PATH_LIMIT || str_ends(*path, STR("/")))
		return place;
	links->path[path->n] = '/';
	return places_find(links->places, (struct str){path->p, path->n + 1});
}

enum links_end
links_find(struct links *links, struct str target, struct place **place, struct str *path)
{
	struct str raw;
	*place = NULL;
	*path = STR_NONE;
	if (!read_target(links, target, &raw))
		return LINKS_ELSEWHERE;
	if (path_clean(raw, PATH_ENCODED, links->path, path) != PATH_OK) {
		*path = raw;
		return LINKS_BROKEN;
	}
	*place = find_place(links, path);
	return *place && place_is_served(*place) ? LINKS_HERE : LINKS_BROKEN;
}

/* "about.en.txt", "about.en.txt#part", "gemini://example.org/". */
static bool
names_edition(struct str target)
{
	struct str path = str_upto(target, str_find(target, '#'));
	return name_language(path).n || str_find_str(target, STR("//")) != STR_NOWHERE;
}

enum links_end
links_follow(struct links *links, const struct place *page, struct str target, struct place **place,
             struct str *path)
{
	enum links_end end = links_find(links, target, place, path);
	bool is_text = page->source.n && !place_is_gemtext(page);
	if (end != LINKS_HERE || !is_text || names_edition(target))
		return end;
	struct place *own = places_pick(links->places, *place, page->edition);
	if (str_eq(own->edition, page->edition))
		*place = own;
	return end;
}

/* "/" and "..." are no names, and "news" is a word; "news/" and "about.txt" are meant. */
static bool
may_name_page(struct str word)
{
	struct str name = path_name(str_ends(word, STR("/")) ? str_upto(word, word.n - 1) : word);
	if (!str_ends(word, STR("/")) && !str_has(name, '.'))
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] != '.')
			return true;
	return false;
}

bool
links_has(const struct links *links, struct str path)
{
	const struct place *place = places_find_page(links->places, path);
	return place && place_is_written(place);
}

bool
links_is_bare(struct str label, struct str target)
{
	return label.n == 0 || str_eq(label, target);
}

bool
links_is_page(void *context, struct str word)
{
	struct links *links = context;
	struct str path;
	if (!may_name_page(word))
		return false;
	buf_reset(&links->uri);
	if (!str_starts(word, STR("/")))
		buf_add_str(&links->uri, links->folder);
	buf_add_str(&links->uri, word);
	if (!buf_ok(&links->uri) ||
	    path_clean(buf_str(&links->uri), PATH_PLAIN, links->path, &path) != PATH_OK)
		return false;
	bool is_page = links_has(links, path);
	pack_str(&links->asked, path);
	pack_number(&links->asked, is_page);
	return is_page;
}

static struct str
published_uri(void *context, struct str target)
{
	struct links *links = context;
	struct place *place;
	struct str path;
	if (links_find(links, target, &place, &path) != LINKS_HERE)
		return target;
	buf_reset(&links->uri);
	uri_add_path(&links->uri, place->path);
	return buf_str(&links->uri);
}

static bool
menu_item(void *context, struct str target, struct menu_item *item)
{
	struct links *links = context;
	struct place *place;
	struct str path;
	switch (links_find(links, target, &place, &path)) {
	case LINKS_ELSEWHERE:
		return false;
	case LINKS_BROKEN:
		*item = (struct menu_item){.type = broken_item_type(path), .selector = path};
		return true;
	case LINKS_HERE:
		*item = (struct menu_item){.type = links_item_type(place), .selector = place->path};
		return true;
	}
	return false;
}

struct write_links
links_callbacks(struct links *links)
{
	return (struct write_links){.uri = published_uri, .item = menu_item, .context = links};
}

void
links_free(struct links *links)
{
	buf_free(&links->uri);
	buf_free(&links->asked);
}
