#include "daemon/net/accesslog.h"

#include "../../base/check.h"

#include "base/log.h"

#include <string.h>

static const struct access usual = {
    .host = STR_CONST("localhost"),
    .path = STR_CONST("/news/"),
    .protocol = "gemini",
    .status = "20",
    .bytes = 1534,
    .milliseconds = 3,
    .tls = "TLSv1.3",
    .was_resumed = true,
};

static struct str
line_of(struct accesslog *log, const struct access *access)
{
	size_t before = log->n;
	accesslog_add(log, access);
	return (struct str){log->bytes + before, log->n - before};
}

static void
a_line_has_what_the_operator_needs(void **state)
{
	(void)state;
	struct accesslog log = {0};
	assert_slice(line_of(&log, &usual),
	             "localhost gemini /news/ 20 1534 3ms TLSv1.3 resumed\n");
	struct access full = usual;
	full.was_resumed = false;
	assert_slice(line_of(&log, &full), "localhost gemini /news/ 20 1534 3ms TLSv1.3 full\n");
}

static void
what_is_not_there_is_a_dash(void **state)
{
	(void)state;
	struct accesslog log = {0};
	const struct access plain = {.protocol = "gopher", .status = "error"};
	assert_slice(line_of(&log, &plain), "- gopher - error 0 0ms - -\n");
}

static void
the_address_is_told_when_asked_for(void **state)
{
	(void)state;
	struct accesslog log = {.form = ADDRESS_PREFIX};
	struct access access = usual;
	assert_slice(line_of(&log, &access),
	             "localhost gemini /news/ 20 1534 3ms TLSv1.3 resumed -\n");
	access.address = STR("192.0.2.0/24");
	assert_slice(line_of(&log, &access),
	             "localhost gemini /news/ 20 1534 3ms TLSv1.3 resumed 192.0.2.0/24\n");
}

static void
hostile_bytes_are_escaped(void **state)
{
	(void)state;
	struct accesslog log = {0};
	struct access access = usual;
	access.path = STR("/a b\n\x1b[2J\\\xFF");
	assert_slice(
	    line_of(&log, &access),
	    "localhost gemini /a\\x20b\\x0a\\x1b[2J\\x5c\\xff 20 1534 3ms TLSv1.3 resumed\n");
}

/* The path is cut, and all that follows it is there. */
static void
the_longest_path_leaves_room(void **state)
{
	(void)state;
	char path[1024];
	struct accesslog log = {0};
	struct access access = usual;
	memset(path, 0x01, sizeof path);
	access.path = (struct str){path, sizeof path};
	struct str line = line_of(&log, &access);
	assert_true(line.n <= LOG_LINE_MAX);
	assert_true(str_ends(line, STR("\\x01 20 1534 3ms TLSv1.3 resumed\n")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_line_has_what_the_operator_needs),
	    cmocka_unit_test(what_is_not_there_is_a_dash),
	    cmocka_unit_test(the_address_is_told_when_asked_for),
	    cmocka_unit_test(hostile_bytes_are_escaped),
	    cmocka_unit_test(the_longest_path_leaves_room),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
