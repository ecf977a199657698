#include "publish/capsule/out.h"

#include "fixture.h"

static void
check_link(const char *target)
{
	char text[64] = "";
	ssize_t n = readlink("public/current", text, sizeof text - 1);
	assert_true(n > 0);
	assert_string_equal(text, target);
}

static void
publish_one(void)
{
	struct out out;
	assert_int_equal(out_open(&out, STR("public"), OUT_AT_ONCE), 0);
	assert_int_equal(out_write(&out, OUT_GEMINI, STR("/a.gmi"), STR("# A\n")), 0);
	assert_int_equal(out_write_table(&out, STR("")), 0);
	assert_int_equal(out_publish(&out, 3), 0);
	out_close(&out);
}

static void
test_publishes_with_fixed_modes(void **state)
{
	(void)state;
	mode_t before = umask(0077);
	struct out out;
	put_file("photo", "bytes");
	int photo = open("photo", O_RDONLY);
	assert_int_equal(out_open(&out, STR("public"), OUT_AT_ONCE), 0);
	assert_int_equal(out_make_folder(&out, OUT_GEMINI, STR("/news/")), 0);
	assert_int_equal(out_make_folder(&out, OUT_GEMINI, STR("/")), 0);
	assert_int_equal(out_write(&out, OUT_GEMINI, STR("/news/a.gmi"), STR("# A\n")), 0);
	assert_int_equal(out_copy(&out, STR("/photo"), photo), 0);
	assert_int_equal(out_write_table(&out, STR("")), 0);
	assert_false(is_there("public/current"));
	assert_int_equal(out_publish(&out, 3), 0);
	out_close(&out);
	close(photo);
	umask(before);
	check_link("builds/1");
	assert_int_equal(look_at("public").st_mode & 07777, 0755);
	assert_int_equal(look_at("public/current/gemini/news").st_mode & 07777, 0755);
	assert_int_equal(look_at("public/current/gemini/news/a.gmi").st_mode & 07777, 0644);
	assert_int_equal(look_at("public/current/table").st_mode & 07777, 0644);
	assert_int_equal(look_at("public/current/gopher/photo").st_size, 5);
}

static void
test_a_build_not_published_leaves_nothing(void **state)
{
	(void)state;
	struct out out;
	publish_one();
	assert_int_equal(out_open(&out, STR("public"), OUT_AT_ONCE), 0);
	assert_int_equal(out_write(&out, OUT_GEMINI, STR("/b.gmi"), STR("")), 0);
	assert_true(is_there("public/builds/.2.tmp/gemini/b.gmi"));
	out_close(&out);
	check_link("builds/1");
	assert_false(is_there("public/builds/.2.tmp"));
	assert_true(is_there("public/current/gemini/a.gmi"));
}

static void
test_keeps_three_builds(void **state)
{
	(void)state;
	for (int i = 0; i < 5; i++)
		publish_one();
	check_link("builds/5");
	assert_false(is_there("public/builds/2"));
	assert_true(is_there("public/builds/3"));
}

static void
test_a_second_build_is_refused(void **state)
{
	(void)state;
	struct out first, second;
	assert_int_equal(out_open(&first, STR("public"), OUT_AT_ONCE), 0);
	assert_int_equal(out_open(&second, STR("public"), OUT_AT_ONCE), -1);
	assert_true(is_there("public/builds/.1.tmp"));
	assert_int_equal(out_publish(&first, 3), 0);
	out_close(&first);
	publish_one();
	check_link("builds/2");
}

static void
test_what_a_killed_build_left_goes(void **state)
{
	(void)state;
	publish_one();
	put_folder("public/builds/.2.tmp");
	put_file("public/builds/.2.tmp/half", "");
	assert_int_equal(symlink("builds/9", "public/.current.tmp"), 0);
	publish_one();
	check_link("builds/2");
	assert_false(is_there("public/builds/.2.tmp"));
	assert_false(is_there("public/current/half"));
}

static void
test_a_folder_called_current_is_not_replaced(void **state)
{
	(void)state;
	struct out out;
	put_folder("public");
	put_folder("public/current");
	assert_int_equal(out_open(&out, STR("public"), OUT_AT_ONCE), 0);
	assert_int_equal(out_publish(&out, 3), -1);
	out_close(&out);
	assert_true(S_ISDIR(look_at("public/current").st_mode));
	assert_false(is_there("public/builds/1"));
	assert_false(is_there("public/.current.tmp"));
}

static void
test_tells_of_a_place_that_cannot_be_written(void **state)
{
	(void)state;
	struct out out;
	assert_int_equal(out_open(&out, STR("no/such/folder"), OUT_AT_ONCE), -1);
	put_file("file", "");
	assert_int_equal(out_open(&out, STR("file"), OUT_AT_ONCE), -1);
	assert_int_equal(out_open(&out, STR("public"), OUT_AT_ONCE), 0);
	assert_int_equal(out_write(&out, OUT_GEMINI, STR("/no/folder"), STR("")), -1);
	out_close(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_publishes_with_fixed_modes),
	    TEST(test_a_build_not_published_leaves_nothing),
	    TEST(test_keeps_three_builds),
	    TEST(test_a_second_build_is_refused),
	    TEST(test_what_a_killed_build_left_goes),
	    TEST(test_a_folder_called_current_is_not_replaced),
	    TEST(test_tells_of_a_place_that_cannot_be_written),
	};
	return cmocka_run_group_tests_name("out", tests, NULL, NULL);
}
