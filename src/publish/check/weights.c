#include "publish/check/weights.h"

#include "publish/check/cost.h"

#include <stdlib.h>

enum {
	COLUMN = 8,
	GROUP = COST_VISITS * COLUMN
};

static const char *const visits[COST_VISITS] = {
    [COST_FIRST] = "first",
    [COST_RESUMED] = "resumed",
    [COST_GOPHER] = "Gopher",
};

static void
add_head(struct buf *out)
{
	buf_printf(out, "%*s", GROUP, "bytes");
	for (size_t i = 0; i < COST_LINES; i++) {
		struct buf name = {0};
		buf_printf(&name, "s, %s%c", cost_lines[i].name, '\0');
		buf_printf(out, "%*s", GROUP, buf_ok(&name) ? name.p : "");
		buf_free(&name);
	}
	buf_add_char(out, '\n');
	for (size_t group = 0; group <= COST_LINES; group++)
		for (size_t i = 0; i < COST_VISITS; i++)
			buf_printf(out, "%*s", COLUMN, visits[i]);
	buf_add_str(out, STR("  page\n"));
}

static size_t
body_of(const struct checked *page, enum cost_visit visit)
{
	return visit == COST_GOPHER ? page->gopher : page->gemini;
}

static void
add_page(struct buf *out, const struct checked *page)
{
	for (unsigned visit = 0; visit < COST_VISITS; visit++)
		buf_printf(out, "%*zu", COLUMN, cost_bytes(visit, body_of(page, visit)));
	for (size_t line = 0; line < COST_LINES; line++)
		for (unsigned visit = 0; visit < COST_VISITS; visit++)
			buf_printf(out, "%*.1f", COLUMN,
			           cost_seconds(visit, body_of(page, visit), &cost_lines[line]));
	buf_printf(out, "  %.*s\n", STR_FMT(page->place->path));
}

static int
compare(const void *a, const void *b)
{
	const struct checked *left = *(const struct checked *const *)a;
	const struct checked *right = *(const struct checked *const *)b;
	int order = (left->gemini < right->gemini) - (left->gemini > right->gemini);
	return order ? order : str_cmp(left->place->path, right->place->path);
}

void
weights_print(const struct checkup *checkup, struct buf *out)
{
	const struct checked **pages = calloc(checkup->count + 1, sizeof(const struct checked *));
	if (!pages) {
		out->failed = true;
		return;
	}
	for (size_t i = 0; i < checkup->count; i++)
		pages[i] = &checkup->pages[i];
	qsort(pages, checkup->count, sizeof(const struct checked *), compare);
	add_head(out);
	for (size_t i = 0; i < checkup->count; i++)
		add_page(out, pages[i]);
	free(pages);
}
