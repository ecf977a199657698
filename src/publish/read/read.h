/* Reading: the bytes of a file become a document. It cannot fail, for any bytes are a text. */
#ifndef PUBLISH_READ_READ_H
#define PUBLISH_READ_READ_H

#include "publish/doc/doc.h"
#include "publish/read/trace.h"

struct boilerplate;

struct read_options {
	struct str
	    name; /* the file's, "about.ka.txt"; for the title of last resort; may be empty */
	struct str charset;         /* by name, from outside; empty: find out (R0) */
	struct str default_charset; /* tried where the bytes leave it open; empty: none */
	struct trace *trace;        /* borrowed; may be NULL */
	/* Holds the bytes, which become the document's or are freed once decoded; NULL: they are
	 * somebody else's. */
	struct buf *source;
	bool strict; /* drop nothing: R2 */
	/* Lines that the folder's files share; borrowed, may be NULL. They are reported, and
	 * dropped only when asked: R3d. */
	const struct boilerplate *boilerplate;
	bool drop_boilerplate;
	struct buf *short_lines; /* takes what boilerplate_list finds; may be NULL */
	/* Whether a name such as "about.txt", "/news/" or "Our plan.pdf" is a page or a file of
	 * this capsule, so that it becomes a link with itself as target; NULL: no such name is one.
	 */
	bool (*is_page)(void *context, struct str name);
	void *context;
};

/* Plain text by the rules R0 to R8. doc is initialised here; the caller frees it. */
void read_plain(struct str bytes, const struct read_options *options, struct doc *doc);

/* A page written as gemtext by hand; the same contract. */
void read_gemtext(struct str bytes, const struct read_options *options, struct doc *doc);

#endif
