#include "daemon/site/score.h"

#include <math.h>
#include <sqlite3.h>
#include <string.h>

/* BM25's constants, as in FTS5. */
static const double saturation = 1.2, by_length = 0.75;

/* By column: title, body. */
static const double column_weights[] = {8.0, 1.0};

static void
free_average(void *average)
{
	sqlite3_free(average);
}

/* Words of a page, kept by FTS5 for the length of a query; NULL when there is no memory. */
static const double *
average_words(const Fts5ExtensionApi *api, Fts5Context *context)
{
	double *average = api->xGetAuxdata(context, 0);
	sqlite3_int64 pages = 0, words = 0;
	if (average)
		return average;
	average = sqlite3_malloc(sizeof *average);
	if (!average || api->xRowCount(context, &pages) != SQLITE_OK ||
	    api->xColumnTotalSize(context, -1, &words) != SQLITE_OK) {
		sqlite3_free(average);
		return NULL;
	}
	*average = pages > 0 && words > 0 ? (double)words / (double)pages : 1;
	return api->xSetAuxdata(context, average, free_average) == SQLITE_OK ? average : NULL;
}

/* How often each phrase stands in the page, weighed by its column. */
static int
count_phrases(const Fts5ExtensionApi *api, Fts5Context *context, struct score *score)
{
	int count, phrase, column, offset;
	int end = api->xInstCount(context, &count);
	for (int i = 0; end == SQLITE_OK && i < count; i++) {
		end = api->xInst(context, i, &phrase, &column, &offset);
		if (end == SQLITE_OK && phrase < SCORE_PHRASES_MAX)
			score->parts[phrase] += column_weights[column];
	}
	return end;
}

static void
score_row(const Fts5ExtensionApi *api, Fts5Context *context, sqlite3_context *result, int count,
          sqlite3_value **values)
{
	(void)count;
	(void)values;
	struct score score = {0};
	int words;
	const double *average = average_words(api, context);
	int end = average ? count_phrases(api, context, &score) : SQLITE_NOMEM;
	if (end == SQLITE_OK)
		end = api->xColumnSize(context, -1, &words);
	if (end != SQLITE_OK) {
		sqlite3_result_error_code(result, end);
		return;
	}
	double room = saturation * (1 - by_length + by_length * words / *average);
	for (size_t i = 0; i < SCORE_PHRASES_MAX; i++)
		score.parts[i] *= (saturation + 1) / (score.parts[i] + room);
	sqlite3_result_blob(result, &score, sizeof score, SQLITE_TRANSIENT);
}

int
score_register(sqlite3 *db)
{
	fts5_api *api = NULL;
	sqlite3_stmt *statement = NULL;
	if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL) != SQLITE_OK)
		return -1;
	sqlite3_bind_pointer(statement, 1, (void *)&api, "fts5_api_ptr", NULL);
	sqlite3_step(statement);
	sqlite3_finalize(statement);
	return api && api->xCreateFunction(api, "score", NULL, score_row, NULL) == SQLITE_OK ? 0
	                                                                                     : -1;
}

struct score
score_read(sqlite3_stmt *row, int column)
{
	struct score score = {0};
	const void *bytes = sqlite3_column_blob(row, column);
	if (bytes && sqlite3_column_bytes(row, column) == (int)sizeof score)
		memcpy(&score, bytes, sizeof score);
	return score;
}

void
score_count(struct score_learned *learned, const struct score *score)
{
	for (size_t i = 0; i < SCORE_PHRASES_MAX; i++)
		learned->found[i] += score->parts[i] > 0;
}

void
score_learn(struct score_learned *learned, int64_t passed)
{
	for (size_t i = 0; i < SCORE_PHRASES_MAX; i++) {
		double found = (double)learned->found[i];
		learned->rarity[i] = log(1 + ((double)passed - found + 0.5) / (found + 0.5));
	}
}

double
score_sum(const struct score *score, const struct score_learned *learned)
{
	double sum = 0;
	for (size_t i = 0; i < SCORE_PHRASES_MAX; i++)
		sum += score->parts[i] * learned->rarity[i];
	return sum;
}
