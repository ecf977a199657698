#include "publish/check/findings.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	TEXT_MAX = 1024
};

static struct finding *
first(const struct findings *findings)
{
	return (struct finding *)(void *)findings->all.p;
}

static size_t
count(const struct findings *findings)
{
	return findings->all.n / sizeof(struct finding);
}

void
findings_add(struct findings *findings, enum finding_grade grade, struct str file, size_t line,
             const char *format, ...)
{
	char text[TEXT_MAX];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	struct finding finding = {
	    .file = arena_copy(&findings->arena, file),
	    .line = line,
	    .grade = grade,
	    .text = arena_copy(&findings->arena, str_of(text)),
	};
	buf_add(&findings->all, &finding, sizeof finding);
}

size_t
findings_count(const struct findings *findings, enum finding_grade grade)
{
	size_t found = 0;
	for (size_t i = 0; i < count(findings); i++)
		found += first(findings)[i].grade == grade;
	return found;
}

static int
compare(const void *a, const void *b)
{
	const struct finding *left = a, *right = b;
	int order = str_cmp(left->file, right->file);
	if (order == 0)
		order = (left->line > right->line) - (left->line < right->line);
	return order ? order : str_cmp(left->text, right->text);
}

void
findings_sort(struct findings *findings)
{
	struct finding *all = first(findings);
	size_t n = count(findings), kept = 0;
	if (n == 0)
		return;
	qsort(all, n, sizeof *all, compare);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || compare(&all[kept - 1], &all[i]) != 0)
			all[kept++] = all[i];
	buf_cut(&findings->all, kept * sizeof *all);
}

void
findings_print(const struct findings *findings, struct buf *out)
{
	for (size_t i = 0; i < count(findings); i++) {
		const struct finding *finding = &first(findings)[i];
		utf8_add_visible(out, finding->file);
		if (finding->line)
			buf_printf(out, ":%zu", finding->line);
		buf_add_str(out, finding->grade == FINDING_ERROR ? STR(": error: ")
		                                                 : STR(": warning: "));
		utf8_add_visible(out, finding->text);
		buf_add_char(out, '\n');
	}
}

void
findings_free(struct findings *findings)
{
	arena_free(&findings->arena);
	buf_free(&findings->all);
}
