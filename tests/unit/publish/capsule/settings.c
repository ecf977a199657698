#include "publish/capsule/settings.h"

#include "fixture.h"

static void
test_none_are_needed(void **state)
{
	(void)state;
	struct settings settings;
	assert_int_equal(settings_read(&settings, STR(".")), 0);
	assert_int_equal(settings.title.n, 0);
	assert_int_equal(settings.page_weight, 8192);
	settings_free(&settings);
}

static void
test_reads_them_as_mail_headers(void **state)
{
	(void)state;
	struct settings settings;
	put_file("capsule.txt",
	         "\xEF\xBB\xBFtitle:  Harbour: a centre \r\nLANGUAGE:ka\n\nHost: example.org\n"
	         "Charset: KOI8-R\nPage-weight: 2 kB\nKeep-builds: 99\nSearch: No\nColour: "
	         "red\nTitle without "
	         "colon\nTitle:\n");
	assert_int_equal(settings_read(&settings, STR(".")), 0);
	assert_slice(settings.title, "Harbour: a centre");
	assert_slice(settings.language, "ka");
	assert_slice(settings.host, "example.org");
	assert_slice(settings.charset, "KOI8-R");
	assert_int_equal(settings.page_weight, 2000);
	assert_int_equal(settings.keep_builds, 99);
	assert_slice(settings.search, "No");
	settings_free(&settings);
}

static void
check_wrong(const char *text)
{
	struct settings settings;
	put_file("capsule.txt", text);
	assert_int_equal(settings_read(&settings, STR(".")), -1);
	settings_free(&settings);
}

static void
test_refuses_values_that_cannot_be_right(void **state)
{
	(void)state;
	check_wrong("Language: Georgian language\n");
	check_wrong("Language: ka\tx\n");
	check_wrong("Host: example.org/path\n");
	check_wrong("Title: a\x01z\n");
	check_wrong("Title: \xff\n");
	check_wrong("Page-weight: 0\n");
	check_wrong("Page-weight: 8 MB\n");
	check_wrong("Page-weight: kB\n");
	check_wrong("Keep-builds: 0\n");
	check_wrong("Keep-builds: 100\n");
	check_wrong("Search: perhaps\n");
}

static void
test_tells_of_a_file_that_cannot_be_read(void **state)
{
	(void)state;
	struct settings settings;
	put_folder("capsule.txt");
	assert_int_equal(settings_read(&settings, STR(".")), -1);
	settings_free(&settings);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_none_are_needed),
	    TEST(test_reads_them_as_mail_headers),
	    TEST(test_refuses_values_that_cannot_be_right),
	    TEST(test_tells_of_a_file_that_cannot_be_read),
	};
	return cmocka_run_group_tests_name("settings", tests, NULL, NULL);
}
