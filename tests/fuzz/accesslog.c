/* A line of the access log: whatever bytes a path is made of, it is one line of plain ASCII with
 * all its fields, and the path can be read back from it. */
#include "base/log.h"
#include "daemon/net/accesslog.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

enum {
	FIELDS = 8,
	PATH_FIELD = 2
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static unsigned
hex_digit(char c)
{
	const char *digits = "0123456789abcdef", *found = strchr(digits, c);
	assert(c && found);
	return (unsigned)(found - digits);
}

/* What the escapes stand for is how the path begins; all of it where the line had room. */
static void
check_path(struct str written, struct str path)
{
	size_t at = 0;
	for (size_t i = 0; i < written.n; i++, at++) {
		unsigned c = (unsigned char)written.p[i];
		if (c == '\\') {
			assert(i + 3 < written.n && written.p[i + 1] == 'x');
			c = hex_digit(written.p[i + 2]) << 4 | hex_digit(written.p[i + 3]);
			i += 3;
		}
		assert(at < path.n && c == (unsigned char)path.p[at]);
	}
	assert(at == path.n || written.n > LOG_LINE_MAX / 2);
}

static void
check_line(struct str line, struct str path)
{
	assert(line.n <= LOG_LINE_MAX && str_ends(line, STR("\n")));
	line.n--;
	for (size_t i = 0; i < line.n; i++)
		assert(line.p[i] >= ' ' && line.p[i] < 0x7F);
	for (int field = 0; field < FIELDS; field++) {
		struct str word = str_cut(&line, ' ');
		assert(word.n > 0);
		if (field == PATH_FIELD && path.n)
			check_path(word, path);
	}
	assert(line.n == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct accesslog log = {0};
	struct str path = {(const char *)bytes, n};
	accesslog_add(&log, &(struct access){.host = STR("host.test"),
	                                     .path = path,
	                                     .protocol = "gemini",
	                                     .status = "51",
	                                     .bytes = n,
	                                     .milliseconds = 7,
	                                     .tls = "TLSv1.3"});
	check_line((struct str){log.bytes, log.n}, path);
	return 0;
}
