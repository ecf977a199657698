#include "publish/capsule/tree.h"

#include <errno.h>

#include "base/buf.h"
#include "fixture.h"

static const struct stat no_out;

/* The paths found, one after another, each with a blank behind it. */
static struct buf
walk(int *end)
{
	struct tree tree;
	struct buf paths = {0};
	assert_int_equal(tree_open(&tree, STR("text")), 0);
	*end = tree_walk(&tree, &no_out);
	for (const struct tree_entry *entry = tree.first; entry; entry = entry->next) {
		buf_add_str(&paths, entry->path);
		buf_add_char(&paths, ' ');
	}
	tree_close(&tree);
	return paths;
}

static void
test_finds_folders_and_files_by_name(void **state)
{
	(void)state;
	int end;
	put_folder("text");
	put_folder("text/news");
	put_file("text/b.txt", "");
	put_file("text/a.txt", "");
	put_file("text/news/day.txt", "");
	struct buf paths = walk(&end);
	assert_int_equal(end, 0);
	assert_slice(buf_str(&paths), "/ /a.txt /b.txt /news/ /news/day.txt ");
	buf_free(&paths);
}

static void
test_passes_over_what_systems_and_editors_leave(void **state)
{
	(void)state;
	int end;
	put_folder("text");
	put_folder("text/.git");
	put_file("text/.DS_Store", "");
	put_file("text/Thumbs.db", "");
	put_file("text/desktop.ini", "");
	put_file("text/a.txt~", "");
	put_file("text/~$letter.doc", "");
	put_file("text/#a.txt#", "");
	put_file("text/a~b.txt", "");
	struct buf paths = walk(&end);
	assert_int_equal(end, 0);
	assert_slice(buf_str(&paths), "/ /a~b.txt ");
	buf_free(&paths);
}

static void
test_follows_links_to_files_inside_only(void **state)
{
	(void)state;
	int end;
	put_folder("text");
	put_file("secret", "");
	put_file("text/a.txt", "");
	assert_int_equal(symlink("a.txt", "text/inside.txt"), 0);
	assert_int_equal(symlink("../secret", "text/outside.txt"), 0);
	assert_int_equal(symlink("/etc/passwd", "text/absolute.txt"), 0);
	assert_int_equal(symlink(".", "text/loop"), 0);
	assert_int_equal(symlink("self", "text/self"), 0);
	assert_int_equal(symlink("nothing", "text/dangling"), 0);
	struct buf paths = walk(&end);
	assert_int_equal(end, 0);
	assert_slice(buf_str(&paths), "/ /a.txt /inside.txt ");
	buf_free(&paths);
}

static void
test_never_waits_for_a_pipe(void **state)
{
	(void)state;
	int end;
	put_folder("text");
	assert_int_equal(mkfifo("text/pipe.txt", 0644), 0);
	struct buf paths = walk(&end);
	assert_int_equal(end, 0);
	assert_slice(buf_str(&paths), "/ ");
	buf_free(&paths);
}

static void
check_bad_name(const char *name)
{
	int end;
	put_file(name, "");
	struct buf paths = walk(&end);
	assert_int_equal(end, -1);
	buf_free(&paths);
	unlink(name);
}

static void
test_refuses_names_no_page_can_have(void **state)
{
	(void)state;
	put_folder("text");
	check_bad_name("text/a\tb.txt");
	check_bad_name("text/a\nb.txt");
	check_bad_name("text/a\x7f.txt");
	check_bad_name("text/\xff.txt");
}

static void
test_refuses_to_publish_into_the_source(void **state)
{
	(void)state;
	struct tree tree;
	put_folder("text");
	put_folder("text/public");
	struct stat out = look_at("text/public");
	assert_int_equal(tree_open(&tree, STR("text")), 0);
	assert_int_equal(tree_walk(&tree, &out), -1);
	tree_close(&tree);
}

static void
test_opens_nothing_outside(void **state)
{
	(void)state;
	struct tree tree;
	struct stat status;
	put_folder("text");
	put_file("secret", "");
	assert_int_equal(symlink("../secret", "text/link"), 0);
	assert_int_equal(tree_open(&tree, STR("text")), 0);
	assert_int_equal(tree_open_file(&tree, STR("/link"), &status), -1);
	assert_int_equal(errno, EXDEV);
	assert_int_equal(tree_open_file(&tree, STR("/../secret"), &status), -1);
	assert_int_equal(tree_open_file(&tree, STR("/"), &status), -1);
	tree_close(&tree);
}

static void
test_tells_of_a_missing_folder(void **state)
{
	(void)state;
	struct tree tree;
	assert_int_equal(tree_open(&tree, STR("text")), -1);
	put_file("text", "");
	assert_int_equal(tree_open(&tree, STR("text")), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_finds_folders_and_files_by_name),
	    TEST(test_passes_over_what_systems_and_editors_leave),
	    TEST(test_follows_links_to_files_inside_only),
	    TEST(test_never_waits_for_a_pipe),
	    TEST(test_refuses_names_no_page_can_have),
	    TEST(test_refuses_to_publish_into_the_source),
	    TEST(test_opens_nothing_outside),
	    TEST(test_tells_of_a_missing_folder),
	};
	return cmocka_run_group_tests_name("tree", tests, NULL, NULL);
}
