/* The survey: what all lines of a text together tell about each of them (R1). */
#ifndef PUBLISH_READ_SURVEY_H
#define PUBLISH_READ_SURVEY_H

#include "publish/read/line.h"

#include <stddef.h>

enum {
	SURVEY_LONG = 100, /* columns: a wider line holds a whole paragraph */
	SURVEY_FILLED = 45 /* columns: a narrower line tells nothing about margins */
};

struct survey {
	bool long_lines;    /* R1: a newline ends a paragraph */
	bool has_blanks;    /* blank lines stand between the paragraphs */
	uint32_t width;     /* the column at which most lines were broken; 0: nothing tells */
	bool narrow;        /* that column is so near that paragraphs look like lines of verse */
	uint32_t indent;    /* of most of the running text */
	unsigned letter_o;  /* lines that begin with "o " */
	unsigned questions; /* lines that end with a question mark and start a block */
	unsigned romans;    /* lines that a Roman number begins, the next after the last such */
	unsigned years;     /* lines that are a year, the one before or behind the last such */
	unsigned asked;     /* lines that begin with "Q." or "Q:" */
	unsigned coloned;   /* short lines that end with a colon … */
	unsigned coloned_over_long; /* … and those of them that a long line follows */
	unsigned underlined;        /* lines with a rule below them, as wide as they are */
	unsigned doubled;           /* those whose rule is of = */
	unsigned doubled_first;     /* those of them in the first lines */
	bool titled;                /* the title is the line with a rule of = below it */
	unsigned stars;             /* lines that begin with a * and a blank */
	unsigned starred;           /* words that carry a * behind them */
	struct str article; /* the word of "Article 1.", alone on a line three times or more */
};

void survey_take(struct survey *survey, const struct line *lines, size_t count);

/* The sentence of the line goes on in the next one, which is not blank. */
bool survey_continues(const struct line *line, const struct line *next);
bool survey_flows(const struct line *line);
/* "How to apply:" */
bool survey_is_coloned(const struct line *line);
/* "Q. May I stay?" */
bool survey_is_asked(struct str text);
/* "Article 1." gives "Article" when the whole line is a word and a number; empty: it is not. */
struct str survey_article(struct str text);

#endif
