#include "base/fold.h"

#include "base/utf8.h"

#include "check.h"

/* What was folded once. */
static void
assert_stays(struct str folded)
{
	struct buf again = {0};
	fold_add(&again, folded);
	assert_true(buf_ok(&again) && str_eq(buf_str(&again), folded));
	buf_free(&again);
}

#define assert_folds(text, wanted)                                                                 \
	do {                                                                                       \
		struct buf folded_ = {0};                                                          \
		fold_add(&folded_, STR(text));                                                     \
		assert_true(buf_ok(&folded_));                                                     \
		assert_slice(buf_str(&folded_), wanted);                                           \
		assert_stays(buf_str(&folded_));                                                   \
		buf_free(&folded_);                                                                \
	} while (0)

static void
case_is_folded_in_every_script(void **state)
{
	(void)state;
	assert_folds("", "");
	assert_folds("Plain TEXT 12", "plain text 12");
	assert_folds("ПРИВЕТ Ђорђе Їжак", "привет ђорђе їжак");
	assert_folds("Straße ÉTÉ ΣΊΣΥΦΟΣ", "strasse été σίσυφοσ");
	assert_folds("ქართული ᲥᲐᲠᲗᲣᲚᲘ", "ქართული ქართული");
	assert_folds("Հայերեն", "հայերեն");
	assert_folds("«Ärger» – “Ça” ×ÿÞ…", "«ärger» – “ça” ×ÿþ…");
}

static void
letters_are_composed(void **state)
{
	(void)state;
	assert_folds("e\xCC\x81t\xC3\xA9", "été");
	assert_folds("Чаи\xCC\x86ка чайка", "чайка чайка");
}

static void
yo_is_ye(void **state)
{
	(void)state;
	assert_folds("ЁЛКА ёлка елка", "елка елка елка");
	assert_folds("е\xCC\x88лка", "елка");
}

static void
what_is_taken_out_leaves_whole_letters(void **state)
{
	(void)state;
	assert_folds("Е\u0308\u0308лка", "елка");
	assert_folds("ё\u0301лка е\u0301\u0308лка", "е\u0301лка е\u0301лка");
	assert_folds("Ё\u0300 ё\u0306", "\u0450 \u04D7");
	assert_folds("e\u00AD\u0301 ا\u0640\u0653", "\u00E9 \u0622");
	assert_folds("a\u0301\u00AD\u0323", "\u1EA1\u0301");
	assert_folds("\u00AD", "");
}

static void
what_only_sets_a_line_is_gone(void **state)
{
	(void)state;
	assert_folds("ver\xC2\xADlän\xC2\xADgert", "verlängert");
	assert_folds("العـــربية", "العربية");
}

/* Most are folded by a short cut, which a soft hyphen bars. */
static void
a_letter_folds_alike_alone_and_in_a_word(void **state)
{
	(void)state;
	for (uint32_t c = 1; c < 0x3000; c++) {
		struct buf letter = {0}, word = {0}, folded = {0};
		utf8_add(&letter, c);
		fold_add(&folded, buf_str(&letter));
		utf8_add(&letter, 0xAD);
		fold_add(&word, buf_str(&letter));
		assert_true(str_eq(buf_str(&word), buf_str(&folded)));
		buf_free(&letter);
		buf_free(&word);
		buf_free(&folded);
	}
}

static void
what_is_no_text_becomes_blanks(void **state)
{
	(void)state;
	assert_folds("a\0b\tc\nd", "a b c d");
	assert_folds("a\xFF"
	             "B\xC3",
	             "a b ");
	assert_folds("\xED\xA0\x80", "   ");
}

static void
assert_words(struct str text, const char *wanted)
{
	struct buf words = {0};
	struct str word;
	while (fold_next(&text, &word)) {
		buf_add_str(&words, word);
		buf_add_char(&words, '|');
	}
	assert_true(str_eq(buf_str(&words), str_of(wanted)));
	buf_free(&words);
}

static void
words_are_letters_digits_and_marks(void **state)
{
	(void)state;
	assert_words(STR(""), "");
	assert_words(STR(" -- \"' "), "");
	assert_words(STR("IOM-ის, 2026 (don't)"), "IOM|ის|2026|don|t|");
	assert_words(STR("хи҈ a\u0301b"), "хи҈|a\u0301b|");
	assert_words(STR("a\xEF\xBF\xBD"
	                 "b"),
	             "a|b|");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(case_is_folded_in_every_script),
	    cmocka_unit_test(letters_are_composed),
	    cmocka_unit_test(yo_is_ye),
	    cmocka_unit_test(what_only_sets_a_line_is_gone),
	    cmocka_unit_test(what_is_taken_out_leaves_whole_letters),
	    cmocka_unit_test(a_letter_folds_alike_alone_and_in_a_word),
	    cmocka_unit_test(what_is_no_text_becomes_blanks),
	    cmocka_unit_test(words_are_letters_digits_and_marks),
	};
	return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
