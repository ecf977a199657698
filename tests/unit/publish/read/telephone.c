#include "publish/read/telephone.h"

#include "check.h"

/* All targets in the text, with a blank behind each. */
static void
assert_targets(const char *text, const char *expected)
{
	struct str rest = str_of(text);
	struct buf target = {0}, all = {0};
	while (rest.n && telephone_next(&rest, &target)) {
		buf_add_str(&all, buf_str(&target));
		buf_add_char(&all, ' ');
	}
	assert_slice(buf_str(&all), expected);
	buf_free(&target);
	buf_free(&all);
}

static void
test_a_word_marks_it(void **state)
{
	(void)state;
	assert_targets("Tel.: +995 32 255-01-02, +995 32 255-01-03",
	               "tel:+995322550102 tel:+995322550103 ");
	assert_targets("Tel.: \u200E+995 32 255 01 02", "tel:+995322550102 ");
	assert_targets("тел.\u00A0+995\u00A032\u00A0255\u00A001\u00A002.", "tel:+995322550102 ");
	assert_targets("Fax: +995 32 255 01 02", "");
	assert_targets("Tel. 555 0100", "");
}

static void
test_a_field_is_one(void **state)
{
	(void)state;
	assert_targets("+995 599 123 456", "tel:+995599123456 ");
	assert_targets("Mira Stolz, +00 555 7788, mira@example.org", "tel:+005557788 ");
	assert_targets("We lost two, +00 555 7788 found us.", "");
}

static void
test_a_sentence_holds_one(void **state)
{
	(void)state;
	assert_targets("Ring Mira at +31 20 555 0142 after six.", "tel:+31205550142 ");
	assert_targets("Write by fax to +31 20 555 0142.", "");
	assert_targets("It rose by +31 200 555 in a week.", "");
	assert_targets("They took +31 2005 5501 EUR home.", "");
	assert_targets("The code is a+31 20 555 0142 there.", "");
}

static void
test_an_amount_is_none(void **state)
{
	(void)state;
	assert_targets("Members, +1 250 000", "");
	assert_targets("Budget, +12 000 000", "");
	assert_targets("Account, +12 3456 7890 1234 5678", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_word_marks_it),
	    cmocka_unit_test(test_a_field_is_one),
	    cmocka_unit_test(test_a_sentence_holds_one),
	    cmocka_unit_test(test_an_amount_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
