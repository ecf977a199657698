#include "publish/read/charset.h"

#include "check.h"

#include <iconv.h>
#include <stdio.h>

static const struct case_of_charset {
	struct str bytes, option, fallback;
	const char *text;
} cases[] = {
    {STR_CONST("plain"), {0}, {0}, "plain"},
    {STR_CONST("\xEF\xBB\xBF"
               "caf\xC3\xA9"),
     {0},
     {0},
     "café"},
    {STR_CONST("\xFF\xFE"
               "a\0\x10\x04"),
     {0},
     {0},
     "aА"},
    {STR_CONST("\xFE\xFF"
               "\0a\x04\x10"),
     {0},
     {0},
     "aА"},
    {STR_CONST("a\0b\0 \0\x10\x04"), {0}, {0}, "ab А"},
    {STR_CONST("\0a\0b\0 \x04\x10"), {0}, {0}, "ab А"},
    {STR_CONST("caf\xE9"), {0}, {0}, "café"},
    {STR_CONST("\xF0\xD2\xC9"), STR_CONST("KOI8-R"), {0}, "При"},
    {STR_CONST("\xCF\xF0\xE8"), {0}, STR_CONST("CP1251"), "При"},
    {STR_CONST("Charset: KOI8-R\n\n\xF0\xD2\xC9"), {0}, {0}, "Charset: KOI8-R\n\nПри"},
    {STR_CONST("a\xFFz"), STR_CONST("UTF-8"), {0}, "a\xEF\xBF\xBDz"},
    {STR_CONST("caf\xE9"), STR_CONST("no-such"), {0}, "café"},
    {STR_CONST("\x1B$B$3$l\x1B(B"), {0}, {0}, "これ"},
};

static void
test_decodes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena = {0};
		struct read_options options = {.charset = cases[i].option,
		                               .default_charset = cases[i].fallback};
		assert_slice(charset_decode(cases[i].bytes, &options, &arena), cases[i].text);
		arena_free(&arena);
	}
}

static void
test_tells_wrong_bytes(void **state)
{
	struct trace trace = {.wanted = true};
	struct read_options options = {.charset = STR("UTF-8"), .trace = &trace};
	struct arena arena = {0};
	(void)state;
	charset_decode(STR("one\ntw\xFFo\n"), &options, &arena);
	assert_true(str_find_str(buf_str(&trace.text), STR("2: wrong byte replaced")) !=
	            STR_NOWHERE);
	assert_true(str_find_str(buf_str(&trace.text), STR("0xFF in column 3")) != STR_NOWHERE);
	trace_free(&trace);
	arena_free(&arena);
}

static void
test_known(void **state)
{
	(void)state;
	assert_true(charset_is_known(STR("GEORGIAN-PS")));
	assert_true(charset_is_known(STR("koi8-u")));
	assert_false(charset_is_known(STR("no-such")));
	assert_false(charset_is_known(STR("")));
	assert_false(charset_is_known(STR("UTF-8//IGNORE")));
}

/* "plain text" as iconv writes it in that charset; 0 bytes: nothing is written in it. */
static struct str
plain_text_in(const char *name, char *room, size_t size)
{
	char text[] = "plain text", *in = text, *out = room;
	size_t left = sizeof text - 1, unused = size;
	iconv_t cd = iconv_open(name, "UTF-8");
	if (cd == (iconv_t)-1)
		return STR_NONE;
	bool done = iconv(cd, &in, &left, &out, &unused) != (size_t)-1 &&
	            iconv(cd, NULL, NULL, &out, &unused) != (size_t)-1;
	iconv_close(cd);
	return done ? (struct str){room, size - unused} : STR_NONE;
}

/* Every name that `iconv -l` lists, "KOI8-R//". */
static void
test_decodes_every_charset_of_iconv(void **state)
{
	char name[128], room[256];
	unsigned known = 0;
	(void)state;
	FILE *list = popen("iconv -l", "r");
	assert_non_null(list);
	while (fscanf(list, "%127s", name) == 1) {
		struct arena arena = {0};
		struct str bare = str_of(name);
		while (bare.n && (bare.p[bare.n - 1] == '/' || bare.p[bare.n - 1] == ','))
			bare.n--;
		name[bare.n] = '\0';
		struct str bytes = plain_text_in(name, room, sizeof room);
		struct read_options options = {.charset = bare};
		if (!bytes.n)
			continue;
		struct str text = charset_decode(bytes, &options, &arena);
		if (!str_eq(text, STR("plain text")))
			fail_msg("%s: %.*s", name, STR_FMT(text));
		known++;
		arena_free(&arena);
	}
	assert_int_equal(pclose(list), 0);
	assert_true(known > 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_decodes),
	    cmocka_unit_test(test_tells_wrong_bytes),
	    cmocka_unit_test(test_known),
	    cmocka_unit_test(test_decodes_every_charset_of_iconv),
	};
	return cmocka_run_group_tests_name("charset", tests, NULL, NULL);
}
