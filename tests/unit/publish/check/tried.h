/* One text, checked as a capsule of its own beside a page "/about.txt" with the title "About us".
 */
#ifndef UNIT_PUBLISH_CHECK_TRIED_H
#define UNIT_PUBLISH_CHECK_TRIED_H

#include <stdio.h>

#include "../capsule/fixture.h"
#include "publish/check/checkup.h"

/* What is said of the file below text/, as FILE:LINE: grade: text; to be freed. */
static inline struct buf
try_text(const char *name, const char *text)
{
	struct checkup checkup;
	struct buf said = {0};
	char path[256];
	mkdir("text", 0755);
	mkdir("text/news", 0755);
	put_file("text/about.txt", "Title: About us\n\nWe help sailors.\n");
	put_file("text/draft.txt", "Draft: yes\nTitle: Not yet\n\nNothing.\n");
	snprintf(path, sizeof path, "text/%s", name);
	put_file(path, text);
	assert_int_equal(checkup_make(&checkup, STR("."), STR("2026-11-23")), 0);
	findings_print(&checkup.findings, &said);
	checkup_free(&checkup);
	assert_int_equal(unlink(path), 0);
	assert_true(buf_ok(&said));
	return said;
}

/* The one thing said of it is that. */
static inline void
assert_says(const char *name, const char *text, const char *expected)
{
	struct buf said = try_text(name, text);
	if (str_find_str(buf_str(&said), str_of(expected)) == STR_NOWHERE ||
	    str_find(buf_str(&said), '\n') != said.n - 1)
		fail_msg("expected %s, not %.*s", expected, STR_FMT(buf_str(&said)));
	buf_free(&said);
}

static inline void
assert_silent(const char *name, const char *text)
{
	struct buf said = try_text(name, text);
	if (said.n)
		fail_msg("%.*s", STR_FMT(buf_str(&said)));
	buf_free(&said);
}

#endif
