/* Gemini 0.24.1: requests parsed and heads written, without a socket. */
#include "daemon/proto/protocol.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static struct request request;

static enum outcome
parse(const char *text)
{
	return protocol_gemini.parse(str_of(text), &request);
}

static void
assert_str(struct str got, const char *wanted)
{
	assert_int_equal(got.n, strlen(wanted));
	assert_memory_equal(got.p, wanted, got.n);
}

static void
request_is_read(void **state)
{
	(void)state;
	assert_int_equal(parse("gemini://example.org/a%20b?q=1\r\n"), OUTCOME_REQUEST);
	assert_str(request.host, "example.org");
	assert_str(request.path, "/a b");
	assert_str(request.query, "q=1");
	assert_int_equal(request.port, 0);
	assert_false(request.host_is_address);
}

static void
scheme_and_host_ignore_case_and_final_dot(void **state)
{
	(void)state;
	assert_int_equal(parse("GEMINI://Example.ORG.:1966\r\n"), OUTCOME_REQUEST);
	assert_str(request.host, "Example.ORG");
	assert_str(request.path, "/");
	assert_int_equal(request.port, 1966);
}

static void
addresses_are_told_from_names(void **state)
{
	(void)state;
	assert_int_equal(parse("gemini://[::1]:1965/\r\n"), OUTCOME_REQUEST);
	assert_true(request.host_is_address);
	assert_str(request.host, "::1");
	assert_int_equal(parse("gemini://127.0.0.1/\r\n"), OUTCOME_REQUEST);
	assert_true(request.host_is_address);
}

static void
unfinished_request_waits(void **state)
{
	(void)state;
	assert_int_equal(parse(""), OUTCOME_MORE);
	assert_int_equal(parse("gemini://example.org/\r"), OUTCOME_MORE);
	assert_int_equal(parse("gemini://example.org/\n"), OUTCOME_MORE);
}

static void
longest_request_fits_and_one_byte_more_does_not(void **state)
{
	(void)state;
	char text[REQUEST_LIMIT + 2] = "gemini://example.org/";
	memset(text + strlen(text), 'a', REQUEST_LIMIT - 2 - strlen(text));
	memcpy(text + REQUEST_LIMIT - 2, "\r\n", 2);
	struct str bytes = {text, REQUEST_LIMIT};
	assert_int_equal(protocol_gemini.parse(bytes, &request), OUTCOME_REQUEST);
	memcpy(text + REQUEST_LIMIT - 2, "a\r\n", 3);
	assert_int_equal(protocol_gemini.parse(bytes, &request), OUTCOME_BAD_REQUEST);
}

static void
bad_requests_are_59(void **state)
{
	(void)state;
	static const char *const bad[] = {
	    "\r\n",
	    "//example.org/\r\n",
	    "/\r\n",
	    "example.org/\r\n",
	    "gemini:///a\r\n",
	    "gemini://u@example.org/\r\n",
	    "gemini://@example.org/\r\n",
	    "gemini://example.org/#top\r\n",
	    "gemini://example.org/\xC3\x28\r\n",
	    "gemini://example.org/a b\r\n",
	    "gemini://example.org/%zz\r\n",
	    "gemini://example.org/%4\r\n",
	    "gemini://example.org/%00\r\n",
	    "gemini://example.org/../x\r\n",
	    "gemini://example.org/a/%2e%2e/%2E./x\r\n",
	    "gemini://example.org:99999/\r\n",
	    "gemini://example.org/\x01\r\n",
	    "gemini:example.org\r\n",
	    "\xEF\xBB\xBFgemini://example.org/\r\n",
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (parse(bad[i]) != OUTCOME_BAD_REQUEST)
			fail_msg("not refused: %s", bad[i]);
}

static void
other_schemes_are_53(void **state)
{
	(void)state;
	assert_int_equal(parse("https://example.org/\r\n"), OUTCOME_NOT_SERVED);
	assert_int_equal(parse("titan://example.org/a;size=3\r\n"), OUTCOME_NOT_SERVED);
}

static void
dot_segments_are_removed_and_encoded_slash_names_nothing(void **state)
{
	(void)state;
	assert_int_equal(parse("gemini://example.org/a/./b/../c/%2E%2e/d/\r\n"), OUTCOME_REQUEST);
	assert_str(request.path, "/a/d/");
	assert_int_equal(parse("gemini://example.org/a%2Fb\r\n"), OUTCOME_NOT_FOUND);
}

static void
assert_head(const struct reply *reply, const char *wanted)
{
	char bytes[REPLY_HEAD_MAX];
	struct span span = {.p = bytes, .cap = sizeof bytes};
	protocol_gemini.head(reply, &span);
	assert_false(span.full);
	assert_str(span_str(&span), wanted);
}

static void
heads_have_one_space_and_crlf(void **state)
{
	(void)state;
	struct reply page = {.what = OUTCOME_FILE, .type = STR("text/gemini"), .lang = STR("ka")};
	assert_head(&page, "20 text/gemini; lang=ka\r\n");
	struct reply image = {.what = OUTCOME_FILE, .type = STR("image/png"), .lang = STR("ka")};
	assert_head(&image, "20 image/png\r\n");
	struct reply moved = {.what = OUTCOME_MOVED, .text = STR("/new")};
	assert_head(&moved, "31 /new\r\n");
	struct reply gone = {.what = OUTCOME_GONE};
	assert_head(&gone, "52 Gone for good\r\n");
}

static void
listing_is_gemtext_with_encoded_links(void **state)
{
	(void)state;
	struct entry list[] = {{.name = STR("a b"), .is_folder = true},
	                       {.name = STR("c:d.gmi"), .size = 12}};
	struct reply reply = {
	    .what = OUTCOME_ENTRIES, .path = STR("/x/"), .entries = {list, 2, NULL, true}};
	struct buf out = {0};
	protocol_gemini.body(&reply, &out);
	assert_str(buf_str(&out), "# /x/\n\n=> ./a%20b/ a b/\n=> ./c:d.gmi c:d.gmi (12 bytes)\n\n"
	                          "The folder holds more than is listed here.\n");
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(request_is_read),
	    cmocka_unit_test(scheme_and_host_ignore_case_and_final_dot),
	    cmocka_unit_test(addresses_are_told_from_names),
	    cmocka_unit_test(unfinished_request_waits),
	    cmocka_unit_test(longest_request_fits_and_one_byte_more_does_not),
	    cmocka_unit_test(bad_requests_are_59),
	    cmocka_unit_test(other_schemes_are_53),
	    cmocka_unit_test(dot_segments_are_removed_and_encoded_slash_names_nothing),
	    cmocka_unit_test(heads_have_one_space_and_crlf),
	    cmocka_unit_test(listing_is_gemtext_with_encoded_links),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
