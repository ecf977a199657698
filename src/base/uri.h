/* URIs by RFC 3986: uriparser judges whether a text is one; the parts are slices of that text. */
#ifndef BASE_URI_H
#define BASE_URI_H

#include "base/buf.h"
#include "base/str.h"

struct uri {
	struct str scheme; /* empty in a relative reference */
	struct str userinfo;
	struct str host;     /* an IPv6 literal without its brackets */
	struct str port;     /* digits, may be empty after ':' */
	struct str path;     /* still percent-encoded */
	struct str query;    /* without '?' */
	struct str fragment; /* without '#' */
	bool has_authority;
	bool has_userinfo;
	bool has_query;
	bool has_fragment;
	bool host_is_literal; /* was written in brackets */
};

/* 0, or -1 when text is no URI-reference. Allocates nothing. */
int uri_parse(struct str text, struct uri *uri);

/* Decodes %XX into out, which holds at least s.n bytes; the length, or -1 for a bad '%'. */
long uri_decode(struct str s, char *out);

/* Writes the bytes of a file path, percent-encoding what RFC 3986 does not allow in one ("/" stays,
 * a "%" becomes "%25"), to out, which holds 3 * path.n bytes; the length. */
size_t uri_encode_path(struct str path, char *out);
/* The same, appended. */
void uri_add_path(struct buf *out, struct str path);

/* Appends text, which may hold letters of any script, as a URI: bytes that no URI may hold are
 * percent-encoded, what is encoded already stays. */
void uri_add_escaped(struct buf *out, struct str text);

/* Appends an address as people write it, from its scheme or its host on, as a URI (RFC 3987 3.1):
 * the host by its name in ASCII, the rest escaped. false: the host can be none. */
bool uri_add_iri(struct buf *out, struct str iri);

#endif
