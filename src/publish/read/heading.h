/* Headings: a line's shape and its place make it one (R4.2 to R4.13). */
#ifndef PUBLISH_READ_HEADING_H
#define PUBLISH_READ_HEADING_H

#include "publish/read/block.h"

/* How a heading was known, until level_assign turns it into a level. A numbered heading of depth d
 * is HEADING_NUMBERED + d; an underlined one is HEADING_UNDERLINED + the character's rank. */
enum heading_style {
	HEADING_TITLE,  /* stands where a title stands */
	HEADING_BANNER, /* capitals */
	HEADING_GLUED,
	HEADING_SHORT,   /* a short line over long ones */
	HEADING_ARTICLE, /* the same word and a number, again and again */
	HEADING_SECTION, /* less indented than its text, or alone over it */
	HEADING_QUESTION,
	HEADING_RUN_IN,          /* a numbered title in one block with its text */
	HEADING_YEAR,            /* over what happened in it */
	HEADING_HASHED = 9,      /* + number of '#' */
	HEADING_NUMBERED = 16,   /* + depth */
	HEADING_UNDERLINED = 32, /* + rank of the mark */
	HEADING_BOXED = 64,      /* + rank of the mark: a rule above as well */
	HEADING_STYLES = 96
};

/* Appends the heading. */
void heading_add(struct page *page, enum heading_style style, unsigned rank, size_t at,
                 const char *rule, struct str text);
/* The same up to the gap in the line, and what stands behind the gap as the first of the lines that
 * it gives. */
struct node *heading_add_cut(struct page *page, enum heading_style style, unsigned rank, size_t at,
                             const char *rule);

recognise heading_take_marked, heading_take_boxed, heading_take_underlined, heading_take_glued,
    heading_take_article, heading_take_caps, heading_take_numbered, heading_take_run_in,
    heading_take_title, heading_take_short, heading_take_question, heading_take_section,
    heading_take_subject, heading_take_leading, heading_take_statute, heading_take_year,
    heading_take_roman;

/* Text follows that a short line can be the heading of: a list, a table, an address, an answer. */
bool heading_has_body(const struct page *page, size_t at);
/* Whether the line, where each is a paragraph, heads its block as few others do: with a colon or a
 * stop, over numbers, or as the title over more short lines. */
bool heading_leads(const struct page *page, size_t at, size_t end);
/* Whether the line is a short heading or a question over its answer. */
bool heading_is_short(const struct page *page, size_t at, size_t end);
/* The same of a numbered one, where every line is a paragraph. */
bool heading_is_numbered(const struct page *page, size_t at, size_t end);
/* Whether the line is a title behind a Roman number, one of a few that count on. */
bool heading_is_roman(const struct page *page, size_t at);
/* Whether the line is a year over its events, of which there are more. */
bool heading_is_year(const struct page *page, size_t at);
/* Whether a heading that needs no blank line before it stands at that line of a block. */
bool heading_interrupts(const struct page *page, size_t at, size_t end);

#endif
