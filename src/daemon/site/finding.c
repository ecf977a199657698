#include "daemon/site/finding.h"

#include "base/clock.h"
#include "daemon/site/score.h"

#include <sqlite3.h>
#include <string.h>

/* A page found, as far as its place among the others needs it. */
struct candidate {
	int64_t id;
	struct score parts;
	double score; /* of its parts, by what was learned so far */
	bool is_readers;
	char date[sizeof "2026-11-23"];
};

/* What a hunt has found so far, and how long it may go on. */
struct hunt {
	struct candidate best[FINDING_MAX]; /* in order */
	size_t count, found;
	struct score_learned learned;
	int64_t last, at;    /* ids: of the newest page, of the one that was found last */
	struct str lang;     /* the reader's */
	int64_t began, time; /* microseconds */
	bool is_cut;
};

/* Whether a stands before b. */
static bool
is_better(const struct candidate *a, const struct candidate *b)
{
	if (a->score > b->score || a->score < b->score)
		return a->score > b->score;
	return strcmp(a->date, b->date) > 0;
}

/* Moves the candidate at that place forward to where it belongs. */
static void
sift(struct hunt *hunt, size_t at)
{
	struct candidate candidate = hunt->best[at];
	for (; at > 0 && is_better(&candidate, &hunt->best[at - 1]); at--)
		hunt->best[at] = hunt->best[at - 1];
	hunt->best[at] = candidate;
}

static void
insert(struct hunt *hunt, const struct candidate *candidate)
{
	size_t at = hunt->count;
	if (at < FINDING_MAX)
		hunt->count++;
	else if (!is_better(candidate, &hunt->best[--at]))
		return;
	hunt->best[at] = *candidate;
	sift(hunt, at);
}

/* A page in the reader's language counts twice. */
static void
weigh(const struct hunt *hunt, struct candidate *candidate)
{
	candidate->score = score_sum(&candidate->parts, &hunt->learned);
	if (candidate->is_readers)
		candidate->score *= 2;
}

/* The newest come first, so those between the last one and this one were passed. */
static void
learn(struct hunt *hunt)
{
	score_learn(&hunt->learned, hunt->last - hunt->at + 1);
	for (size_t i = 0; i < hunt->count; i++) {
		weigh(hunt, &hunt->best[i]);
		sift(hunt, i);
	}
}

static bool
is_power_of_two(size_t number)
{
	return (number & (number - 1)) == 0;
}

/* What could not be among the best, were it in the reader's language, is not looked up. 0, or -1
 * when the index cannot be read. */
static int
take_row(struct hunt *hunt, sqlite3_stmt *row, sqlite3_stmt *page)
{
	struct candidate candidate = {
	    .id = sqlite3_column_int64(row, 0),
	    .parts = score_read(row, 1),
	    .is_readers = true,
	};
	hunt->at = candidate.id;
	score_count(&hunt->learned, &candidate.parts);
	if (is_power_of_two(++hunt->found))
		learn(hunt);
	weigh(hunt, &candidate);
	if (hunt->count == FINDING_MAX && candidate.score < hunt->best[FINDING_MAX - 1].score)
		return 0;
	if (searchmap_find_page(page, candidate.id) < 0)
		return -1;
	struct str date = str_upto(searchmap_column(page, PAGE_DATE), sizeof candidate.date - 1);
	if (date.n)
		memcpy(candidate.date, date.p, date.n);
	candidate.is_readers = str_eq(searchmap_column(page, PAGE_LANG), hunt->lang);
	weigh(hunt, &candidate);
	insert(hunt, &candidate);
	return 0;
}

/* As many as are shown are found in any case: once the words are open, they cost little. */
static bool
is_over(const void *context)
{
	const struct hunt *hunt = context;
	return hunt->found >= FINDING_MAX &&
	       clock_read(CLOCK_MONOTONIC) - hunt->began >= hunt->time;
}

/* 0, or -1 when the index cannot be read. */
static int
find(struct searchmap *map, struct str expression, struct hunt *hunt)
{
	sqlite3_stmt *statement = map->statements[SEARCHMAP_FIND];
	int end = SQLITE_ROW, taken = 0;
	searchmap_bind(statement, expression);
	while (!hunt->is_cut && taken == 0 && (end = sqlite3_step(statement)) == SQLITE_ROW) {
		taken = take_row(hunt, statement, map->statements[SEARCHMAP_PAGE]);
		hunt->is_cut = is_over(hunt);
	}
	/* Time may run out in the row as well as on the way to it. */
	bool is_interrupted = sqlite3_errcode(map->db) == SQLITE_INTERRUPT;
	hunt->is_cut = hunt->is_cut || is_interrupted;
	if (end == SQLITE_DONE)
		hunt->at = 1;
	learn(hunt);
	sqlite3_reset(statement);
	return is_interrupted || (taken == 0 && (end == SQLITE_DONE || hunt->is_cut)) ? 0 : -1;
}

static int
find_pages(struct searchmap *map, const struct query *query, enum query_wish wish,
           struct hunt *hunt)
{
	struct buf expression = {0};
	query_add_expression(query, wish, &expression);
	int end = buf_ok(&expression) ? find(map, buf_str(&expression), hunt) : -1;
	buf_free(&expression);
	return end;
}

/* 0 where there is no page; -1 when the index cannot be read. */
static int64_t
last_page(struct searchmap *map)
{
	sqlite3_stmt *statement = map->statements[SEARCHMAP_LAST];
	int64_t id =
	    sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
	sqlite3_reset(statement);
	return id;
}

/* To open the beginning of a word takes FTS5 long, a word as it stands nothing. What took half of
 * the time cannot be done once more. */
static int
hunt_pages(struct searchmap *map, const struct query *query, struct hunt *hunt, bool *is_some)
{
	if (find_pages(map, query, QUERY_ALL, hunt) < 0)
		return -1;
	if (hunt->found > 0 || query->count < 2)
		return 0;
	bool is_late = 2 * (clock_read(CLOCK_MONOTONIC) - hunt->began) >= hunt->time;
	int end = find_pages(map, query, is_late ? QUERY_QUICK : QUERY_ANY, hunt);
	hunt->is_cut = hunt->is_cut || is_late;
	*is_some = hunt->found > 0;
	return end;
}

int
finding_make(struct finding *finding, struct searchmap *map, const struct query *query,
             struct str lang, int64_t time)
{
	struct hunt hunt = {.last = last_page(map),
	                    .lang = lang,
	                    .began = clock_read(CLOCK_MONOTONIC),
	                    .time = time};
	*finding = (struct finding){0};
	if (hunt.last < 0)
		return -1;
	searchmap_watch(map, is_over, &hunt);
	int end = hunt_pages(map, query, &hunt, &finding->is_some);
	searchmap_watch(map, NULL, NULL);
	for (; finding->count < hunt.count; finding->count++)
		finding->ids[finding->count] = hunt.best[finding->count].id;
	finding->is_more = hunt.found > hunt.count;
	finding->is_cut = hunt.is_cut;
	return end;
}
