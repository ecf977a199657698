/* A page: the lines of one source text, and what all of them together tell about each. */
#ifndef PUBLISH_READ_PAGE_H
#define PUBLISH_READ_PAGE_H

#include "publish/doc/doc.h"
#include "publish/read/line.h"
#include "publish/read/read.h"
#include "publish/read/survey.h"
#include "publish/read/words.h"

struct page {
	struct doc *doc;                    /* borrowed */
	const struct read_options *options; /* borrowed */
	struct arena arena;                 /* owned; holds the lines, which end with the reading */
	struct str text;    /* in the arena of doc; the lines lie in it, but for those with tabs */
	struct line *lines; /* of blank ones in a row no more than any rule looks at: LINE_RUN */
	size_t count;
	struct words words; /* owned; evidence for hyphens */

	struct survey survey;

	/* Where the reading stands. */
	size_t block_start;
	uint32_t block_width;    /* the column at which the lines of the block were broken */
	bool block_long;         /* R1 for the block at hand */
	bool has_text;           /* a block has been made */
	struct node *heading;    /* the last one; NULL: there was none yet */
	size_t news_next;        /* the line at which news may go on */
	size_t contents_from;    /* the table of contents, … */
	size_t contents_to;      /* … up to that line; 0: there is none */
	size_t no_table;         /* lines before that one are known to be no table */
	unsigned run_in;         /* the number of the last title in one block with its text */
	struct list_state *list; /* owned by the arena; the list that may go on */
};

/* Cleans and measures the text, which must be valid UTF-8 in the arena of doc and may be changed
 * from now on: what is read becomes a part of the document where it lies. */
void page_init(struct page *page, struct doc *doc, const struct read_options *options,
               struct str text);
void page_free(struct page *page);

/* Tells what became of the line at that index. */
void page_trace(const struct page *page, size_t at, const char *became, const char *rule,
                struct str about);
/* One past the last line of the block that holds line at. */
size_t page_block_end(const struct page *page, size_t at);
bool page_starts_block(const struct page *page, size_t at);
/* The line is a whole block: blank lines, or the ends of the page, are around it. */
bool page_is_alone(const struct page *page, size_t at);
/* The first line from at on that is not blank, or page->count. */
size_t page_next(const struct page *page, size_t at);

#endif
