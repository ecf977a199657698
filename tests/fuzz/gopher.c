/* A Gopher request: what is called whole is ours to answer and lies inside its bytes. */
#include "daemon/proto/protocol.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

enum {
	ESCAPE_MAX = 4,  /* bytes that an escape adds to the one it stands for */
	PAGE_WORDS = 256 /* of the page that refers on, beside three times the address */
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
check_request(struct str bytes, const struct request *request)
{
	size_t end = str_find(bytes, '\n');
	assert(end < REQUEST_LIMIT);
	struct str path = request->path, query = request->query;
	assert(request->mirror == MIRROR_GOPHER && request->host.n == 0);
	assert(path.p == request->path_bytes && path.n >= 1 && path.p[0] == '/');
	assert(!str_has(path, '\0') && !str_has(path, '\n') && !str_has(path, '\t'));
	assert(str_find_str(path, STR("/../")) == STR_NOWHERE && !str_ends(path, STR("/..")));
	if (query.n)
		assert(query.p > bytes.p && query.p + query.n <= bytes.p + end);
}

/* The page that refers on holds nothing that could end an attribute or begin a tag. */
static void
check_refer(const struct request *request)
{
	char bytes[REPLY_HEAD_MAX];
	struct span out = {.p = bytes, .cap = sizeof bytes};
	struct reply reply = {.what = OUTCOME_REFER, .file = {.fd = -1}, .text = request->target};
	size_t escaped = request->target.n;
	assert(request->target.n > 0 && request->target.n <= REQUEST_LIMIT);
	for (size_t i = 0; i < request->target.n; i++) {
		assert(!strchr("\"<> \t\r\n", request->target.p[i]));
		escaped += strchr("&'", request->target.p[i]) ? ESCAPE_MAX : 0;
	}
	protocol_gopher.head(&reply, &out);
	/* One that escapes make too long is answered as a bad request. */
	assert(out.n > 0 && (!out.full || 3 * escaped + PAGE_WORDS > REPLY_HEAD_MAX));
}

static void
check_parse(struct str bytes)
{
	struct request request;
	enum outcome outcome = protocol_gopher.parse(bytes, &request);
	assert(outcome == OUTCOME_MORE || outcome == OUTCOME_REQUEST || outcome == OUTCOME_REFER ||
	       outcome == OUTCOME_BAD_REQUEST || outcome == OUTCOME_NOT_FOUND);
	if (outcome == OUTCOME_MORE)
		assert(bytes.n < REQUEST_LIMIT && !str_has(bytes, '\n'));
	if (outcome == OUTCOME_REQUEST)
		check_request(bytes, &request);
	if (outcome == OUTCOME_REFER)
		check_refer(&request);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	check_parse((struct str){(const char *)bytes, n});
	return 0;
}
