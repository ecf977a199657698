#include "daemon/proto/results.h"

#include "base/utf8.h"
#include "daemon/proto/protocol.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct results results;
static struct reply reply;

static int
set_up(void **state)
{
	(void)state;
	results = (struct results){
	    .path = STR("/search.ka"),
	    .words = STR("red door"),
	    .title = STR("Search"),
	    .prompt = STR("What?"),
	    .again = STR("Again"),
	    .none = STR("None."),
	    .some = STR("Some."),
	    .more = STR("More."),
	    .cut = STR("Cut."),
	    .blank = STR("Blank."),
	    .units = {STR("bytes"), STR("kB"), STR("MB")},
	    .has_words = true,
	    .count = 2,
	    .list =
	        {{.path = STR("/a b.gmi"),
	          .title = STR("A door"),
	          .date = STR("2026-01-02"),
	          .language = STR("ქართული"),
	          .snippet = STR("# red"),
	          .weight = 2600,
	          .item = '1'},
	         {.path = STR("/plan.pdf"), .title = STR("plan.pdf"), .weight = 12, .item = 'd'}},
	};
	reply = (struct reply){.what = OUTCOME_RESULTS,
	                       .host = STR("example.org"),
	                       .port = 70,
	                       .lang = STR("ka"),
	                       .type = STR("text/gemini"),
	                       .results = &results};
	return 0;
}

static void
assert_shown(const struct protocol *protocol, const char *wanted)
{
	struct buf out = {0};
	protocol->body(&reply, &out);
	assert_true(buf_ok(&out));
	buf_add_char(&out, '\0');
	assert_string_equal(out.p, wanted);
	buf_free(&out);
}

static void
assert_head(const struct protocol *protocol, const char *wanted)
{
	char bytes[REPLY_HEAD_MAX];
	struct span head = {.p = bytes, .cap = sizeof bytes};
	protocol->head(&reply, &head);
	assert_true(str_eq(span_str(&head), str_of(wanted)));
}

static void
gemtext_has_links_and_places(void **state)
{
	(void)state;
	assert_head(&protocol_gemini, "20 text/gemini; lang=ka\r\n");
	assert_shown(&protocol_gemini, "# Search: red door\n\n"
	                               "=> /a%20b.gmi 2026-01-02 A door (ქართული, 3 kB)\n # red\n\n"
	                               "=> /plan.pdf plan.pdf (12 bytes)\n\n"
	                               "=> /search.ka Again\n");
}

static void
menu_has_items_and_places(void **state)
{
	(void)state;
	assert_head(&protocol_gopher, "");
	assert_shown(&protocol_gopher,
	             "iSearch: red door\t\t-\t0\r\n"
	             "i\t\t-\t0\r\n"
	             "12026-01-02 A door (ქართული, 3 kB)\t/a b.gmi\texample.org\t70\r\n"
	             "i# red\t\t-\t0\r\n"
	             "i\t\t-\t0\r\n"
	             "dplan.pdf (12 bytes)\t/plan.pdf\texample.org\t70\r\n"
	             "i\t\t-\t0\r\n"
	             "7Again\t/search.ka\texample.org\t70\r\n.\r\n");
}

static void
what_was_not_found_is_said(void **state)
{
	(void)state;
	results.count = 0;
	assert_shown(&protocol_gemini, "# Search: red door\n\nNone.\n\n=> /search.ka Again\n");
	results.is_cut = true;
	assert_shown(&protocol_gemini, "# Search: red door\n\nCut.\n\n=> /search.ka Again\n");
	results = (struct results){.path = STR("/search"),
	                           .title = STR("Search"),
	                           .blank = STR("Blank."),
	                           .prompt = STR("What?")};
	assert_shown(&protocol_gemini, "# Search\n\nBlank.\n\n=> /search What?\n");
}

static void
what_is_left_out_is_said(void **state)
{
	(void)state;
	results.count = 1;
	results.is_some = results.is_more = true;
	results.list[0].snippet = STR_NONE;
	assert_shown(&protocol_gopher,
	             "iSearch: red door\t\t-\t0\r\n"
	             "i\t\t-\t0\r\niSome.\t\t-\t0\r\n"
	             "i\t\t-\t0\r\n"
	             "12026-01-02 A door (ქართული, 3 kB)\t/a b.gmi\texample.org\t70\r\n"
	             "i\t\t-\t0\r\niMore.\t\t-\t0\r\n"
	             "7Again\t/search.ka\texample.org\t70\r\n.\r\n");
}

/* Gemini 0.24.1 Input expected; a Gopher client shows a page that says how. */
static void
words_are_asked_for(void **state)
{
	(void)state;
	results.has_words = false;
	results.words = STR_NONE;
	results.count = 0;
	reply.what = OUTCOME_INPUT;
	assert_head(&protocol_gemini, "10 What?\r\n");
	assert_shown(&protocol_gemini, "");
	assert_string_equal(protocol_gemini.status(OUTCOME_INPUT), "10");
	assert_head(&protocol_gopher, "");
	assert_shown(&protocol_gopher, "iSearch\t\t-\t0\r\ni\t\t-\t0\r\niBlank.\t\t-\t0\r\n"
	                               "i\t\t-\t0\r\n7What?\t/search.ka\texample.org\t70\r\n.\r\n");
}

/* RFC 1436 3.9 */
static void
menu_lines_are_short(void **state)
{
	(void)state;
	char title[400];
	memset(title, 'x', sizeof title);
	for (size_t i = 5; i < sizeof title; i += 8)
		title[i] = ' ';
	results.list[0].title = results.list[0].snippet = (struct str){title, sizeof title};
	struct buf out = {0};
	results_add_menu(&reply, &out);
	struct str rest = buf_str(&out), line;
	while (str_line(&rest, &line))
		assert_true(utf8_columns(str_upto(line, str_find(line, '\t'))) < 70);
	assert_true(str_find_str(buf_str(&out), STR("… (ქართული, 3 kB)\t")) != STR_NOWHERE);
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(gemtext_has_links_and_places, set_up),
	    cmocka_unit_test_setup(menu_has_items_and_places, set_up),
	    cmocka_unit_test_setup(what_was_not_found_is_said, set_up),
	    cmocka_unit_test_setup(what_is_left_out_is_said, set_up),
	    cmocka_unit_test_setup(words_are_asked_for, set_up),
	    cmocka_unit_test_setup(menu_lines_are_short, set_up),
	};
	return cmocka_run_group_tests_name("results", tests, NULL, NULL);
}
