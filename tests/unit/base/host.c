#include "base/host.h"

#include "check.h"

#include <string.h>

static void
test_names_and_addresses_are_valid(void **state)
{
	(void)state;
	static const char *const good[] = {"localhost",   "example.org", "a",
	                                   "127.0.0.1",   "::1",         "xn--p1ai.example",
	                                   "2001:db8::1", "A-1.example"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!host_is_valid(str_of(good[i])))
			fail_msg("refused: %s", good[i]);
}

static void
test_what_is_neither_is_not(void **state)
{
	(void)state;
	static const struct str bad[] = {
	    STR_CONST(""),      STR_CONST("."),       STR_CONST("-a"),
	    STR_CONST("../x"),  STR_CONST("a/b"),     STR_CONST("a b"),
	    STR_CONST("a\0b"),  STR_CONST("a\n"),     STR_CONST("\xC3\xA4.example"),
	    STR_CONST("a..b"),  STR_CONST("a:b"),     STR_CONST("host:1965"),
	    STR_CONST("[::1]"), STR_CONST("a,DNS:b"), STR_CONST("::g"),
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (host_is_valid(bad[i]))
			fail_msg("taken: %.*s", STR_FMT(bad[i]));
	assert_false(host_is_valid(STR_NONE));
}

static void
test_a_name_has_at_most_253_bytes(void **state)
{
	(void)state;
	char name[255];
	memset(name, 'a', sizeof name);
	for (size_t i = 50; i < sizeof name; i += 51)
		name[i] = '.';
	assert_true(host_is_valid((struct str){name, 253}));
	assert_false(host_is_valid((struct str){name, 254}));
}

static void
assert_ascii(const char *letters, const char *ascii)
{
	struct buf out = {0};
	bool ok = host_add_ascii(&out, str_of(letters));
	if (ok != (ascii != NULL) || !str_eq(buf_str(&out), ascii ? str_of(ascii) : STR_NONE))
		fail_msg("%s became %.*s", letters, STR_FMT(buf_str(&out)));
	buf_free(&out);
}

static void
test_letters_go_by_their_name_in_ascii(void **state)
{
	(void)state;
	assert_ascii("კაფსულა.test", "xn--lodazf8amf.test");
	assert_ascii("Пример.рф", "xn--e1afmkfd.xn--p1ai");
	assert_ascii("Example.org", "Example.org");
	assert_ascii("2001:db8::1", "2001:db8::1");
	assert_ascii("a b.test", NULL);
	assert_ascii("ა/ბ.test", NULL);
	assert_ascii("", NULL);
}

static void
test_a_name_in_ascii_goes_back_to_letters(void **state)
{
	(void)state;
	struct buf out = {0};
	assert_true(host_add_letters(&out, STR("xn--lodazf8amf.test")));
	assert_true(str_eq(buf_str(&out), STR("კაფსულა.test")));
	buf_free(&out);
}

static void
test_spellings_of_an_address_are_the_same_bytes(void **state)
{
	(void)state;
	unsigned char one[HOST_ADDRESS_MAX], other[HOST_ADDRESS_MAX];
	assert_int_equal(host_address(STR("192.0.2.1"), one), 4);
	assert_memory_equal(one, "\xC0\x00\x02\x01", 4);
	assert_int_equal(host_address(STR("2001:db8::1"), one), 16);
	assert_int_equal(host_address(STR("2001:DB8:0:0::0:1"), other), 16);
	assert_memory_equal(one, other, 16);
	assert_int_equal(host_address(STR("[::1]"), one), 0);
	assert_int_equal(host_address(STR("example.org"), one), 0);
	assert_int_equal(host_address(STR("::1\0"), one), 0);
	assert_int_equal(host_address(STR_NONE, one), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names_and_addresses_are_valid),
	    cmocka_unit_test(test_spellings_of_an_address_are_the_same_bytes),
	    cmocka_unit_test(test_what_is_neither_is_not),
	    cmocka_unit_test(test_a_name_has_at_most_253_bytes),
	    cmocka_unit_test(test_letters_go_by_their_name_in_ascii),
	    cmocka_unit_test(test_a_name_in_ascii_goes_back_to_letters),
	};
	return cmocka_run_group_tests_name("base/host", tests, NULL, NULL);
}
