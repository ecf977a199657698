#include "base/uri.h"

#include "base/ascii.h"
#include "base/host.h"
#include "base/utf8.h"

#include <errno.h>
#include <string.h>
#include <uriparser/Uri.h>

/* uriparser takes 32 bytes a path segment: enough for a request of 1024 slashes. */
enum {
	ARENA_SIZE = 48 * 1024,
	ARENA_ALIGN = 16
};

struct uri_arena {
	_Alignas(ARENA_ALIGN) char bytes[ARENA_SIZE];
	size_t used;
};

static void *
arena_take(UriMemoryManager *manager, size_t size)
{
	struct uri_arena *arena = manager->userData;
	if (size > ARENA_SIZE - arena->used) {
		errno = ENOMEM;
		return NULL;
	}
	void *p = arena->bytes + arena->used;
	size_t left = ARENA_SIZE - arena->used;
	size_t rounded = (size + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
	arena->used += rounded < left ? rounded : left;
	return p;
}

static void *
arena_take_zeroed(UriMemoryManager *manager, size_t count, size_t size)
{
	if (size && count > ARENA_SIZE / size)
		return NULL;
	void *p = arena_take(manager, count * size);
	return p ? memset(p, 0, count * size) : NULL;
}

/* Parsing never grows a block, so these two only have to be there. */
static void *
arena_retake(UriMemoryManager *manager, void *old, size_t size)
{
	return old ? NULL : arena_take(manager, size);
}

static void *
arena_retake_many(UriMemoryManager *manager, void *old, size_t count, size_t size)
{
	return old ? NULL : arena_take_zeroed(manager, count, size);
}

static void
arena_give(UriMemoryManager *manager, void *p)
{
	(void)manager;
	(void)p;
}

static bool
is_reference(struct str text)
{
	struct uri_arena arena;
	arena.used = 0;
	UriMemoryManager manager = {
	    .malloc = arena_take,
	    .calloc = arena_take_zeroed,
	    .realloc = arena_retake,
	    .reallocarray = arena_retake_many,
	    .free = arena_give,
	    .userData = &arena,
	};
	UriUriA parsed;
	const char *error_at;
	return uriParseSingleUriExMmA(&parsed, text.p, text.p + text.n, &error_at, &manager) ==
	       URI_SUCCESS;
}

static void
split_authority(struct str authority, struct uri *uri)
{
	size_t at = str_find(authority, '@');
	if (at != STR_NOWHERE) {
		uri->has_userinfo = true;
		uri->userinfo = str_upto(authority, at);
		authority = str_from(authority, at + 1);
	}
	size_t host_end;
	if (authority.n && authority.p[0] == '[') {
		host_end = str_find(authority, ']') + 1;
		uri->host_is_literal = true;
		uri->host = str_from(str_upto(authority, host_end - 1), 1);
	} else {
		host_end = str_find(authority, ':');
		uri->host = str_upto(authority, host_end);
	}
	uri->port = str_from(authority, host_end == STR_NOWHERE ? authority.n : host_end);
	uri->port = str_from(uri->port, 1);
}

/* Takes what follows the first mark off *text; whether there was one. */
static bool
split_tail(struct str *text, char mark, struct str *tail)
{
	size_t at = str_find(*text, mark);
	if (at == STR_NOWHERE)
		return false;
	*tail = str_from(*text, at + 1);
	*text = str_upto(*text, at);
	return true;
}

static size_t
find_any(struct str s, const char *set)
{
	size_t i = 0;
	while (i < s.n && !strchr(set, s.p[i]))
		i++;
	return i;
}

/* RFC 3986 Appendix B: in a text known to be a reference the delimiters alone tell the parts. */
int
uri_parse(struct str text, struct uri *uri)
{
	*uri = (struct uri){0};
	if (!text.p)
		text = STR("");
	if (!is_reference(text))
		return -1;
	uri->has_fragment = split_tail(&text, '#', &uri->fragment);
	uri->has_query = split_tail(&text, '?', &uri->query);
	size_t end = find_any(text, ":/");
	if (end < text.n && text.p[end] == ':') {
		uri->scheme = str_upto(text, end);
		text = str_from(text, end + 1);
	}
	if (str_starts(text, STR("//"))) {
		uri->has_authority = true;
		text = str_from(text, 2);
		end = find_any(text, "/");
		split_authority(str_upto(text, end), uri);
		text = str_from(text, end);
	}
	uri->path = text;
	return 0;
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static bool
is_encoded_byte(struct str s, size_t at)
{
	return at + 2 < s.n && s.p[at] == '%' && hex_value(s.p[at + 1]) >= 0 &&
	       hex_value(s.p[at + 2]) >= 0;
}

long
uri_decode(struct str s, char *out)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '%') {
			out[n++] = s.p[i];
			continue;
		}
		if (!is_encoded_byte(s, i))
			return -1;
		out[n++] = (char)(hex_value(s.p[i + 1]) * 16 + hex_value(s.p[i + 2]));
		i += 2;
	}
	return (long)n;
}

static bool
is_unreserved(unsigned char c)
{
	return ascii_is_alnum((char)c) || c == '-' || c == '.' || c == '_' || c == '~';
}

static bool
is_in(unsigned char c, const char *set)
{
	return c != 0 && strchr(set, c) != NULL;
}

static size_t
encode_byte(unsigned char c, char *out)
{
	static const char hex[] = "0123456789ABCDEF";
	out[0] = '%';
	out[1] = hex[c >> 4];
	out[2] = hex[c & 15];
	return 3;
}

size_t
uri_encode_path(struct str path, char *out)
{
	size_t n = 0;
	for (size_t i = 0; i < path.n; i++) {
		unsigned char c = (unsigned char)path.p[i];
		if (is_unreserved(c) || is_in(c, "/!$&'()*+,;=:@"))
			out[n++] = (char)c;
		else
			n += encode_byte(c, out + n);
	}
	return n;
}

void
uri_add_path(struct buf *out, struct str path)
{
	char *room = path.n <= (size_t)-1 / 3 ? buf_reserve(out, 3 * path.n) : NULL;
	if (room)
		out->n += uri_encode_path(path, room);
	else
		out->failed = true;
}

/* Where the authority ends: only there may brackets stand (RFC 3986 3.2.2). */
static size_t
authority_end(struct str text)
{
	size_t start = str_find_str(text, STR("//"));
	if (start == STR_NOWHERE || find_any(text, "/?#") < start)
		return 0;
	start += 2;
	return start + find_any(str_from(text, start), "/?#");
}

void
uri_add_escaped(struct buf *out, struct str text)
{
	size_t brackets_end = authority_end(text), fragment = str_find(text, '#');
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		char code[3];
		bool is_allowed = is_in(c, ":/?@!$&'()*+,;=") || (c == '#' && i == fragment) ||
		                  ((c == '[' || c == ']') && i < brackets_end);
		if (is_unreserved(c) || is_allowed || is_encoded_byte(text, i))
			buf_add_char(out, (char)c);
		else
			buf_add(out, code, encode_byte(c, code));
	}
}

bool
uri_add_iri(struct buf *out, struct str iri)
{
	size_t scheme = str_find_str(iri, STR("://"));
	size_t start = scheme == STR_NOWHERE ? 0 : scheme + 3;
	struct str host = str_from(iri, start);
	host = str_upto(host, find_any(host, "/?#:@"));
	if (!utf8_is_ascii(host)) {
		buf_add_str(out, str_upto(iri, start));
		if (!host_add_ascii(out, host))
			return false;
		iri = str_from(iri, start + host.n);
	}
	uri_add_escaped(out, iri);
	return true;
}
