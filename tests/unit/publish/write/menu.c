#include "publish/write/menu.h"

#include "../read/check.h"

static const struct case_of_item {
	struct str target;
	char type; /* 0: none can be made */
	const char *selector, *host, *port;
} cases[] = {
    {STR_CONST("https://example.org/"), 'h', "URL:https://example.org/", "", ""},
    {STR_CONST("mailto:a@example.org"), 'h', "URL:mailto:a@example.org", "", ""},
    {STR_CONST("gopher://example.org"), '1', "", "example.org", "70"},
    {STR_CONST("gopher://example.org:7070/0/a%20b"), '0', "/a b", "example.org", "7070"},
    {STR_CONST("gopher://example.org/1/a%09b"), 0, "", "", ""},
    {STR_CONST("gopher://example.org/1/a%FF"), 0, "", "", ""},
    {STR_CONST("/news/"), '1', "/news/", "", ""},
    {STR_CONST("photo.jpg"), 'I', "photo.jpg", "", ""},
    {STR_CONST("tel:+995"), 'h', "URL:tel:+995", "", ""},
    {STR_CONST("//example.org/"), 0, "", "", ""},
    {STR_CONST("not a uri"), 0, "", "", ""},
};

static void
test_items(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct menu_item item;
		struct buf room = {0};
		bool made = menu_item_of(cases[i].target, &item, &room);
		assert_int_equal(made, cases[i].type != 0);
		if (made) {
			assert_int_equal(item.type, cases[i].type);
			assert_slice(item.selector, cases[i].selector);
			assert_slice(item.host, cases[i].host);
			assert_slice(item.port, cases[i].port);
		}
		buf_free(&room);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_items),
	};
	return cmocka_run_group_tests_name("menu", tests, NULL, NULL);
}
