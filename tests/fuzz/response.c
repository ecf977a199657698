/* response_read: first byte even: Gemini, odd: Gopher. A status is taken from a proper line only;
 * what lies behind the line changes nothing. */
#include "publish/response.h"

#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
check_header(struct str whole, struct str line)
{
	assert(line.n + 2 <= RESPONSE_LINE_MAX && line.n + 2 <= whole.n);
	assert(line.p == whole.p && whole.p[line.n] == '\r' && whole.p[line.n + 1] == '\n');
	assert(line.n >= 2 && line.p[0] >= '1' && line.p[0] <= '6');
}

static void
check_alone(struct str whole, bool is_gopher, enum response response)
{
	struct str line;
	size_t end = str_find(whole, '\n');
	if (end != STR_NOWHERE)
		assert(response_read(str_upto(whole, end + 1), is_gopher, &line) == response);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	if (n == 0)
		return 0;
	struct str line, whole = {(const char *)bytes + 1, n - 1};
	bool is_gopher = bytes[0] & 1;
	enum response response = response_read(whole, is_gopher, &line);
	assert(line.n <= whole.n && !str_has(line, '\n'));
	if (!is_gopher && response != RESPONSE_FAILED)
		check_header(whole, line);
	check_alone(whole, is_gopher, response);
	return 0;
}
