#include "daemon/site/snippet.h"

#include "base/fold.h"
#include "base/gemtext.h"
#include "base/utf8.h"

/* A line as it fits the query. */
struct fit {
	struct str line;
	size_t first; /* offset of the first word found */
	int terms;    /* how many of the query's are in it */
};

static struct fit
fit_line(struct str line, const struct query *query, struct buf *folded)
{
	struct fit fit = {.line = line};
	struct str rest = line, word;
	unsigned found = 0;
	while (fold_next(&rest, &word)) {
		buf_reset(folded);
		fold_add(folded, word);
		unsigned terms = query_match(query, buf_str(folded));
		if (terms && !found)
			fit.first = (size_t)(word.p - line.p);
		found |= terms;
	}
	fit.terms = __builtin_popcount(found);
	return fit;
}

static struct fit
find_best(struct str gemtext, struct str title, struct str footer, const struct query *query)
{
	struct fit best = {0};
	struct str line;
	struct buf folded = {0};
	while ((size_t)best.terms < query->count && gemtext_next(&gemtext, &line)) {
		if (str_eq(line, title) || str_eq(line, footer))
			continue;
		struct fit fit = fit_line(line, query, &folded);
		if (best.line.n == 0 || fit.terms > best.terms)
			best = fit;
	}
	buf_free(&folded);
	return best;
}

/* The offset of a word's start, at most that many letters before at. */
static size_t
step_back(struct str line, size_t at, size_t letters)
{
	struct str head = str_upto(line, at);
	size_t start = at;
	for (; head.n && letters; letters--)
		if (utf8_last(&head) == ' ')
			start = head.n + 1;
	return head.n ? start : 0;
}

static size_t
step_on(struct str line, size_t at, size_t letters)
{
	struct str rest = str_from(line, at);
	size_t end = at;
	for (; rest.n && letters; letters--) {
		size_t before = line.n - rest.n;
		if (utf8_next(&rest) == ' ')
			end = before;
	}
	if (rest.n == 0)
		return line.n;
	return end > at ? end : line.n - rest.n;
}

void
snippet_add(struct span *out, struct str gemtext, struct str title, struct str footer,
            const struct query *query)
{
	struct fit best = find_best(gemtext, title, footer, query);
	size_t start = step_back(best.line, best.first, SNIPPET_BEFORE);
	size_t end = step_on(best.line, start, SNIPPET_LETTERS);
	if (start > 0)
		span_add(out, STR("… "));
	utf8_fill_spaced(out, str_from(str_upto(best.line, end), start));
	if (end < best.line.n)
		span_add(out, STR(" …"));
}
