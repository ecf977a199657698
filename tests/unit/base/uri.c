#include "base/uri.h"

#include "check.h"

#include <string.h>

static struct uri
parsed(const char *text)
{
	struct uri uri;
	if (uri_parse(str_of(text), &uri) < 0)
		fail_msg("not taken: %s", text);
	return uri;
}

static void
test_all_parts(void **state)
{
	(void)state;
	struct uri uri = parsed("gemini://me:pw@example.org:1965/a/b%20c?q=1/?#top/?");
	assert_slice(uri.scheme, "gemini");
	assert_true(uri.has_authority);
	assert_true(uri.has_userinfo);
	assert_slice(uri.userinfo, "me:pw");
	assert_slice(uri.host, "example.org");
	assert_false(uri.host_is_literal);
	assert_slice(uri.port, "1965");
	assert_slice(uri.path, "/a/b%20c");
	assert_true(uri.has_query);
	assert_slice(uri.query, "q=1/?");
	assert_true(uri.has_fragment);
	assert_slice(uri.fragment, "top/?");
}

static void
test_parts_that_are_there_but_empty(void **state)
{
	(void)state;
	struct uri uri = parsed("gemini://@host:/?#");
	assert_true(uri.has_userinfo);
	assert_slice(uri.userinfo, "");
	assert_slice(uri.host, "host");
	assert_slice(uri.port, "");
	assert_slice(uri.path, "/");
	assert_true(uri.has_query);
	assert_slice(uri.query, "");
	assert_true(uri.has_fragment);
	assert_slice(uri.fragment, "");
}

static void
test_parts_that_are_not_there(void **state)
{
	(void)state;
	struct uri uri = parsed("gemini://host");
	assert_false(uri.has_userinfo);
	assert_false(uri.has_query);
	assert_false(uri.has_fragment);
	assert_slice(uri.port, "");
	assert_slice(uri.path, "");
}

static void
test_no_authority(void **state)
{
	(void)state;
	struct uri uri = parsed("mailto:a@b.example?subject=x");
	assert_slice(uri.scheme, "mailto");
	assert_false(uri.has_authority);
	assert_slice(uri.path, "a@b.example");
	uri = parsed("gemini:/path");
	assert_false(uri.has_authority);
	assert_slice(uri.path, "/path");
	uri = parsed("gemini:///path");
	assert_true(uri.has_authority);
	assert_slice(uri.host, "");
	assert_slice(uri.path, "/path");
}

static void
test_relative_references(void **state)
{
	(void)state;
	struct uri uri = parsed("//host:1/x");
	assert_slice(uri.scheme, "");
	assert_slice(uri.host, "host");
	assert_slice(uri.port, "1");
	uri = parsed("a/b:c");
	assert_slice(uri.scheme, "");
	assert_slice(uri.path, "a/b:c");
	uri = parsed("../x.txt#y");
	assert_slice(uri.path, "../x.txt");
	uri = parsed("?q:/x");
	assert_slice(uri.scheme, "");
	assert_slice(uri.path, "");
	assert_slice(uri.query, "q:/x");
	uri = parsed("");
	assert_slice(uri.path, "");
	assert_int_equal(uri_parse(STR_NONE, &uri), 0);
}

static void
test_ip_literals(void **state)
{
	(void)state;
	struct uri uri = parsed("gemini://[::1]:1965/");
	assert_true(uri.host_is_literal);
	assert_slice(uri.host, "::1");
	assert_slice(uri.port, "1965");
	uri = parsed("gemini://[2001:db8::192.0.2.1]");
	assert_slice(uri.host, "2001:db8::192.0.2.1");
	assert_slice(uri.port, "");
	uri = parsed("gemini://u@[::1]:");
	assert_slice(uri.userinfo, "u");
	assert_slice(uri.host, "::1");
	assert_slice(uri.port, "");
	uri = parsed("gemini://127.0.0.1:70/");
	assert_false(uri.host_is_literal);
	assert_slice(uri.host, "127.0.0.1");
}

static void
test_what_rfc_3986_does_not_allow(void **state)
{
	(void)state;
	static const struct str bad[] = {
	    STR_CONST("gemini://host/a b"),
	    STR_CONST("gemini://host/%"),
	    STR_CONST("gemini://host/%4"),
	    STR_CONST("gemini://host/%zz"),
	    STR_CONST("gemini://host/\""),
	    STR_CONST("gemini://host/<a>"),
	    STR_CONST("gemini://host/a\\b"),
	    STR_CONST("gemini://host/^`{|}"),
	    STR_CONST("gemini://host/a[b]"),
	    STR_CONST("gemini://host/\x7f"),
	    STR_CONST("gemini://host/\xC3\xA4"),
	    STR_CONST("gemini://host/\xFF"),
	    STR_CONST("gemini://host/a\0b"),
	    STR_CONST("gemini://host/a\r\n"),
	    STR_CONST("gemini://host/\t"),
	    STR_CONST("gemini://host:port/"),
	    STR_CONST("gemini://host:1x/"),
	    STR_CONST("gemini://[::1/"),
	    STR_CONST("gemini://[::g]/"),
	    STR_CONST("gemini://::1/"),
	    STR_CONST("gemini://[::1]x/"),
	    STR_CONST("gemini://a@b@c/"),
	    STR_CONST("1gemini://host/"),
	    STR_CONST("gem ini://host/"),
	    STR_CONST("gemini://host/#a#b"),
	    STR_CONST(":path"),
	    STR_CONST("\xEF\xBB\xBFgemini://host/"),
	};
	struct uri uri;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (uri_parse(bad[i], &uri) == 0)
			fail_msg("taken: %.*s", STR_FMT(bad[i]));
}

static void
test_every_request_of_1024_bytes_can_be_parsed(void **state)
{
	(void)state;
	char text[1024];
	struct uri uri;
	memset(text, '/', sizeof text);
	memcpy(text, "gemini://host", 13);
	assert_int_equal(uri_parse((struct str){text, sizeof text}, &uri), 0);
	assert_int_equal(uri.path.n, sizeof text - 13);
}

static void
test_a_text_too_long_to_judge_is_refused(void **state)
{
	(void)state;
	static char text[1 << 20];
	struct uri uri;
	memset(text, '/', sizeof text);
	memcpy(text, "gemini://host", 13);
	assert_int_equal(uri_parse((struct str){text, sizeof text}, &uri), -1);
}

static void
assert_decoded(struct str encoded, struct str wanted)
{
	char out[64];
	long n = uri_decode(encoded, out);
	assert_int_equal(n, wanted.n);
	if (n > 0)
		assert_memory_equal(out, wanted.p, wanted.n);
}

static void
test_decode(void **state)
{
	(void)state;
	assert_decoded(STR_NONE, STR(""));
	assert_decoded(STR("a%20b+c"), STR("a b+c"));
	assert_decoded(STR("%e1%83%97%E1%83%97"), STR("\xE1\x83\x97\xE1\x83\x97"));
	assert_decoded(STR("%2f%00%FF"), STR("/\0\xFF"));
	assert_decoded(STR("%2541"), STR("%41"));
}

static void
test_decode_refuses_a_bad_percent(void **state)
{
	(void)state;
	static const struct str bad[] = {STR_CONST("%"),
	                                 STR_CONST("a%4"),
	                                 STR_CONST("%zz"),
	                                 STR_CONST("%4g"),
	                                 STR_CONST("%%41"),
	                                 STR_CONST("% 4"),
	                                 STR_CONST("%\0"
	                                           "41")};
	char out[8];
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(uri_decode(bad[i], out), -1);
}

static void
test_decode_in_place(void **state)
{
	(void)state;
	char text[] = "%41%42c";
	assert_int_equal(uri_decode((struct str){text, 7}, text), 3);
	assert_memory_equal(text, "ABc", 3);
}

static void
test_every_byte_of_a_path_comes_back(void **state)
{
	(void)state;
	char all[255], decoded[sizeof all * 3];
	for (size_t i = 0; i < sizeof all; i++)
		all[i] = (char)(i + 1);
	struct buf out = {0};
	struct uri uri;
	buf_add_char(&out, '/');
	uri_add_path(&out, (struct str){all, sizeof all});
	assert_int_equal(uri_parse(buf_str(&out), &uri), 0);
	assert_true(str_eq(uri.path, buf_str(&out)));
	assert_int_equal(uri_decode(str_from(uri.path, 1), decoded), sizeof all);
	assert_memory_equal(decoded, all, sizeof all);
	buf_free(&out);
}

static void
test_path_encodes_only_what_it_must(void **state)
{
	(void)state;
	struct buf out = {0};
	uri_add_path(&out, STR("/a-b_c.d~e/!$&'()*+,;=:@/%41?#[ ]\0\xE1"));
	assert_slice(buf_str(&out), "/a-b_c.d~e/!$&'()*+,;=:@/%2541%3F%23%5B%20%5D%00%E1");
	buf_reset(&out);
	uri_add_path(&out, STR_NONE);
	assert_slice(buf_str(&out), "");
	buf_free(&out);
}

static void
test_escaped_keeps_what_is_encoded(void **state)
{
	(void)state;
	struct buf out = {0};
	uri_add_escaped(&out, STR("https://example.org/a b?q=%C3%A4#\xC3\xA4"));
	assert_slice(buf_str(&out), "https://example.org/a%20b?q=%C3%A4#%C3%A4");
	buf_reset(&out);
	uri_add_escaped(&out, STR("100%"));
	assert_slice(buf_str(&out), "100%25");
	buf_reset(&out);
	uri_add_escaped(&out, STR("%4x\"<>\r\n"));
	assert_slice(buf_str(&out), "%254x%22%3C%3E%0D%0A");
	buf_free(&out);
}

static void
assert_iri(const char *iri, const char *uri)
{
	struct buf out = {0};
	bool ok = uri_add_iri(&out, str_of(iri));
	if (ok != (uri != NULL) || (uri && !str_eq(buf_str(&out), str_of(uri))))
		fail_msg("%s became %.*s", iri, STR_FMT(buf_str(&out)));
	buf_free(&out);
}

static void
test_an_iri_has_its_host_in_ascii_and_the_rest_escaped(void **state)
{
	(void)state;
	assert_iri("gemini://კაფსულა.test:1965/ა?ბ",
	           "gemini://xn--lodazf8amf.test:1965/%E1%83%90?%E1%83%91");
	assert_iri("კაფსულა.test/a b", "xn--lodazf8amf.test/a%20b");
	assert_iri("gopher://[::1]:70/0/a.txt", "gopher://[::1]:70/0/a.txt");
	assert_iri("https://Example.org/%C3%A4#x", "https://Example.org/%C3%A4#x");
	assert_iri("gemini://ა ბ.test/", NULL);
}

static void
test_what_is_escaped_is_a_uri(void **state)
{
	(void)state;
	static const struct str texts[] = {
	    STR_CONST("https://example.org/a[1].txt"),
	    STR_CONST("https://example.org/#a#b"),
	    STR_CONST("https://example.org/?a=[b]"),
	    STR_CONST("https://[::1]/[x]"),
	};
	struct uri uri;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct buf out = {0};
		uri_add_escaped(&out, texts[i]);
		int result = uri_parse(buf_str(&out), &uri);
		buf_free(&out);
		if (result < 0)
			fail_msg("no URI comes of %.*s", STR_FMT(texts[i]));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_all_parts),
	    cmocka_unit_test(test_parts_that_are_there_but_empty),
	    cmocka_unit_test(test_parts_that_are_not_there),
	    cmocka_unit_test(test_no_authority),
	    cmocka_unit_test(test_relative_references),
	    cmocka_unit_test(test_ip_literals),
	    cmocka_unit_test(test_what_rfc_3986_does_not_allow),
	    cmocka_unit_test(test_every_request_of_1024_bytes_can_be_parsed),
	    cmocka_unit_test(test_a_text_too_long_to_judge_is_refused),
	    cmocka_unit_test(test_decode),
	    cmocka_unit_test(test_decode_refuses_a_bad_percent),
	    cmocka_unit_test(test_decode_in_place),
	    cmocka_unit_test(test_every_byte_of_a_path_comes_back),
	    cmocka_unit_test(test_path_encodes_only_what_it_must),
	    cmocka_unit_test(test_escaped_keeps_what_is_encoded),
	    cmocka_unit_test(test_an_iri_has_its_host_in_ascii_and_the_rest_escaped),
	    cmocka_unit_test(test_what_is_escaped_is_a_uri),
	};
	return cmocka_run_group_tests_name("base/uri", tests, NULL, NULL);
}
