#include "publish/read/running.h"

#include "base/ascii.h"
#include "publish/read/line.h"

#include <stdlib.h>
#include <string.h>

enum {
	PAGES_MIN = 2,      /* numbered lines that count on, with words beside the number */
	BARE_PAGES_MIN = 3, /* the same for a number with no such words beside it */
	HEAD_WIDTH = 100,
	LINES_APART = 6, /* lines of a page at least */
	PAGE_MAX = 9999,
	HEADS_BESIDE = 2 /* lines looked at above and below a page's number */
};

static const char rule[] = "R3b running head";

/* A line that may hold a page's number. */
struct folio {
	size_t at;
	unsigned number;
	uint64_t form; /* what the line says beside the number */
	bool bare;
	bool taken; /* it counts on with others of its form */
};

struct folios {
	struct folio *all; /* owned */
	size_t count, room;
};

static uint64_t
hash_of(uint64_t hash, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ')
			hash = (hash ^ (unsigned char)s.p[i]) * 0x100000001B3;
	return hash;
}

/* The digits at one end of the text, dashes and bars passed over; false: none, or too many. */
static bool
take_number(struct str text, bool last, struct str *rest, unsigned *number)
{
	size_t n = 0;
	while (n < text.n && ascii_is_digit(text.p[last ? text.n - 1 - n : n]))
		n++;
	if (n == 0 || n > 4)
		return false;
	struct str digits = last ? str_from(text, text.n - n) : str_upto(text, n);
	*number = 0;
	for (size_t i = 0; i < n; i++)
		*number = *number * 10 + (unsigned)(digits.p[i] - '0');
	*rest = last ? str_upto(text, text.n - n) : str_from(text, n);
	return *number <= PAGE_MAX;
}

/* "of 12" in "Page 3 of 12", "/12". */
static struct str
without_total(struct str text)
{
	static const char *const words[] = {" of ", "/", " / ", " из ", " з "};
	struct str rest;
	unsigned total;
	if (!take_number(text, true, &rest, &total))
		return text;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct str word = str_of(words[i]);
		if (str_ends(rest, word) && rest.n > word.n &&
		    ascii_is_digit(rest.p[rest.n - word.n - 1]))
			return str_upto(rest, rest.n - word.n);
	}
	return text;
}

static bool
is_page_word(struct str text)
{
	static const char *const words[] = {"page", "p.",   "pg.",    "стр", "страница", "с.",
	                                    "стор", "გვ",   "გვერდი", "səh", "səhifə",   "sayfa",
	                                    "էջ",   "صفحة", "seite",  "s."};
	text = str_trim(text);
	if (str_ends(text, STR(".")) && text.n > 2)
		text.n--;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct str word = str_of(words[i]);
		if (line_folded_equal(word, text) ||
		    (str_ends(word, STR(".")) &&
		     line_folded_equal(str_upto(word, word.n - 1), text)))
			return true;
	}
	return false;
}

/* "- 3 -" gives "3". */
static struct str
undashed(struct str text)
{
	static const char *const dashes[] = {"-", "–", "—"};
	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
		struct str dash = str_of(dashes[i]);
		if (str_starts(text, dash) && str_ends(text, dash) && text.n > 2 * dash.n)
			return str_trim((struct str){text.p + dash.n, text.n - 2 * dash.n});
	}
	return text;
}

/* "Smith    [Page 3]" without its bracket at the end. */
static struct str
unbracketed(struct str text)
{
	return str_ends(text, STR("]")) ? str_upto(text, text.n - 1) : text;
}

/* "Harbour House / Annual Report / Page" */
static bool
ends_in_page_word(struct str rest)
{
	static const char *const marks[] = {"/", "|", " - ", "–", "—", "·", ","};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		struct str mark = str_of(marks[i]), tail = rest;
		for (size_t at; (at = str_find_str(tail, mark)) != STR_NOWHERE;)
			tail = str_from(tail, at + mark.n);
		if (tail.n < rest.n && is_page_word(tail))
			return true;
	}
	return false;
}

/* Whether what stands beside the number is kept apart from it as in the head of a page. */
static bool
is_head(struct str rest, bool last)
{
	if (last)
		return str_ends(rest, STR("  ")) || str_ends(rest, STR("  [Page ")) ||
		       str_ends(rest, STR("| ")) || is_page_word(rest) || ends_in_page_word(rest);
	return str_starts(rest, STR("  ")) || str_starts(rest, STR(" | "));
}

static bool
parse_folio(const struct line *line, struct folio *folio)
{
	struct str text = without_total(undashed(line->text)), rest;
	if (line->width > HEAD_WIDTH || !text.n)
		return false;
	text = unbracketed(text);
	bool last = take_number(text, true, &rest, &folio->number);
	if (!last && !take_number(text, false, &rest, &folio->number))
		return false;
	folio->bare = rest.n == 0;
	folio->form = hash_of(last ? 1 : 2, rest);
	return folio->bare || is_head(rest, last);
}

/* Page numbers stand at the edge of a block: no line of a paragraph is one. */
static bool
is_at_edge(const struct page *page, size_t at)
{
	return page_starts_block(page, at) || at + 1 >= page->count ||
	       line_is_blank(&page->lines[at + 1]);
}

static bool
add(struct folios *folios, const struct folio *folio)
{
	if (folios->count == folios->room) {
		size_t room = folios->room ? 2 * folios->room : 64;
		struct folio *all = realloc(folios->all, room * sizeof *all);
		if (!all)
			return false;
		folios->all = all;
		folios->room = room;
	}
	folios->all[folios->count++] = *folio;
	return true;
}

static void
gather(const struct page *page, struct folios *folios)
{
	for (size_t i = 0; i < page->count; i++) {
		struct folio folio = {.at = i};
		if (line_is_blank(&page->lines[i]) || !is_at_edge(page, i) ||
		    !parse_folio(&page->lines[i], &folio))
			continue;
		if (!add(folios, &folio))
			return;
	}
}

static int
compare(const void *left, const void *right)
{
	const struct folio *a = left, *b = right;
	if (a->form != b->form)
		return a->form < b->form ? -1 : 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

/* The line that many not blank ones further on (or back); STR_NOWHERE: there is none. */
static size_t
line_beside(const struct page *page, size_t at, size_t far, bool forward)
{
	while (far > 0) {
		if (forward ? at + 1 >= page->count : at == 0)
			return STR_NOWHERE;
		at = forward ? at + 1 : at - 1;
		far -= !line_is_blank(&page->lines[at]);
	}
	return at;
}

/* What the head of a page says beside its number: all of the line when it has none. */
static struct str
head_of(const struct line *line, unsigned *number)
{
	struct str rest;
	if (take_number(line->text, true, &rest, number) && str_ends(rest, STR("  ")))
		return str_trim(rest);
	*number = 0;
	return line->text;
}

/* The number alone stands beside a line that repeats the first of the text: the head of a page. */
static bool
has_head(const struct page *page, size_t at)
{
	size_t first = page_next(page, 0), head = line_beside(page, at, 1, true);
	if (head == STR_NOWHERE || head <= first || first >= at)
		return false;
	unsigned number;
	struct str words = head_of(&page->lines[first], &number);
	return page->lines[first].width <= HEAD_WIDTH && line_words(words, 2) == 2 &&
	       line_folded_equal(words, page->lines[head].text);
}

/* The next page, or the next but one where left and right pages have other heads. */
static bool
counts_on(const struct folio *a, const struct folio *b)
{
	return a->form == b->form && b->at >= a->at + LINES_APART &&
	       (b->number == a->number + 1 || b->number == a->number + 2);
}

/* The same words, two of them at least, stand in the same place beside both numbers. */
static bool
share_head(const struct page *page, const struct folio *a, const struct folio *b)
{
	for (int forward = 0; forward < 2; forward++) {
		size_t left = line_beside(page, a->at, 1, forward);
		size_t right = line_beside(page, b->at, 1, forward);
		if (left == STR_NOWHERE || right == STR_NOWHERE || left == right ||
		    page->lines[left].width > HEAD_WIDTH || !is_at_edge(page, left))
			continue;
		struct str words = page->lines[left].text;
		if (line_words(words, 2) == 2 && line_folded_equal(words, page->lines[right].text))
			return true;
	}
	return false;
}

static bool
are_pages(const struct page *page, const struct folio *first, size_t count)
{
	if (count >= (first->bare ? BARE_PAGES_MIN : PAGES_MIN) || has_head(page, first->at))
		return true;
	return count >= PAGES_MIN && share_head(page, first, first + 1);
}

static void
choose(const struct page *page, struct folios *folios)
{
	qsort(folios->all, folios->count, sizeof *folios->all, compare);
	for (size_t i = 0, to; i < folios->count; i = to) {
		for (to = i + 1; to < folios->count; to++)
			if (!counts_on(&folios->all[to - 1], &folios->all[to]))
				break;
		bool enough = are_pages(page, &folios->all[i], to - i);
		for (size_t k = i; k < to && enough; k++)
			folios->all[k].taken = true;
	}
}

/* The same words stand in the same place beside the next page's number. */
static void
mark_beside(struct page *page, const struct folio *folio, const struct folio *next, bool *gone)
{
	for (size_t far = 1; far <= HEADS_BESIDE; far++)
		for (int forward = 0; forward < 2; forward++) {
			size_t a = line_beside(page, folio->at, far, forward);
			size_t b = line_beside(page, next->at, far, forward);
			if (a == STR_NOWHERE || b == STR_NOWHERE || a == b || gone[b] ||
			    page->lines[a].width > HEAD_WIDTH || !is_at_edge(page, a) ||
			    !line_folded_equal(page->lines[a].text, page->lines[b].text))
				continue;
			gone[a] = gone[b] = true;
		}
}

/* Below the number, and on the first page when its own number stands there as well. */
static void
mark_head(struct page *page, const struct folio *folio, bool *gone)
{
	unsigned number;
	size_t first = page_next(page, 0);
	head_of(&page->lines[first], &number);
	gone[line_beside(page, folio->at, 1, true)] = true;
	if (number > 0 && number < folio->number)
		gone[first] = true;
	page->lines[first].flags |= LINE_HEAD;
}

static void
mark(struct page *page, const struct folios *folios, bool *gone)
{
	for (size_t i = 0; i < folios->count; i++) {
		const struct folio *folio = &folios->all[i], *next = folio + 1;
		if (!folio->taken)
			continue;
		gone[folio->at] = true;
		if (has_head(page, folio->at))
			mark_head(page, folio, gone);
		if (i + 1 < folios->count && next->taken && counts_on(folio, next))
			mark_beside(page, folio, next, gone);
	}
}

/* The end of the page stood in the middle of a sentence. */
static bool
is_cut(const struct line *before, const struct line *next)
{
	return survey_continues(before, next) && line_start(next->text) == START_LOWER;
}

static void
sweep(struct page *page, const bool *gone)
{
	size_t kept = 0, last = 0; /* last: one past the last kept line that is not blank */
	bool dropped = false;
	for (size_t i = 0; i < page->count; i++) {
		const struct line *line = &page->lines[i];
		if (gone[i]) {
			page_trace(page, i, "dropped", rule, line->text);
			dropped = true;
			continue;
		}
		if (!line_is_blank(line)) {
			if (dropped && last && is_cut(&page->lines[last - 1], line)) {
				kept = last;
				page->lines[i].flags |= LINE_RESUMES;
			}
			dropped = false;
			last = kept + 1;
		}
		page->lines[kept++] = *line;
	}
	page->count = kept;
}

void
running_clear(struct page *page)
{
	struct folios folios = {0};
	if (page->options->strict)
		return;
	gather(page, &folios);
	bool *gone = folios.count > 0 ? calloc(page->count + 1, sizeof *gone) : NULL;
	if (gone) {
		choose(page, &folios);
		mark(page, &folios, gone);
		sweep(page, gone);
	}
	free(gone);
	free(folios.all);
}
