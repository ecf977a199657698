/* A Gemini request: what is called whole is ours to answer, lies inside its bytes, and is the same
 * when its bytes come one by one. */
#include "base/utf8.h"
#include "daemon/proto/protocol.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
check_inside(struct str whole, struct str part)
{
	if (part.n)
		assert(part.p >= whole.p && part.p + part.n <= whole.p + whole.n);
}

static void
check_path(const struct request *request)
{
	struct str path = request->path;
	assert(path.p == request->path_bytes && path.n >= 1 && path.n <= PATH_LIMIT);
	assert(path.p[0] == '/' && !str_has(path, '\0'));
	assert(str_find_str(path, STR("//")) == STR_NOWHERE);
	assert(str_find_str(path, STR("/../")) == STR_NOWHERE && !str_ends(path, STR("/..")));
}

/* Gemini 0.24.1 Requests: at most 1024 bytes of URI, without userinfo and fragment. */
static void
check_request(struct str bytes, const struct request *request)
{
	size_t end = str_find_str(bytes, STR("\r\n"));
	assert(end <= REQUEST_LIMIT - 2);
	struct str line = str_upto(bytes, end);
	assert(utf8_valid(line) && !str_has(line, '#') && !str_has(line, ' '));
	assert(str_starts_nocase(line, STR("gemini://")));
	check_inside(line, request->host);
	check_inside(line, request->query);
	assert(request->mirror == MIRROR_GEMINI && request->host.n > 0);
	assert(!str_has(request->host, '@') && !str_has(request->host, '/'));
	assert(request->port <= 65535);
	check_path(request);
}

static void
check_outcome(struct str bytes, enum outcome outcome)
{
	bool is_ended = str_find_str(str_upto(bytes, REQUEST_LIMIT), STR("\r\n")) != STR_NOWHERE;
	assert(outcome == OUTCOME_MORE || outcome == OUTCOME_REQUEST ||
	       outcome == OUTCOME_NOT_FOUND || outcome == OUTCOME_NOT_SERVED ||
	       outcome == OUTCOME_BAD_REQUEST);
	if (is_ended || bytes.n >= REQUEST_LIMIT)
		assert(outcome != OUTCOME_MORE);
	else
		assert(outcome == OUTCOME_MORE || outcome == OUTCOME_BAD_REQUEST);
}

/* The first answer that the bytes lead to as they come is the one to all of them. */
static void
check_byte_by_byte(struct str bytes, enum outcome whole)
{
	struct request request;
	for (size_t i = 1; i <= bytes.n; i++) {
		enum outcome outcome = protocol_gemini.parse(str_upto(bytes, i), &request);
		if (outcome == OUTCOME_MORE)
			continue;
		assert(outcome == whole);
		return;
	}
	assert(whole == OUTCOME_MORE);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct request request;
	struct str whole = {(const char *)bytes, n};
	enum outcome outcome = protocol_gemini.parse(whole, &request);
	check_outcome(whole, outcome);
	if (outcome == OUTCOME_REQUEST)
		check_request(whole, &request);
	check_byte_by_byte(whole, outcome);
	return 0;
}
