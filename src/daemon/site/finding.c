#include "daemon/site/finding.h"

#include <sqlite3.h>
#include <string.h>
#include <time.h>

enum {
	CHECK_STEPS = 256 /* of SQLite's machine, between two looks at the clock */
};

/* A page found, as far as its place among the others needs it. */
struct candidate {
	int64_t id;
	double score;
	char date[sizeof "2026-11-23"];
};

/* What a hunt has found so far, and how long it may go on. */
struct hunt {
	struct candidate best[FINDING_MAX]; /* in order */
	size_t count, found;
	struct str lang;  /* the reader's */
	int64_t deadline; /* microseconds() */
	bool is_cut;
};

static int64_t
microseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* Whether a stands before b. */
static bool
is_better(const struct candidate *a, const struct candidate *b)
{
	if (a->score > b->score || a->score < b->score)
		return a->score > b->score;
	return strcmp(a->date, b->date) > 0;
}

static void
insert(struct hunt *hunt, const struct candidate *candidate)
{
	size_t at = hunt->count;
	if (at == FINDING_MAX && !is_better(candidate, &hunt->best[at - 1]))
		return;
	if (at < FINDING_MAX)
		hunt->count++;
	else
		at--;
	for (; at > 0 && is_better(candidate, &hunt->best[at - 1]); at--)
		hunt->best[at] = hunt->best[at - 1];
	hunt->best[at] = *candidate;
}

/* A page in the reader's language counts twice. What could not be among the best even so is not
 * looked up. 0, or -1 when the index cannot be read. */
static int
take_row(struct hunt *hunt, sqlite3_stmt *row, sqlite3_stmt *page)
{
	struct candidate candidate = {
	    .id = sqlite3_column_int64(row, 0),
	    .score = sqlite3_column_double(row, 1),
	};
	hunt->found++;
	if (hunt->count == FINDING_MAX && 2 * candidate.score < hunt->best[FINDING_MAX - 1].score)
		return 0;
	if (searchmap_find_page(page, candidate.id) < 0)
		return -1;
	struct str date = str_upto(searchmap_column(page, PAGE_DATE), sizeof candidate.date - 1);
	if (date.n)
		memcpy(candidate.date, date.p, date.n);
	if (str_eq(searchmap_column(page, PAGE_LANG), hunt->lang))
		candidate.score *= 2;
	insert(hunt, &candidate);
	return 0;
}

static int
is_over(void *context)
{
	const struct hunt *hunt = context;
	return microseconds() >= hunt->deadline;
}

/* 0, or -1 when the index cannot be read. */
static int
find(struct searchmap *map, enum searchmap_statement how, struct str expression, struct hunt *hunt)
{
	sqlite3_stmt *statement = map->statements[how];
	int end = SQLITE_ROW, taken = 0;
	searchmap_bind(statement, expression);
	hunt->is_cut = false;
	while (!hunt->is_cut && taken == 0 && (end = sqlite3_step(statement)) == SQLITE_ROW) {
		taken = take_row(hunt, statement, map->statements[SEARCHMAP_PAGE]);
		hunt->is_cut = is_over(hunt);
	}
	/* Time may run out in the row as well as on the way to it. */
	bool is_interrupted = sqlite3_errcode(map->db) == SQLITE_INTERRUPT;
	hunt->is_cut = hunt->is_cut || is_interrupted;
	sqlite3_reset(statement);
	return is_interrupted || (taken == 0 && (end == SQLITE_DONE || hunt->is_cut)) ? 0 : -1;
}

/* Frequent words may take longer to weigh than there is time; the newest pages are at hand. */
static int
find_pages(struct searchmap *map, const struct query *query, bool wants_all, struct hunt *hunt)
{
	struct buf expression = {0};
	query_add_expression(query, wants_all, &expression);
	int end = buf_ok(&expression) ? 0 : -1;
	if (end == 0)
		end = find(map, SEARCHMAP_BEST, buf_str(&expression), hunt);
	if (end == 0 && hunt->is_cut && hunt->found == 0) {
		hunt->deadline = INT64_MAX;
		end = find(map, SEARCHMAP_NEWEST, buf_str(&expression), hunt);
		hunt->is_cut = true;
	}
	buf_free(&expression);
	return end;
}

int
finding_make(struct finding *finding, struct searchmap *map, const struct query *query,
             struct str lang)
{
	struct hunt hunt = {.lang = lang, .deadline = microseconds() + FINDING_TIME};
	sqlite3_progress_handler(map->db, CHECK_STEPS, is_over, &hunt);
	*finding = (struct finding){0};
	int end = find_pages(map, query, true, &hunt);
	if (end == 0 && hunt.found == 0 && query->count > 1 && !hunt.is_cut) {
		end = find_pages(map, query, false, &hunt);
		finding->is_some = hunt.found > 0;
	}
	sqlite3_progress_handler(map->db, 0, NULL, NULL);
	for (; finding->count < hunt.count; finding->count++)
		finding->ids[finding->count] = hunt.best[finding->count].id;
	finding->is_more = hunt.found > hunt.count;
	finding->is_cut = hunt.is_cut;
	return end;
}
