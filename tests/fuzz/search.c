/* A search: the first byte picks the protocol, the rest is what the reader typed. Each query gets a
 * page; what it shows is UTF-8 on lines of its own, and what was folded once stays as it is. */
#include "base/utf8.h"
#include "daemon/proto/protocol.h"
#include "daemon/site/query.h"
#include "daemon/site/search.h"

#include "../unit/daemon/site/library.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static struct library library;

static void
open_library(void)
{
	library_begin(&library);
	library_add(&library, "/a.gmi", "The harbour", "2026-01-02", "en", "Boats and old books.");
	library_add(&library, "/b.ka.gmi", "ბიბლიოთეკა", "", "ka", "თბილისში გაიხსნა and or not");
	library_add(&library, "/c.gmi", "Библиотека", "2025-01-02", "ru", "Ёлка в библиотеке near");
	library_end(&library);
}

static void
check_fold(struct str text)
{
	struct buf once = {0}, twice = {0};
	fold_add(&once, text);
	assert(buf_ok(&once) && utf8_valid(buf_str(&once)));
	assert(!str_has(buf_str(&once), '\0') && !str_has(buf_str(&once), '\n'));
	fold_add(&twice, buf_str(&once));
	assert(str_eq(buf_str(&once), buf_str(&twice)));
	buf_free(&once);
	buf_free(&twice);
}

/* No quote of the reader's stands in the expression: ours come in pairs. */
static void
check_query(struct str text)
{
	struct query query;
	struct buf expression = {0};
	assert(query_read(&query, text) == 0 && query.count <= QUERY_TERMS_MAX);
	size_t quotes = 0, wanted = 0;
	for (size_t i = 0; i < query.count; i++) {
		assert(query.terms[i].text.n && !str_has(query.terms[i].text, '"'));
		assert(str_starts(query.terms[i].text, query.terms[i].stem));
		bool has_both = query.terms[i].stem.n && query.count <= QUERY_EXACT_MAX;
		wanted += has_both ? 4 : 2;
	}
	query_add_expression(&query, QUERY_ALL, &expression);
	for (size_t i = 0; i < expression.n; i++)
		quotes += expression.p[i] == '"';
	assert(quotes == wanted);
	buf_free(&expression);
	query_free(&query);
}

static void
check_page(const struct reply *reply, const struct protocol *protocol)
{
	char bytes[REPLY_HEAD_MAX];
	struct span head = {.p = bytes, .cap = sizeof bytes};
	struct buf page = {0};
	protocol->head(reply, &head);
	protocol->body(reply, &page);
	assert(!head.full && buf_ok(&page) && page.n > 0 && utf8_valid(buf_str(&page)));
	if (protocol == &protocol_gemini)
		assert(str_starts(buf_str(&page), STR("# Search")));
	else
		assert(str_starts(buf_str(&page), STR("iSearch")) &&
		       str_ends(buf_str(&page), STR("\r\n.\r\n")));
	buf_free(&page);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	if (!library.map.bytes.n)
		open_library();
	if (n == 0)
		return 0;
	bool is_gemini = bytes[0] % 2;
	const struct protocol *protocol = is_gemini ? &protocol_gemini : &protocol_gopher;
	static struct request request;
	request = (struct request){.mirror = is_gemini ? MIRROR_GEMINI : MIRROR_GOPHER,
	                           .path = STR("/search"),
	                           .query = {(const char *)bytes + 1, n - 1},
	                           .has_query = true};
	struct reply reply = {0};
	check_fold(request.query);
	check_query(request.query);
	assert(search_answer(&library.map, -1, &request, &reply));
	assert(reply.what == OUTCOME_RESULTS);
	check_page(&reply, protocol);
	free(reply.results);
	return 0;
}
