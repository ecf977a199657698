#include "publish/doc/pack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
test_numbers(void **state)
{
	(void)state;
	static const uint64_t numbers[] = {0, 1, 127, 128, 300, UINT32_MAX, UINT64_MAX};
	struct buf bytes = {0};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		pack_number(&bytes, numbers[i]);
	struct str rest = buf_str(&bytes);
	uint64_t number;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		assert_true(pack_take_number(&rest, &number));
		assert_true(number == numbers[i]);
	}
	assert_false(pack_take_number(&rest, &number));
	buf_free(&bytes);
}

static void
test_slices(void **state)
{
	(void)state;
	struct buf bytes = {0};
	struct str rest, s;
	pack_str(&bytes, STR("a\0b"));
	pack_str(&bytes, STR_NONE);
	rest = buf_str(&bytes);
	assert_true(pack_take_str(&rest, &s) && str_eq(s, STR("a\0b")));
	assert_true(pack_take_str(&rest, &s) && s.n == 0);
	assert_false(pack_take_str(&rest, &s));
	buf_free(&bytes);
}

static void
test_refuses_what_is_not_whole(void **state)
{
	(void)state;
	struct str s,
	    cut = STR("\x05"
	              "abc"),
	    endless = STR("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff");
	uint64_t number;
	assert_false(pack_take_str(&cut, &s));
	assert_false(pack_take_number(&endless, &number));
	cut = STR("\x80");
	assert_false(pack_take_number(&cut, &number));
}

static void
fill(struct doc *doc)
{
	doc_init(doc);
	doc->title = STR("Title");
	doc->date = STR("2026-01-02");
	doc_add_text(doc, NODE_HEADING, 2, STR("Heading"));
	struct node *list = doc_add(doc, doc->root, NODE_LIST, 3, STR_NONE);
	doc_add(doc, list, NODE_ITEM, 4, STR("one"))->level = 1;
	doc_add(doc, list, NODE_ITEM, 5, STR("two"))->level = 2;
	doc_add_link(doc, doc->root, STR("about.gmi"), STR("About"));
}

static void
check_same(const struct doc *doc, const struct doc *other)
{
	const struct node *a = doc->root, *b = other->root;
	for (; a && b; a = doc_next(doc->root, a), b = doc_next(other->root, b)) {
		assert_int_equal(a->type, b->type);
		assert_int_equal(a->level, b->level);
		assert_int_equal(a->source_line, b->source_line);
		assert_true(str_eq(a->text, b->text));
		assert_true(str_eq(node_label(a), node_label(b)));
		assert_true(str_eq(node_target(a), node_target(b)));
	}
	assert_true(!a && !b);
	assert_true(str_eq(doc->title, other->title) && str_eq(doc->date, other->date));
}

static void
test_documents(void **state)
{
	(void)state;
	struct doc doc, other;
	struct buf bytes = {0};
	fill(&doc);
	pack_doc(&bytes, &doc);
	doc_init(&other);
	assert_true(pack_take_doc(buf_str(&bytes), &other));
	check_same(&doc, &other);
	doc_free(&other);
	for (size_t n = 0; n < bytes.n; n++) {
		doc_init(&other);
		assert_false(pack_take_doc(str_upto(buf_str(&bytes), n), &other));
		doc_free(&other);
	}
	doc_free(&doc);
	buf_free(&bytes);
}

/* Each level holds a leaf behind the next level. */
static bool
take_nested(size_t depth)
{
	struct doc doc, other;
	struct buf bytes = {0};
	doc_init(&doc);
	struct node *parent = doc.root;
	for (size_t i = 1; i < depth; i++) {
		struct node *inner = doc_add(&doc, parent, NODE_LIST, 0, STR_NONE);
		doc_add(&doc, parent, NODE_PARAGRAPH, 0, STR("leaf"));
		parent = inner;
	}
	pack_doc(&bytes, &doc);
	doc_init(&other);
	bool taken = pack_take_doc(buf_str(&bytes), &other);
	if (taken)
		check_same(&doc, &other);
	doc_free(&other);
	doc_free(&doc);
	buf_free(&bytes);
	return taken;
}

static void
test_documents_as_deep_as_any_and_no_deeper(void **state)
{
	(void)state;
	for (size_t depth = 1; depth <= PACK_DEPTH_MAX; depth++)
		assert_true(take_nested(depth));
	assert_false(take_nested(PACK_DEPTH_MAX + 1));
	assert_false(take_nested(10000));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_slices),
	    cmocka_unit_test(test_refuses_what_is_not_whole),
	    cmocka_unit_test(test_documents),
	    cmocka_unit_test(test_documents_as_deep_as_any_and_no_deeper),
	};
	return cmocka_run_group_tests_name("pack", tests, NULL, NULL);
}
