#include "daemon/site/query.h"

#include "base/fold.h"
#include "daemon/site/stem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void
assert_asks(struct str text, enum query_wish wish, const char *wanted)
{
	struct query query;
	struct buf expression = {0};
	assert_int_equal(query_read(&query, text), 0);
	query_add_expression(&query, wish, &expression);
	buf_add_char(&expression, '\0');
	assert_string_equal(expression.p, wanted);
	buf_free(&expression);
	query_free(&query);
}

static void
words_of_four_letters_are_prefixes_too(void **state)
{
	(void)state;
	assert_asks(STR(""), QUERY_ALL, "");
	assert_asks(STR(" ?! \"\" "), QUERY_ALL, "");
	assert_asks(STR("The CAT"), QUERY_ALL, "(\"the\") AND (\"cat\")");
	assert_asks(STR("open"), QUERY_ALL, "(\"open\" OR \"open\"*)");
	assert_asks(STR("ёж ёжик"), QUERY_ANY, "(\"еж\") OR (\"ежик\" OR \"ежик\"*)");
}

static void
quotes_make_a_phrase(void **state)
{
	(void)state;
	assert_asks(STR("\"Open on  Sundays\" tea"), QUERY_ALL,
	            "(\"open on  sundays\") AND (\"tea\")");
	assert_asks(STR("\"open"), QUERY_ALL, "(\"open\" OR \"open\"*)");
	assert_asks(STR("a \" b \"c"), QUERY_ALL, "(\"a\") AND (\"b\") AND (\"c\")");
}

static void
nothing_a_reader_writes_is_an_operator(void **state)
{
	(void)state;
	assert_asks(STR("a AND NOT b*"), QUERY_ALL,
	            "(\"a\") AND (\"and\") AND (\"not\") AND (\"b\")");
	assert_asks(STR("title:x ^y {z} (\0)\xFF; --"), QUERY_ALL,
	            "(\"title\" OR \"titl\"*) AND (\"x\") AND (\"y\") AND (\"z\")");
}

static void
many_words_are_asked_without_their_own_form(void **state)
{
	(void)state;
	assert_asks(STR("aaaa bbbb cccc dddd eeee"), QUERY_ALL,
	            "(\"aaaa\"*) AND (\"bbbb\"*) AND (\"cccc\"*) AND (\"dddd\"*) AND (\"eeee\"*)");
	struct query query;
	assert_int_equal(query_read(&query, STR("1 2 3 4 5 6 7 8 9 10 11 12 13")), 0);
	assert_int_equal(query.count, QUERY_TERMS_MAX);
	query_free(&query);
}

static void
of_many_words_with_forms_the_longest_are_asked(void **state)
{
	(void)state;
	assert_asks(STR("aaaa bbbbbbbb cccccc dd ddddd eeeeeee ffffffff"), QUERY_ALL,
	            "(\"bbbbbbbb\"*) AND (\"cccccc\"*) AND (\"dd\") AND (\"ddddd\"*) AND "
	            "(\"eeeeee\"*) AND (\"ffffffff\"*)");
}

static void
quickly_the_longest_alone_is_asked_in_its_forms(void **state)
{
	(void)state;
	assert_asks(STR("open gardens today"), QUERY_QUICK,
	            "(\"open\") OR (\"gardens\" OR \"garden\"*) OR (\"today\")");
	assert_asks(STR("a b"), QUERY_QUICK, "(\"a\") OR (\"b\")");
}

static void
matches_tell_which_terms_a_word_is_of(void **state)
{
	(void)state;
	struct query query;
	assert_int_equal(query_read(&query, STR("cat houses \"red door\"")), 0);
	assert_int_equal(query_match(&query, STR("cat")), 1);
	assert_int_equal(query_match(&query, STR("cats")), 0);
	assert_int_equal(query_match(&query, STR("household")), 2);
	assert_int_equal(query_match(&query, STR("door")), 4);
	query_free(&query);
}

/* Every form of a line must begin with the stem of every other. */
static void
forms_share_a_stem(void **state)
{
	(void)state;
	static const char *const lines[] = {
	    "თბილისი თბილისში თბილისის თბილისს თბილისიდან თბილისისთვის თბილისამდე თბილისთან",
	    "სახლი სახლები სახლებში სახლების სახლს სახლზე სახლით",
	    "მიგრაცია მიგრაციის მიგრაციას მიგრაციაში",
	    "ორგანიზაცია ორგანიზაციები ორგანიზაციებისთვის ორგანიზაციამ",
	    "библиотека библиотеки библиотеке библиотеку библиотекой библиотек библиотеками",
	    "организация организации организацией организаций организациями организациях",
	    "новость новости новостей новостям новостями",
	    "новый новая новое нового новому новыми новых",
	    "вода воды воде воду водой",
	    "громада громади громаді громаду громадою",
	    "community communities",
	    "house houses",
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct str forms = str_of(lines[i]), asked, there;
		while (fold_next(&forms, &asked)) {
			struct str all = str_of(lines[i]);
			while (fold_next(&all, &there))
				if (!str_starts(there, stem_of(asked)))
					fail_msg("%.*s does not find %.*s", STR_FMT(asked),
					         STR_FMT(there));
		}
	}
}

static void
short_stems_are_left_alone(void **state)
{
	(void)state;
	assert_true(str_eq(stem_of(STR("")), STR("")));
	assert_true(str_eq(stem_of(STR("news")), STR("news")));
	assert_true(str_eq(stem_of(STR("ада")), STR("ада")));
	assert_true(str_eq(stem_of(STR("ისი")), STR("ისი")));
	assert_true(str_eq(stem_of(STR("مكتبة")), STR("مكتبة")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_of_four_letters_are_prefixes_too),
	    cmocka_unit_test(quotes_make_a_phrase),
	    cmocka_unit_test(nothing_a_reader_writes_is_an_operator),
	    cmocka_unit_test(many_words_are_asked_without_their_own_form),
	    cmocka_unit_test(of_many_words_with_forms_the_longest_are_asked),
	    cmocka_unit_test(quickly_the_longest_alone_is_asked_in_its_forms),
	    cmocka_unit_test(matches_tell_which_terms_a_word_is_of),
	    cmocka_unit_test(forms_share_a_stem),
	    cmocka_unit_test(short_stems_are_left_alone),
	};
	return cmocka_run_group_tests_name("query", tests, NULL, NULL);
}
