/* A score is how well a page fits a search, row by row: FTS5's own bm25() counts all pages of each
 * word before the first row, and no clock can cut into that. */
#ifndef DAEMON_SITE_SCORE_H
#define DAEMON_SITE_SCORE_H

#include <stddef.h>
#include <stdint.h>

struct sqlite3;
struct sqlite3_stmt;

enum {
	SCORE_PHRASES_MAX = 10 /* words and beginnings of words in an expression */
};

/* For each phrase of the expression how much of it a page has, 0 when none of it: BM25's term
 * frequency, a title counting eight times its words. */
struct score {
	double parts[SCORE_PHRASES_MAX];
};

/* How rare each phrase is, learned from the pages that a search has passed. */
struct score_learned {
	int64_t found[SCORE_PHRASES_MAX]; /* pages with it */
	double rarity[SCORE_PHRASES_MAX]; /* BM25's inverse document frequency */
};

/* Makes score(words) known to SQL. 0, or -1 where there is no FTS5 or no memory. */
int score_register(struct sqlite3 *db);
/* What score(words) has in a column of the row at hand. */
struct score score_read(struct sqlite3_stmt *row, int column);

/* Counts a page that was found. */
void score_count(struct score_learned *learned, const struct score *score);
/* Sets the rarities, with so many pages passed in all. */
void score_learn(struct score_learned *learned, int64_t passed);
/* The higher the better. */
double score_sum(const struct score *score, const struct score_learned *learned);

#endif
