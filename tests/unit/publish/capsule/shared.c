#include "publish/capsule/shared.h"

#include "fixture.h"
#include "publish/capsule/page.h"

/* Too long for a line of a menu. */
#define SENTENCE "The harbour was quiet that morning and the boats lay still in the grey water."

static struct capsule capsule;

static int
set_up(void **state)
{
	if (enter_folder(state) < 0)
		return -1;
	put_folder("text");
	for (const char *name = "abcd"; *name; name++) {
		char path[] = "text/?.txt";
		path[5] = *name;
		put_file(path, *name == 'd' ? "Title: D\n\nOther words.\n"
		                            : "Title: It\n\n" SENTENCE "\n\nAll rights reserved\n");
	}
	if (capsule_open(&capsule, STR(".")) < 0 || capsule_find(&capsule, NULL) < 0)
		return -1;
	for (size_t i = 0; i < capsule.places.count; i++) {
		struct doc doc;
		if (page_learn(&capsule, &capsule.places.all[i], &doc) < 0)
			return -1;
		doc_free(&doc);
	}
	shared_count(&capsule);
	return 0;
}

static int
tear_down(void **state)
{
	capsule_free(&capsule);
	return leave_folder(state);
}

static size_t
count_dropped(const char *path)
{
	struct buf lines = {0};
	shared_add(&lines, &capsule, places_find(&capsule.places, str_of(path))->lines);
	size_t count = lines.n / sizeof(uint64_t);
	buf_free(&lines);
	return count;
}

static void
test_nothing_is_dropped_unasked(void **state)
{
	(void)state;
	assert_false(shared_is_dropped(&capsule.settings));
	assert_int_equal(capsule.shared.files, 4);
	assert_int_equal(count_dropped("/a.gmi"), 0);
	assert_true(shared_is_as_read(&capsule, places_find(&capsule.places, STR("/a.gmi"))));
}

static void
test_who_asks_must_read_the_texts_that_hold_it_again(void **state)
{
	(void)state;
	capsule.settings.shared_lines = STR("Drop");
	assert_true(shared_is_dropped(&capsule.settings));
	assert_int_equal(count_dropped("/a.gmi"), 1);
	assert_int_equal(count_dropped("/d.gmi"), 0);
	struct place *one = places_find(&capsule.places, STR("/a.gmi"));
	assert_false(shared_is_as_read(&capsule, one));
	assert_true(shared_is_as_read(&capsule, places_find(&capsule.places, STR("/d.gmi"))));
	struct doc doc;
	assert_int_equal(page_learn(&capsule, one, &doc), 0);
	assert_int_equal(doc.root->last->type, NODE_PARAGRAPH);
	assert_slice(doc.root->last->text, SENTENCE);
	doc_free(&doc);
	assert_true(shared_is_as_read(&capsule, one));
}

#define SHARED_TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    SHARED_TEST(test_nothing_is_dropped_unasked),
	    SHARED_TEST(test_who_asks_must_read_the_texts_that_hold_it_again),
	};
	return cmocka_run_group_tests_name("shared", tests, NULL, NULL);
}
