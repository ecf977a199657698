#include "daemon/site/snippet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

static char bytes[2048];

static struct str
snippet_of(struct str gemtext, const char *words)
{
	struct query query;
	struct span out = {.p = bytes, .cap = sizeof bytes};
	assert_int_equal(query_read(&query, str_of(words)), 0);
	snippet_add(&out, gemtext, STR("The title"), STR("The foot"), &query);
	query_free(&query);
	return span_str(&out);
}

static void
assert_snippet(struct str gemtext, const char *words, const char *wanted)
{
	struct str found = snippet_of(gemtext, words);
	if (!str_eq(found, str_of(wanted)))
		fail_msg("%.*s", STR_FMT(found));
}

static void
line_with_most_of_the_words_is_shown(void **state)
{
	(void)state;
	struct str page =
	    STR("# The title\n\nA cat sat.\n\n* The cat and the dog\n=> /a Dog cat\n");
	assert_snippet(page, "dog cat", "The cat and the dog");
	assert_snippet(page, "cat", "A cat sat.");
	assert_snippet(page, "sheep", "A cat sat.");
	assert_snippet(page, "title", "A cat sat.");
	assert_snippet(STR(""), "cat", "");
	assert_snippet(STR("# The title\n\nThe foot\n"), "title foot", "");
}

static void
long_lines_are_cut_between_words(void **state)
{
	(void)state;
	struct str page =
	    STR("one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
	        "fifteen sixteen seventeen eighteen nineteen twenty twenty-one twenty-two "
	        "twenty-three twenty-four twenty-five twenty-six twenty-seven twenty-eight end");
	assert_snippet(page, "fourteen",
	               "… eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
	               "eighteen nineteen twenty twenty-one twenty-two twenty-three twenty-four "
	               "twenty-five …");
	assert_snippet(page, "one",
	               "one two three four five six seven eight nine ten eleven twelve thirteen "
	               "fourteen fifteen sixteen seventeen eighteen nineteen twenty twenty-one "
	               "twenty-two …");
}

static void
inflected_words_are_found_in_any_script(void **state)
{
	(void)state;
	assert_snippet(STR("სხვა სტრიქონი\nთბილისში გაიხსნა\n"), "თბილისი", "თბილისში გაიხსნა");
	assert_snippet(STR("Другое\nВ БИБЛИОТЕКЕ тихо\n"), "библиотека", "В БИБЛИОТЕКЕ тихо");
}

static void
one_endless_word_is_cut_too(void **state)
{
	(void)state;
	static char page[100000];
	for (size_t i = 0; i < sizeof page; i++)
		page[i] = 'x';
	struct str found = snippet_of((struct str){page, sizeof page}, "xxxx");
	assert_int_equal(found.n, SNIPPET_LETTERS + sizeof " …" - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(line_with_most_of_the_words_is_shown),
	    cmocka_unit_test(long_lines_are_cut_between_words),
	    cmocka_unit_test(inflected_words_are_found_in_any_script),
	    cmocka_unit_test(one_endless_word_is_cut_too),
	};
	return cmocka_run_group_tests_name("snippet", tests, NULL, NULL);
}
