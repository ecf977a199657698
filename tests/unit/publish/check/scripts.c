#include "tried.h"

static void
test_a_letter_of_another_script(void **state)
{
	(void)state;
	assert_says("a.txt", "Title: A\n\nAll of us went to\nthe hаrbour.\n",
	            "./text/a.txt:4: warning: in \"hаrbour\" the letter \"а\" is Cyrillic, but the "
	            "word is Latin");
	assert_says("a.ru.txt", "Title: А\n\nГород Мoсква.\n",
	            "the letter \"o\" is Latin, but the word is Cyrillic");
	assert_says("a.ka.txt", "Title: ა\n\nჩვენი საxლი.\n",
	            "the letter \"x\" is Latin, but the word is Georgian");
	assert_says("hand.gmi", "# By hand\n=> about.gmi Αbout\n",
	            "the letter \"Α\" is Greek, but the word is Latin");
}

static void
test_words_of_one_script(void **state)
{
	(void)state;
	assert_silent("a.txt", "Title: A\n\nHarbour, гавань, ნავსადგური, λιμάνι, 5 kΩ, naïve.\n");
	assert_silent("a.ru.txt", "Title: А\n\nSMS-сообщение, PDF-файлы и https://пример.org/a.\n");
	assert_silent("a.ka.txt", "Title: ა\n\nPDF-ფაილი.\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_a_letter_of_another_script),
	    TEST(test_words_of_one_script),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
