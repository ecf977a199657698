/* A document: a tree of blocks, made by a reader and walked by a writer. All of it lives in one
 * arena. */
#ifndef PUBLISH_DOC_DOC_H
#define PUBLISH_DOC_DOC_H

#include "publish/doc/arena.h"

#include <stdint.h>

enum node_type {
	NODE_ROOT,      /* its children are the blocks, in order */
	NODE_HEADING,   /* text; level 1 (at most one a document), 2 or 3 */
	NODE_PARAGRAPH, /* text, already joined: no line ends in it */
	NODE_LINES,     /* children: NODE_LINE, kept line by line (addresses, verse, signatures) */
	NODE_LIST,      /* children: NODE_ITEM */
	NODE_QUOTE,     /* children: NODE_LINE, one a paragraph of the quote */
	NODE_PRE,       /* text with its line ends, the last one too; label is the alt text */
	NODE_LINK,      /* target; label (may be empty) */
	NODE_LINE,      /* text */
	NODE_ITEM       /* text; level 1, 2, … is its depth */
};

struct node_link {
	struct str label;
	struct str target; /* URI-reference, percent-encoded; in the arena */
	bool shown;        /* the block above it has the address in its text */
};

/* There may be a node for every few bytes of the source: it is kept small. */
struct node {
	enum node_type type : 16;
	int level : 16;
	uint32_t source_line; /* 1 is the first; 0 where no line of the source stands behind it */
	const char *rule;     /* which made it, for the trace; NULL where nobody will ask */
	struct str text; /* UTF-8 without control characters (LF in NODE_PRE apart); in the arena */
	struct node *parent, *first, *next;
	union {
		struct node *last;      /* of a node that has children */
		struct node_link *link; /* of another: node_label, node_target, … */
	};
};

struct doc {
	struct arena arena; /* owned */
	struct node *root;
	/* What front matter and the text itself tell; empty where they tell nothing. */
	struct str title, date /* "2026-11-23" */, lang /* RFC 5646 */, author, summary;
	bool marked; /* "Marks: only": none of its blocks was guessed */
};

void doc_init(struct doc *doc);
void doc_free(struct doc *doc);

/* Appends a node to parent; text is taken as it is and must live in the arena or longer. */
struct node *doc_add(struct doc *doc, struct node *parent, enum node_type type, size_t source_line,
                     struct str text);
/* Both are taken as they are, as text is; and empty where there are none. The link is not shown. */
void doc_set_link(struct doc *doc, struct node *node, struct str label, struct str target);
struct str node_label(const struct node *node);
struct str node_target(const struct node *node);
/* Whether plain text without the link still shows where it leads. */
bool node_is_shown(const struct node *node);
/* A link that is shown there, or not. */
void node_set_shown(struct node *node, bool shown);
/* Appends a link to parent; both are copied into the arena. */
struct node *doc_add_link(struct doc *doc, struct node *parent, struct str target,
                          struct str label);
/* Appends a block of that type with its text copied into the arena. */
struct node *doc_add_text(struct doc *doc, enum node_type type, int level, struct str text);

/* The next node in document order below root, children before siblings; NULL at the end. */
struct node *doc_next(const struct node *root, const struct node *node);

#endif
