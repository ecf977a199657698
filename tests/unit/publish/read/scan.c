#include "publish/read/scan.h"

#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>

static const struct case_of_scan {
	struct str text;
	size_t bytes;
	uint32_t columns;
	bool blanks;
} cases[] = {
    {STR_CONST(""), 0, 0, false},
    {STR_CONST("plain words that need nothing done"), 34, 34, false},
    {STR_CONST("two  blanks"), 11, 11, true},
    {STR_CONST("seven b  at a word's edge"), 25, 25, true},
    {STR_CONST("sevenbl  eight"), 14, 14, true},
    {STR_CONST("sevenblk  nine"), 14, 14, true},
    {STR_CONST("a b c d e f g h i j k l m n o p"), 31, 31, false},
    {STR_CONST("по-русски,  с пробелами"), 41, 23, true},
    {STR_CONST("ends in two  "), 13, 13, true},
    {STR_CONST("слово  "), 12, 7, true},
    {STR_CONST("中心 two"), 10, 8, false},
    {STR_CONST("a tab\there"), 5, 5, false},
    {STR_CONST("no\rbreak"), 2, 2, false},
    {STR_CONST("delete\x7F"), 6, 6, false},
    {STR_CONST("ნელი\xC2\x85"), 12, 4, false},
    {STR_CONST("строка\xE2\x80\xA8"), 12, 6, false},
    {STR_CONST("soft\xC2\xAD"), 4, 4, false},
    {STR_CONST("e\xCC\x81"), 1, 1, false},
};

static void
test_scans_up_to_what_must_be_changed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct scan scan = scan_text(cases[i].text);
		assert_int_equal(scan.bytes, cases[i].bytes);
		assert_int_equal(scan.columns, cases[i].columns);
		assert_int_equal(scan.blanks, cases[i].blanks);
	}
}

/* Every byte at every place of a word of eight. */
static void
test_no_control_is_passed_over(void **state)
{
	(void)state;
	for (size_t at = 0; at < 20; at++)
		for (int byte = 0; byte < 0x80; byte++) {
			char text[] = "twenty-one plain bytes";
			text[at] = (char)byte;
			bool plain = byte >= 0x20 && byte < 0x7F;
			struct scan scan = scan_text((struct str){text, 21});
			assert_int_equal(scan.bytes, plain ? 21 : at);
		}
}

static bool
is_composed(const uint32_t *c, size_t n)
{
	size_t length;
	uint32_t *text = u32_normalize(UNINORM_NFC, c, n, NULL, &length);
	bool same = length == n && !memcmp(text, c, n * sizeof *c);
	free(text);
	return same;
}

/* UAX 15: a settled character stays as it is, and begins anew what may be composed. */
static void
test_settled_characters_stay_in_nfc(void **state)
{
	(void)state;
	for (uint32_t c = 0x20; c < 0x20000; c++) {
		if (!scan_is_settled(c))
			continue;
		uint32_t before[] = {'a', c}, behind[] = {0x1100, c};
		assert_true(is_composed(before, 2));
		assert_true(is_composed(behind, 2));
		assert_int_equal(uc_combining_class(c), 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_scans_up_to_what_must_be_changed),
	    cmocka_unit_test(test_no_control_is_passed_over),
	    cmocka_unit_test(test_settled_characters_stay_in_nfc),
	};
	return cmocka_run_group_tests_name("read/scan", tests, NULL, NULL);
}
