/* A checkup reads the source of a capsule as a build would, each text once and without writing
 * anything, and looks for what its readers would stumble over. */
#ifndef PUBLISH_CHECK_CHECKUP_H
#define PUBLISH_CHECK_CHECKUP_H

#include "publish/capsule/capsule.h"
#include "publish/check/findings.h"
#include "publish/doc/doc.h"

/* A page as readers would see it. */
struct checked {
	struct place *place;   /* borrowed */
	struct doc doc;        /* owned: complete, with list and foot */
	struct str source;     /* the editor's bytes, less lines_off lines of front matter */
	struct str title;      /* that the text tells; may be empty */
	size_t lines_off;      /* taken off before the source */
	bool is_unread;        /* it cannot be, which has been told */
	size_t gemini, gopher; /* bytes of the two sides */
};

struct checkup {
	struct capsule capsule; /* owned, and all that follows */
	struct findings findings;
	struct arena arena;    /* of the lists below */
	struct checked *pages; /* sorted by path */
	size_t count;
	struct checked **by_title; /* the pages sorted by language and title, then path */
	struct str today;          /* "2026-11-23"; borrowed */
};

/* 0, or -1 when the source cannot be looked at any further, which has been reported. To be freed
 * in any case. */
int checkup_make(struct checkup *checkup, struct str source, struct str today);
void checkup_free(struct checkup *checkup);

/* Adds a finding about a page's source. */
void checkup_add(struct checkup *checkup, const struct checked *page, enum finding_grade grade,
                 size_t line, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Whether the editor wrote the node, so that its text stands in the source. */
bool checked_is_own(const struct node *node);
/* The line of the source that holds the words, at node's first line or behind it; that first line
 * when they are not found as they are. */
size_t checked_line(const struct checked *page, const struct node *node, struct str words);

#endif
