#include "publish/read/boilerplate.h"

#include "check.h"

static const struct str pages[] = {
    STR_CONST("Home\nOpening hours\nFrom nine to five.\nAll rights reserved\n"),
    STR_CONST("Home\nHow to find us\nTake the tram.\nAll  rights reserved\n"),
    STR_CONST("HOME\nhome\nWhat we do\nWe help.\nAll rights reserved\n"),
    STR_CONST("Nothing shared\n"),
};

static void
count_all(struct boilerplate *boilerplate)
{
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		boilerplate_count(boilerplate, pages[i], &(struct read_options){0});
}

static void
test_three_files(void **state)
{
	struct boilerplate boilerplate = {0};
	(void)state;
	count_all(&boilerplate);
	assert_true(boilerplate_has(&boilerplate, STR("Home")));
	assert_true(boilerplate_has(&boilerplate, STR("All rights reserved")));
	assert_false(boilerplate_has(&boilerplate, STR("What we do")));
	assert_false(boilerplate_has(&boilerplate, STR("")));
	boilerplate_free(&boilerplate);
}

static void
test_share_of_files(void **state)
{
	struct boilerplate boilerplate = {0};
	(void)state;
	count_all(&boilerplate);
	for (int i = 0; i < 10; i++)
		boilerplate_count(&boilerplate, STR("Other\n"), &(struct read_options){0});
	assert_false(boilerplate_has(&boilerplate, STR("Home")));
	boilerplate_free(&boilerplate);
}

static void
test_none(void **state)
{
	(void)state;
	assert_false(boilerplate_has(&(struct boilerplate){0}, STR("Home")));
}

static struct buf
read_with(const struct boilerplate *known, bool drop, size_t *lines)
{
	struct trace trace = {.wanted = true};
	struct read_options options = {
	    .trace = &trace, .boilerplate = known, .drop_boilerplate = drop};
	struct doc doc;
	*lines = 0;
	read_plain(pages[0], &options, &doc);
	for (const struct node *node = doc.root; node; node = doc_next(doc.root, node))
		*lines += node->text.n > 0;
	doc_free(&doc);
	struct buf told = trace.text;
	trace.text = (struct buf){0};
	trace_free(&trace);
	return told;
}

static void
test_reported_and_dropped_when_asked(void **state)
{
	struct boilerplate boilerplate = {0};
	size_t kept, fewer;
	(void)state;
	count_all(&boilerplate);
	struct buf told = read_with(&boilerplate, false, &kept);
	assert_true(str_find_str(buf_str(&told), STR("1: boilerplate (R3d shared line): Home\n")) !=
	            STR_NOWHERE);
	buf_free(&told);
	told = read_with(&boilerplate, true, &fewer);
	assert_true(str_find_str(buf_str(&told), STR("1: dropped (R3d shared line): Home\n")) !=
	            STR_NOWHERE);
	buf_free(&told);
	assert_int_equal(fewer, kept - 2);
	boilerplate_free(&boilerplate);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_three_files),
	    cmocka_unit_test(test_share_of_files),
	    cmocka_unit_test(test_none),
	    cmocka_unit_test(test_reported_and_dropped_when_asked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
