#include "publish/capsule/types.h"

#include "fixture.h"

struct case_of_type {
	const char *name, *bytes, *type;
};

static const struct case_of_type cases[] = {
    {"a.txt", "plain words\n", "text/plain"},
    {"a.txt", "", "text/plain"},
    {"a.xyz", "", "text/plain"},
    {"a.md", "# Title\n\nWords\n", "text/markdown"},
    {"a.CSV", "a,b\n1,2\n", "text/csv"},
    {"a.gmi", "# Title\n", "text/gemini"},
    {"a.css", "body { color: red }\n", "text/css"},
    {"a.json", "{\"a\": 1}\n", "application/json"},
    {"a.xml", "<?xml version=\"1.0\"?>\n<a/>\n", "application/xml"},
    {"a.html", "<!DOCTYPE html>\n<html></html>\n", "text/html"},
    {"a.txt", "caf\xe9 ol\xe9 d\xe9j\xe0 vu\n", "text/plain;charset=iso-8859-1"},
    {"a.txt", "\xe1\x83\x90\xe1\x83\x91\n", "text/plain"},
    {"a.pdf", "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "application/pdf"},
    {"lies.md", "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "application/pdf"},
    {"a.gif", "GIF89a\x01\x01\x01\x01\x80\x01\x01", "image/gif"},
    {"noname", "just words\n", "text/plain"},
};

static void
test_by_content_then_by_suffix(void **state)
{
	(void)state;
	struct types types = {0};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		put_file("file", cases[i].bytes);
		int fd = open("file", O_RDONLY);
		struct str type = types_find(&types, fd, str_of(cases[i].name));
		if (!str_eq(type, str_of(cases[i].type)))
			fail_msg("%s is %.*s, not %s", cases[i].name, STR_FMT(type), cases[i].type);
		assert_int_equal(lseek(fd, 0, SEEK_CUR), 0);
		close(fd);
	}
	types_free(&types);
}

static void
test_an_unreadable_file_has_none(void **state)
{
	(void)state;
	struct types types = {0};
	assert_int_equal(types_find(&types, -1, STR("a.txt")).n, 0);
	types_free(&types);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_by_content_then_by_suffix),
	    TEST(test_an_unreadable_file_has_none),
	};
	return cmocka_run_group_tests_name("types", tests, NULL, NULL);
}
