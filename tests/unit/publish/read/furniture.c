#include "publish/read/furniture.h"

#include "check.h"

#include "base/utf8.h"

static enum furniture
kind_of(const char *text)
{
	struct line line = {.text = str_of(text)};
	line.width = utf8_columns(line.text) & LINE_WIDTH_MAX;
	return furniture_of(&line);
}

/* Phrases that begin with each of the letters, whatever their case, and with some before them. */
static void
test_finds_each_phrase(void **state)
{
	static const struct {
		const char *text;
		enum furniture kind;
	} cases[] = {
	    {"(c) 2024 Harbour Centre", FURNITURE_FOOTER},
	    {"Back to top", FURNITURE_BUTTON},
	    {"Copyright 1998 Harbour Centre", FURNITURE_FOOTER},
	    {"Powered by a small engine", FURNITURE_FOOTER},
	    {"Share on Facebook", FURNITURE_BUTTON},
	    {"© Harbour Centre", FURNITURE_FOOTER},
	    {"Версия для печати", FURNITURE_BUTTON},
	    {"ПОДЕЛИТЬСЯ", FURNITURE_BUTTON},
	    {"გააზიარე", FURNITURE_BUTTON},
	    {"Accept all", FURNITURE_BUTTON},
	    {"Accept all cookies", FURNITURE_BUTTON},
	    {"Read more »", FURNITURE_BUTTON},
	    {"Ətraflı", FURNITURE_BUTTON},
	    {"სრულად ნახვა", FURNITURE_BUTTON},
	    {"طباعة", FURNITURE_BUTTON},
	    {"2024 Harbour Centre. All Rights Reserved.", FURNITURE_FOOTER},
	    {"On this page we use cookies to count guests.", FURNITURE_COOKIES},
	    {"See our cookie policy for more.", FURNITURE_COOKIES},
	    {"Bu saytda kukilər var", FURNITURE_COOKIES},
	    {"Harbour. Tüm hakları saklıdır.", FURNITURE_FOOTER},
	    {"Bu site çerez kullanır.", FURNITURE_COOKIES},
	    {"Сайт использует cookie.", FURNITURE_COOKIES},
	    {"Мы храним ФАЙЛЫ cookie.", FURNITURE_COOKIES},
	    {"Harbour. Բոլոր իրավունքները պաշտպանված են:", FURNITURE_FOOTER},
	    {"Harbour. جميع الحقوق محفوظة", FURNITURE_FOOTER},
	    {"ეს საიტი იყენებს ქუქი-ფაილებს.", FURNITURE_COOKIES},
	    {"Harbour. ყველა უფლება დაცულია.", FURNITURE_FOOTER},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(kind_of(cases[i].text), cases[i].kind);
}

/* Their words within a sentence, or within a longer word. */
static void
test_leaves_text_alone(void **state)
{
	static const char *const cases[] = {"",
	                                    "Sharing on",
	                                    "Share the bread",
	                                    "Accept all guests",
	                                    "We used cookies and tea",
	                                    "Misuses cookies",
	                                    "Все правы"};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(kind_of(cases[i]), FURNITURE_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_finds_each_phrase),
	    cmocka_unit_test(test_leaves_text_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
