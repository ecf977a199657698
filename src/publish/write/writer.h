/* A writer turns a document into the bytes of one format. It knows nothing of the reader. */
#ifndef PUBLISH_WRITE_WRITER_H
#define PUBLISH_WRITE_WRITER_H

#include "publish/doc/doc.h"

/* Where a link leads, as a Gopher menu has it (RFC 1436 3.9). */
struct menu_item {
	char type;           /* '0', '1', 'h', … */
	struct str selector; /* "/about.gmi", "URL:https://example.org/" */
	struct str host;     /* empty: this server, whose name the daemon fills in */
	struct str port;
};

/* How the addresses in a document become those of the output. NULL functions leave them alone. */
struct write_links {
	/* The target as gemtext should show it; may return its argument; borrowed until the next
	 * call. */
	struct str (*uri)(void *context, struct str target);
	/* Fills *item for a target inside the capsule and returns true; false: not ours, and the
	 * writer makes the item from the URI alone. Slices are borrowed until the next call. */
	bool (*item)(void *context, struct str target, struct menu_item *item);
	void *context;
};

struct writer {
	const char *name; /* as --to has it: "gemtext", "gophermap", "text" */
	void (*write)(const struct doc *doc, const struct write_links *links, struct buf *out);
};

extern const struct writer writer_gemtext;   /* LF line ends */
extern const struct writer writer_gophermap; /* a gophermap in the common form: see gophermap.c */
extern const struct writer writer_text;      /* plain text wrapped at 67 columns, LF line ends */
/* The same with marks that tell every block, and "Marks: only" in front. It has no name in --to:
 * text that would be misread becomes this. */
extern const struct writer writer_marked;

/* What the writers share: the target as links->uri gives it, and the blank line before each block
 * but the first. A link stands directly below the block that it belongs to. */
struct str writer_uri(const struct write_links *links, struct str target);
/* "Annual report: <https://example.org/report>": a link as a line of plain text. */
void writer_add_address(struct buf *out, const struct node *link, const struct write_links *links);
void writer_part_blocks(struct buf *out, const struct node *block);

/* By name; NULL when there is none. */
const struct writer *writer_find(struct str name);

/* Calls add for every node below the root in document order, its blocks parted by blank lines. */
void writer_each(const struct doc *doc, const struct write_links *links, struct buf *out,
                 void (*add)(struct buf *out, const struct node *node,
                             const struct write_links *links));

#endif
