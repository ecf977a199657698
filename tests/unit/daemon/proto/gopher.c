/* RFC 1436: selectors parsed, menus, texts and errors written, without a socket. */
#include "daemon/proto/protocol.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct request request;

static enum outcome
parse(const char *text)
{
	return protocol_gopher.parse(str_of(text), &request);
}

static void
assert_str(struct str got, const char *wanted)
{
	if (got.n != strlen(wanted) || memcmp(got.p, wanted, got.n) != 0)
		fail_msg("got \"%.*s\", wanted \"%s\"", STR_FMT(got), wanted);
}

static void
selectors_are_read(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
	    {"\r\n", "/"},
	    {"/\r\n", "/"},
	    {"1/\r\n", "/"},
	    {"\n", "/"},
	    {"news\r\n", "/news"},
	    {"/news/\r\n", "/news/"},
	    {"/a b\tquery\r\n", "/a b"},
	    {"/x\t+\r\n", "/x"},
	    {"/a/./b/../c\r\n", "/a/c"},
	    {"/100%25\r\n", "/100%25"},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		assert_int_equal(parse(pairs[i][0]), OUTCOME_REQUEST);
		assert_str(request.path, pairs[i][1]);
	}
	assert_int_equal(parse("/s\twords of it\textra\r\n"), OUTCOME_REQUEST);
	assert_str(request.query, "words of it");
}

static void
only_the_root_introduces_itself(void **state)
{
	(void)state;
	assert_int_equal(parse("\t$\r\n"), OUTCOME_REQUEST);
	assert_true(request.wants_introduction);
	assert_int_equal(parse("/a\t$\r\n"), OUTCOME_REQUEST);
	assert_false(request.wants_introduction);
	assert_int_equal(parse("\t+\r\n"), OUTCOME_REQUEST);
	assert_false(request.wants_introduction);
	char bytes[REPLY_HEAD_MAX];
	struct span span = {.p = bytes, .cap = sizeof bytes};
	struct reply reply = {.what = OUTCOME_INTRODUCE, .host = STR("h.org"), .port = 70};
	protocol_gopher.head(&reply, &span);
	assert_str(span_str(&span), "+-1\r\n+INFO: 1h.org\t\th.org\t70\r\n.\r\n");
}

static void
noise_is_refused_at_once(void **state)
{
	(void)state;
	assert_int_equal(parse("\x16\x03\x01"), OUTCOME_BAD_REQUEST);
	assert_int_equal(parse("/../etc/passwd\r\n"), OUTCOME_BAD_REQUEST);
	assert_int_equal(parse("half a selector"), OUTCOME_MORE);
	char text[REQUEST_LIMIT];
	memset(text, 'a', sizeof text);
	struct str bytes = {text, sizeof text};
	assert_int_equal(protocol_gopher.parse(bytes, &request), OUTCOME_BAD_REQUEST);
}

static void
url_selectors_refer_to_allowed_schemes_only(void **state)
{
	(void)state;
	assert_int_equal(parse("URL:https://example.org/?a=1&b\r\n"), OUTCOME_REFER);
	assert_str(request.target, "https://example.org/?a=1&b");
	assert_int_equal(parse("/URL:gemini://example.org/\r\n"), OUTCOME_REFER);
	assert_int_equal(parse("URL:javascript:alert(1)\r\n"), OUTCOME_BAD_REQUEST);
	assert_int_equal(parse("URL:https://e/\"><script>\r\n"), OUTCOME_BAD_REQUEST);
	assert_int_equal(parse("URL:\r\n"), OUTCOME_BAD_REQUEST);
}

static struct str
head(const struct reply *reply, char bytes[static REPLY_HEAD_MAX])
{
	struct span span = {.p = bytes, .cap = REPLY_HEAD_MAX};
	protocol_gopher.head(reply, &span);
	assert_false(span.full);
	return span_str(&span);
}

static void
heads_are_empty_or_whole_replies(void **state)
{
	(void)state;
	char bytes[REPLY_HEAD_MAX];
	struct reply file = {.what = OUTCOME_FILE};
	assert_str(head(&file, bytes), "");
	struct reply missing = {.what = OUTCOME_NOT_FOUND};
	assert_str(head(&missing, bytes), "3Not found\t\t-\t0\r\n.\r\n");
	struct reply refer = {.what = OUTCOME_REFER, .text = STR("https://e/?a&b'c")};
	struct str page = head(&refer, bytes);
	assert_true(str_find_str(page, STR("https://e/?a&amp;b&#39;c")) != STR_NOWHERE);
	assert_true(str_find_str(page, STR("a&b")) == STR_NOWHERE);
}

/* Runs a whole body through a filter, in pieces of that size. */
static void
assert_filtered(enum filter_form form, struct str in, size_t piece, const char *wanted)
{
	static char result[1 << 20];
	size_t n = 0, at = 0;
	struct filter filter = {.form = form, .host = STR("example.org"), .port = 70};
	char room[FILTER_OUT_MIN];
	while (at < in.n) {
		struct span out = {.p = room, .cap = sizeof room};
		struct str part = str_upto(str_from(in, at), piece);
		bool is_last = at + part.n == in.n;
		size_t taken = filter_run(&filter, part, is_last, &out);
		/* An unfinished line needs more bytes, as the connection would read them. */
		if (taken == 0 && out.n == 0)
			piece++;
		at += taken;
		memcpy(result + n, out.p, out.n);
		n += out.n;
	}
	struct span out = {.p = room, .cap = sizeof room};
	filter_end(&filter, &out);
	memcpy(result + n, out.p, out.n);
	assert_str((struct str){result, n + out.n}, wanted);
}

static void
menus_get_fields_and_a_final_dot(void **state)
{
	(void)state;
	struct str map = STR("Welcome\n\n1News\t/news/\n0Far\t/a\texample.net\n"
	                     "1Far\t/\texample.net\t7070\r\nhWeb\tURL:https://e/\n.");
	for (size_t piece = 32; piece <= map.n; piece++)
		assert_filtered(
		    FILTER_MENU, map, piece,
		    "iWelcome\t\t-\t0\r\ni\t\t-\t0\r\n1News\t/news/\texample.org\t70\r\n"
		    "0Far\t/a\texample.net\t70\r\n1Far\t/\texample.net\t7070\r\n"
		    "hWeb\tURL:https://e/\texample.org\t70\r\ni.\t\t-\t0\r\n.\r\n");
	assert_filtered(FILTER_MENU, STR(""), 1, ".\r\n");
}

static void
texts_get_crlf_and_no_lone_dot(void **state)
{
	(void)state;
	struct str text = STR("a\n.\nb\r\n..\n\nc\r.\n.");
	for (size_t piece = 2; piece <= text.n; piece++)
		assert_filtered(FILTER_TEXT, text, piece,
		                "a\r\n .\r\nb\r\n..\r\n\r\nc\r.\r\n .\r\n");
}

static void
long_lines_pass_in_parts(void **state)
{
	(void)state;
	enum {
		N = 10000
	};
	char *line = malloc(N + 1), *wanted = malloc(N + 3);
	memset(line, 'x', N);
	memset(wanted, 'x', N);
	memcpy(wanted + N, "\r\n", 3);
	line[N] = '\n';
	for (size_t piece = 1000; piece <= N + 1; piece += 777)
		assert_filtered(FILTER_TEXT, (struct str){line, N + 1}, piece, wanted);
	free(line);
	free(wanted);
}

static void
bytes_pass_as_they_are(void **state)
{
	(void)state;
	assert_filtered(FILTER_RAW, STR(".\n\r\n.\n"), 2, ".\n\r\n.\n");
}

static void
listing_is_a_menu(void **state)
{
	(void)state;
	struct entry list[] = {{.name = STR("a"), .is_folder = true},
	                       {.name = STR("d"), .type = STR("image/gif")}};
	struct reply reply = {.what = OUTCOME_ENTRIES,
	                      .path = STR("/x/"),
	                      .host = STR("example.org"),
	                      .port = 70,
	                      .entries = {list, 2, NULL, false}};
	struct buf out = {0};
	protocol_gopher.body(&reply, &out);
	assert_str(buf_str(&out),
	           "1a\t/x/a\texample.org\t70\r\ngd (0 bytes)\t/x/d\texample.org\t70\r\n.\r\n");
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(selectors_are_read),
	    cmocka_unit_test(only_the_root_introduces_itself),
	    cmocka_unit_test(noise_is_refused_at_once),
	    cmocka_unit_test(url_selectors_refer_to_allowed_schemes_only),
	    cmocka_unit_test(heads_are_empty_or_whole_replies),
	    cmocka_unit_test(menus_get_fields_and_a_final_dot),
	    cmocka_unit_test(texts_get_crlf_and_no_lone_dot),
	    cmocka_unit_test(long_lines_pass_in_parts),
	    cmocka_unit_test(bytes_pass_as_they_are),
	    cmocka_unit_test(listing_is_a_menu),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
