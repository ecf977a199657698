#include "publish/write/atom.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct atom_entry entries[] = {
    {
        .id = STR_CONST("gemini://example.org/b.gmi"),
        .page = STR_CONST("gemini://example.org/b.gmi"),
        .title = STR_CONST("Bread & <salt>\x01"),
        .date = STR_CONST("2026-02-03"),
        .summary = STR_CONST("Short."),
        .author = STR_CONST("Nino"),
    },
    {
        .id = STR_CONST("gemini://example.org/a.gmi"),
        .page = STR_CONST("gemini://example.org/a.gmi"),
        .title = STR_CONST("A"),
        .date = STR_CONST("2025-12-31"),
    },
};

static struct buf
write_feed(size_t count)
{
	struct buf out = {0};
	struct atom_feed feed = {
	    .id = STR("gemini://example.org/atom.xml"),
	    .self = STR("gemini://example.org/atom.xml"),
	    .page = STR("gemini://example.org/news/"),
	    .title = STR("News"),
	    .author = STR("Harbour \"Centre\""),
	    .lang = STR("en"),
	    .entries = entries,
	    .count = count,
	};
	atom_write(&feed, &out);
	return out;
}

static size_t
count(const struct buf *out, const char *words)
{
	size_t found = 0;
	struct str rest = buf_str(out);
	for (size_t at; (at = str_find_str(rest, str_of(words))) != STR_NOWHERE; found++)
		rest = str_from(rest, at + 1);
	return found;
}

/* RFC 4287 4.1.1, 4.1.2: id, title and updated once each; the feed's date is the newest one's. */
static void
test_what_every_feed_has(void **state)
{
	(void)state;
	struct buf out = write_feed(2);
	assert_int_equal(count(&out, "<entry>"), 2);
	assert_int_equal(count(&out, "<id>"), 3);
	assert_int_equal(count(&out, "<title>"), 3);
	assert_int_equal(count(&out, "<updated>2026-02-03T12:00:00Z</updated>"), 2);
	assert_int_equal(count(&out, "<updated>2025-12-31T12:00:00Z</updated>"), 1);
	assert_int_equal(count(&out, "rel=\"self\""), 1);
	assert_int_equal(count(&out, "xml:lang=\"en\""), 1);
	assert_int_equal(count(&out, "<summary"), 1);
	assert_int_equal(count(&out, "<name>Nino</name>"), 1);
	buf_free(&out);
}

/* XML 1.0 2.2, 2.4 */
static void
test_marks_are_escaped_and_controls_left_out(void **state)
{
	(void)state;
	struct buf out = write_feed(1);
	assert_int_equal(count(&out, "Bread &amp; &lt;salt&gt;</title>"), 1);
	assert_int_equal(count(&out, "\x01"), 0);
	buf_free(&out);
}

static void
test_the_same_twice(void **state)
{
	(void)state;
	struct buf one = write_feed(2), two = write_feed(2);
	assert_true(str_eq(buf_str(&one), buf_str(&two)));
	buf_free(&one);
	buf_free(&two);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_what_every_feed_has),
	    cmocka_unit_test(test_marks_are_escaped_and_controls_left_out),
	    cmocka_unit_test(test_the_same_twice),
	};
	return cmocka_run_group_tests_name("atom", tests, NULL, NULL);
}
