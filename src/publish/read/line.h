/* A line of the source, clean and measured, and what its own shape tells. */
#ifndef PUBLISH_READ_LINE_H
#define PUBLISH_READ_LINE_H

#include "base/str.h"

#include <stdint.h>

enum line_flag {
	LINE_APART = 1, /* a mark or rule between it and the line before was dropped: never join */
	LINE_LABEL = 2, /* a menu label: it stood twice (R3b), or beside such */
	LINE_GLUED = 4, /* a heading that the next line repeated (R3c) */
	LINE_GAP = 8,   /* holds a run of two or more blanks that no end of a sentence explains */
	LINE_STRIPPED = 16, /* its head was cut off as a glued heading */
	LINE_RESUMES = 32,  /* goes on with the sentence that the end of a page cut */
	LINE_OPENS = 64,    /* opens a block although no blank line is before it */
	LINE_HEAD = 128,    /* the first line of the text, which stood over its pages again */
	LINE_RUN = 256      /* blank, and stands for all from the line before on to its number */
};

enum {
	LINE_INDENT_MAX = (1 << 10) - 1,
	LINE_WIDTH_MAX = (1 << 13) - 1
};

/* There may be a line for each byte or two of the source: it is kept small. */
struct line {
	struct str text;      /* without blanks at both ends */
	uint32_t number;      /* in the source, from 1 */
	unsigned indent : 10; /* columns before the text, LINE_INDENT_MAX for any more */
	unsigned width : 13;  /* columns of the text, LINE_WIDTH_MAX for any more */
	unsigned flags : 9;   /* enum line_flag */
};

/* How a text begins; marks that open (quotes, brackets) are passed over. */
enum line_start {
	START_UPPER,
	START_LOWER,
	START_CASELESS, /* a letter of a script without case */
	START_DIGIT,
	START_OTHER
};

/* How a text ends; marks that close (quotes, brackets) are passed over. */
enum line_end {
	END_WORD,
	END_STOP,     /* . ! … and their kin */
	END_QUESTION, /* ? and its kin */
	END_COLON,
	END_COMMA, /* , ; and their kin */
	END_HYPHEN
};

enum bullet {
	BULLET_NONE,
	BULLET_STAR, /* * */
	BULLET_DASH, /* - */
	BULLET_PLUS, /* + */
	BULLET_DOT,  /* • ‣ ◦ ▪ ● · and other ornaments: never anything but a bullet */
	BULLET_LONG, /* – and —: a bullet or what opens a speech */
	BULLET_O     /* the letter o */
};

bool line_is_blank(const struct line *line);
uint32_t line_edge(const struct line *line);
enum line_start line_start(struct str text);
enum line_end line_end(struct str text);
/* Ends with a question, which Armenian marks within the word that asks. */
bool line_asks(struct str text);
/* Counts up to max words; words are what blanks part. */
unsigned line_words(struct str text, unsigned max);
/* Ends with a small word of three letters at most, as no line does that its writer ended: "of". */
bool line_is_open(struct str text);
/* Ends with a word that begins a sentence and is too short to be one: "… on its own. In". */
bool line_begins_sentence(struct str text);
/* Of ASCII or Arabic. */
bool line_has_digit(struct str text);
/* Columns of the first word. */
uint32_t line_first_word(struct str text);

/* The character that the whole text repeats, blanks apart; 0: it does not. */
uint32_t line_repeated(struct str text);
/* Only - – — • * | or ·, once (R3a). */
bool line_is_mark(struct str text);
/* A rule: three or more of one of the marks that people draw lines with. */
bool line_is_rule(struct str text, uint32_t *mark);

enum bullet line_bullet(struct str text, size_t *offset);
/* No lower-case letter, and a cased one. */
bool line_is_caps(struct str text);
/* The first character as a small letter; 0: there is none. */
uint32_t line_first_folded(struct str text);
/* Equal or a prefix when letters are folded and blanks squeezed: how many bytes of text the head
 * takes, or STR_NOWHERE. */
size_t line_folded_prefix(struct str head, struct str text);
bool line_folded_equal(struct str a, struct str b);

#endif
