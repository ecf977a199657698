#include "daemon/site/search.h"

#include "base/path.h"
#include "base/uri.h"
#include "base/utf8.h"
#include "daemon/site/file.h"
#include "daemon/site/finding.h"
#include "daemon/site/snippet.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	SNIPPET_READ = 8 * 1024 /* bytes of a page in which a snippet is looked for */
};

/* A copy, on one line, in the room of the results; empty where it does not fit. */
static struct str
keep(struct results *results, struct str text)
{
	struct span *room = &results->room;
	size_t start = room->n;
	if (text.n > span_room(room)) {
		room->full = true;
		return STR_NONE;
	}
	utf8_fill_spaced(room, text);
	return str_from(span_str(room), start);
}

/* What the search page of that path says; false where there is none. */
static bool
read_edition(struct searchmap *map, struct str path, struct results *results, struct str *lang)
{
	sqlite3_stmt *statement = map->statements[SEARCHMAP_EDITION];
	struct str *const fields[] = {lang,
	                              &results->title,
	                              &results->prompt,
	                              &results->again,
	                              &results->none,
	                              &results->some,
	                              &results->more,
	                              &results->cut,
	                              &results->blank,
	                              &results->units.bytes,
	                              &results->units.kilo,
	                              &results->units.mega,
	                              &results->footer};
	searchmap_bind(statement, path);
	bool is_there = sqlite3_step(statement) == SQLITE_ROW;
	for (int i = 0; is_there && i < (int)(sizeof fields / sizeof *fields); i++)
		*fields[i] = keep(results, searchmap_column(statement, i));
	sqlite3_reset(statement);
	results->path = keep(results, path);
	return is_there;
}

/* The beginning of a page as it is published; empty where it is no page. */
static struct str
read_page(int root, struct str path, char bytes[static SNIPPET_READ])
{
	struct file file;
	char name[PATH_LIMIT + 16];
	struct span span = {.p = name, .cap = sizeof name};
	span_add(&span, path);
	span_add(&span, path_index(path));
	if (!str_ends(span_str(&span), STR(".gmi")) || file_open(root, span_str(&span), &file) < 0)
		return STR_NONE;
	ssize_t n = file.is_folder ? 0 : pread(file.fd, bytes, SNIPPET_READ, 0);
	file_close(&file);
	return (struct str){bytes, n > 0 ? (size_t)n : 0};
}

static void
add_snippet(struct results *results, struct result *result, int root, const struct query *query)
{
	char bytes[SNIPPET_READ];
	size_t start = results->room.n;
	snippet_add(&results->room, read_page(root, result->path, bytes), result->title,
	            results->footer, query);
	result->snippet = str_from(span_str(&results->room), start);
}

/* A type that is none would break the menu. */
static char
item_type(struct str item)
{
	return item.n == 1 && item.p[0] > ' ' && item.p[0] < 0x7F ? item.p[0] : '0';
}

/* 0, or -1 when the index cannot be read. */
static int
add_result(struct searchmap *map, int root, const struct query *query, struct str lang, int64_t id,
           struct results *results)
{
	sqlite3_stmt *page = map->statements[SEARCHMAP_PAGE];
	struct result *result = &results->list[results->count];
	if (searchmap_find_page(page, id) < 0)
		return -1;
	*result = (struct result){
	    .path = keep(results, searchmap_column(page, PAGE_PATH)),
	    .title = keep(results, searchmap_column(page, PAGE_TITLE)),
	    .date = keep(results, searchmap_column(page, PAGE_DATE)),
	    .item = item_type(searchmap_column(page, PAGE_ITEM)),
	    .weight = sqlite3_column_int64(page, PAGE_WEIGHT),
	};
	if (!str_eq(searchmap_column(page, PAGE_LANG), lang))
		result->language = keep(results, searchmap_column(page, PAGE_LANGUAGE));
	add_snippet(results, result, root, query);
	if (!results->room.full)
		results->count++;
	return 0;
}

static int
answer_query(struct searchmap *map, int root, const struct query *query, struct str lang,
             struct results *results)
{
	struct finding finding;
	results->has_words = query->count > 0;
	if (!results->has_words)
		return 0;
	if (finding_make(&finding, map, query, lang, FINDING_TIME) < 0)
		return -1;
	for (size_t i = 0; i < finding.count; i++)
		if (add_result(map, root, query, lang, finding.ids[i], results) < 0)
			return -1;
	results->is_some = finding.is_some;
	results->is_more = finding.is_more;
	results->is_cut = finding.is_cut;
	return 0;
}

/* Gemini sends words percent-encoded, Gopher as they are. */
static struct str
decode(const struct request *request, char bytes[static REPLY_TEXT_MAX])
{
	struct str text = str_upto(request->query, REPLY_TEXT_MAX);
	if (request->mirror == MIRROR_GOPHER)
		return text;
	long n = uri_decode(text, bytes);
	return (struct str){bytes, n > 0 ? (size_t)n : 0};
}

static void
set_failed(struct reply *reply, int error)
{
	reply->what = OUTCOME_FAILED;
	reply->error = error;
}

static void
answer_results(struct searchmap *map, int root, const struct request *request, struct reply *reply)
{
	char bytes[REPLY_TEXT_MAX];
	struct query query;
	struct str text = decode(request, bytes);
	reply->what = OUTCOME_RESULTS;
	reply->results->words = keep(reply->results, str_trim(text));
	if (query_read(&query, text) < 0)
		set_failed(reply, ENOMEM);
	else if (answer_query(map, root, &query, reply->lang, reply->results) < 0)
		set_failed(reply, searchmap_error(map));
	query_free(&query);
}

bool
search_answer(struct searchmap *map, int root, const struct request *request, struct reply *reply)
{
	if (!str_starts(request->path, STR("/search")))
		return false;
	if (searchmap_connect(map) < 0) {
		set_failed(reply, errno);
		return errno != ENOENT;
	}
	struct results *results = malloc(sizeof *results);
	if (!results) {
		set_failed(reply, ENOMEM);
		return true;
	}
	memset(results, 0, offsetof(struct results, bytes));
	results->room = (struct span){.p = results->bytes, .cap = sizeof results->bytes};
	if (!read_edition(map, request->path, results, &reply->lang)) {
		free(results);
		return false;
	}
	reply->results = results;
	reply->type = STR("text/gemini");
	reply->what = OUTCOME_INPUT;
	if (request->has_query)
		answer_results(map, root, request, reply);
	return true;
}
