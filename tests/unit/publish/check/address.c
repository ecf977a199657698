#include "../../base/check.h"
#include "publish/check/address.h"

#include <string.h>

static const char *const right[] = {
    "harbour",
    "http",
    "HTTP/1.1",
    "https://example.org",
    "https://user@example.org:8443/a?b#c",
    "http://192.0.2.1/",
    "http://[2001:db8::1]:80/",
    "http://localhost:1965/",
    "https://пример.org/",
    "gemini://example.org./",
    "ftps://example.org",
    "ssh://example.org",
    "www.example.org",
    "mailto:office@example.org",
    "first.last+tag@mail.example.org",
    "@office",
    "@office@example",
    "office@",
    "5@",
    "git@example.org:tree",
    "and/or",
};

static const char *const wrong[] = {
    "https://",
    "https:///path",
    "https://example/path",
    "https://exa..mple.org",
    "https://example.org:0/",
    "https://example.org:65536/",
    "https://1.2.3/",
    "https://example-.org",
    "htps://example.org",
    "hhttp://example.org",
    "gemni://example.org/",
    "http:/example.org",
    "http//example.org",
    "https;//example.org",
    "http:www.example.org",
    "office@example",
    "office@@example.org",
    "office@.example.org",
    "office.@example.org",
    "of..fice@example.org",
    "office@example.123",
    "mailto:office",
};

static void
test_leaves_alone_what_can_be_followed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
		const char *fault = address_fault(str_of(right[i]));
		if (fault)
			fail_msg("%s %s", right[i], fault);
	}
}

static void
test_tells_what_cannot(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (!address_fault(str_of(wrong[i])))
			fail_msg("%s", wrong[i]);
}

static void
test_takes_a_link_for_an_address_in_any_case(void **state)
{
	(void)state;
	assert_null(address_target_fault(STR("about.gmi")));
	assert_null(address_target_fault(STR("name@host.gmi")));
	assert_null(address_target_fault(STR("https://example.org/")));
	assert_non_null(address_target_fault(STR("https//example.org")));
	assert_non_null(address_target_fault(STR("a b")));
	assert_non_null(address_target_fault(STR("mailto:office")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_leaves_alone_what_can_be_followed),
	    cmocka_unit_test(test_tells_what_cannot),
	    cmocka_unit_test(test_takes_a_link_for_an_address_in_any_case),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
