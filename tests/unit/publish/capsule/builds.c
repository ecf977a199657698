#include "publish/capsule/builds.h"

#include "fixture.h"

static void
test_counts_only_what_is_a_build(void **state)
{
	(void)state;
	struct builds builds;
	put_folder("3");
	put_folder("12");
	put_folder("007");
	put_folder(".13.tmp");
	put_file("notes", "");
	assert_int_equal(builds_count(AT_FDCWD, 0, &builds), 0);
	assert_int_equal(builds.count, 2);
	assert_int_equal(builds.lowest, 3);
	assert_int_equal(builds.highest, 12);
	assert_int_equal(builds_count(AT_FDCWD, 3, &builds), 0);
	assert_int_equal(builds.lowest, 12);
}

static void
test_removes_a_whole_tree_and_follows_no_link(void **state)
{
	(void)state;
	put_folder("kept");
	put_file("kept/file", "");
	put_folder("gone");
	put_folder("gone/deep");
	put_file("gone/deep/file", "");
	assert_int_equal(symlink("../kept", "gone/link"), 0);
	assert_int_equal(builds_remove(AT_FDCWD, "gone"), 0);
	assert_false(is_there("gone"));
	assert_true(is_there("kept/file"));
	assert_int_equal(builds_remove(AT_FDCWD, "gone"), 0);
}

static void
test_drops_stages_only(void **state)
{
	(void)state;
	put_folder(".4.tmp");
	put_file(".4.tmp/file", "");
	put_folder(".x.tmp");
	put_folder(".tmp");
	put_folder("4");
	assert_int_equal(builds_drop_stages(AT_FDCWD), 0);
	assert_false(is_there(".4.tmp"));
	assert_true(is_there(".x.tmp"));
	assert_true(is_there(".tmp"));
	assert_true(is_there("4"));
}

static void
test_drops_the_oldest_but_never_the_current(void **state)
{
	(void)state;
	const char *names[] = {"1", "2", "3", "10", "11"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		put_folder(names[i]);
	assert_int_equal(builds_drop_old(AT_FDCWD, 1, 3), 0);
	assert_true(is_there("1"));
	assert_false(is_there("2"));
	assert_false(is_there("3"));
	assert_true(is_there("10"));
	assert_true(is_there("11"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_counts_only_what_is_a_build),
	    TEST(test_removes_a_whole_tree_and_follows_no_link),
	    TEST(test_drops_stages_only),
	    TEST(test_drops_the_oldest_but_never_the_current),
	};
	return cmocka_run_group_tests_name("builds", tests, NULL, NULL);
}
