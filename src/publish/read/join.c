#include "publish/read/join.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "publish/read/shape.h"

#include <string.h>

enum {
	WIDTH_MIN = 40,
	INSET = 4, /* columns */
	SPEAKER_WIDTH = 40,
	FEW_LINES = 4,
	NARROW_PERCENT = 75, /* of the usual width */
	OUTLIER = 12,        /* columns by which one line alone may stand out of its block */
	LOOK_BACK = 2048,    /* bytes */
	GOES_ON_PERCENT = 60 /* of the width: a line that a lower-case one may go on */
};

uint32_t
join_width(const struct page *page, size_t from, size_t to)
{
	uint32_t most = 0, second = 0;
	for (size_t i = from; i < to; i++) {
		uint32_t edge = line_edge(&page->lines[i]);
		if (edge > most) {
			second = most;
			most = edge;
		} else if (edge > second) {
			second = edge;
		}
	}
	/* An address that could not be broken says nothing about the margin. */
	if (to - from > 2 && most > second + OUTLIER)
		most = second;
	uint32_t least = page->lines[from].indent;
	least += page->survey.narrow ? page->survey.width : WIDTH_MIN;
	/* A few narrow lines were hardly broken by a margin that no other line has. */
	if (to - from <= FEW_LINES && least < page->survey.width * NARROW_PERCENT / 100)
		least = page->survey.width * NARROW_PERCENT / 100;
	return most > least ? most : least;
}

bool
join_is_forced(const struct page *page, size_t at, uint32_t width)
{
	const struct line *line = &page->lines[at], *next = line + 1;
	if (line_edge(line) + 1 > width)
		return true;
	return line_edge(line) + 1 + line_first_word(next->text) > width;
}

/* "[12] Annual report", "* The lamp is lost." */
static bool
is_reference(struct str text)
{
	if (str_starts(text, STR("* ")) || str_starts(text, STR("** ")))
		return true;
	size_t n = 1;
	while (n < text.n && ascii_is_digit(text.p[n]))
		n++;
	return n > 1 && text.p[0] == '[' && str_starts(str_from(text, n), STR("] "));
}

/* "Remit-" over "tances": however short the line is, its word goes on. */
static bool
is_cut_word(struct str head, struct str tail)
{
	return line_end(head) == END_HYPHEN && line_start(tail) == START_LOWER && head.n > 1 &&
	       head.p[head.n - 1] == '-' && words_before_hyphen(head).n > 0;
}

/* The last of the lines that were set in, below a colon or as more than one: what stands further
 * out begins anew. The first line of a paragraph may be set in as well. */
static bool
leaves_inset(const struct page *page, size_t at)
{
	const struct line *line = &page->lines[at], *next = line + 1;
	if (line->indent < next->indent + INSET)
		return false;
	return page_starts_block(page, at)
	           ? shape_is_record(next->text)
	           : line_end(line[-1].text) == END_COLON || line[-1].indent == line->indent;
}

/* "“I came for a night.”" over "Guest, 51", the last line of the block. */
static bool
names_speaker(const struct page *page, size_t at)
{
	static const char *const closing[] = {"”", "»", "\"", "“"};
	const struct line *line = &page->lines[at], *next = line + 1;
	bool last = at + 2 >= page->count || line_is_blank(&page->lines[at + 2]);
	if (!last || next->width > SPEAKER_WIDTH || line_end(line->text) != END_STOP ||
	    line_end(next->text) != END_WORD || line_start(next->text) == START_LOWER)
		return false;
	for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
		if (str_ends(line->text, str_of(closing[i])))
			return true;
	return false;
}

/* Two keys, and no margin that brought the second to its line's start. */
static bool
are_records(const struct page *page, size_t at)
{
	const struct line *line = &page->lines[at], *next = line + 1;
	return !join_is_forced(page, at, page->survey.width) &&
	       line_start(line->text) == START_UPPER && line_start(next->text) == START_UPPER &&
	       shape_is_record(line->text) && shape_is_record(next->text);
}

/* "Old Harbour, Quay 3, Portville" over a mail address: the foot of a letter. */
static bool
is_foot(const struct page *page, size_t at)
{
	struct str text = page->lines[at].text, next = page->lines[at + 1].text;
	return page_starts_block(page, at) && !str_has(next, ' ') && shape_has_address(next) &&
	       line_end(text) == END_WORD && line_has_digit(text) && str_has(text, ',') &&
	       !line_is_open(text) && !shape_has_sentences(text);
}

static bool
begins_address(struct str text)
{
	return (text.p[0] == 'h' || text.p[0] == 'H') && (str_starts_nocase(text, STR("http://")) ||
	                                                  str_starts_nocase(text, STR("https://")));
}

bool
join_is_address(struct str text)
{
	return begins_address(text) && !str_has(text, ' ');
}

bool
join_goes_on(const struct page *page, size_t at, uint32_t width)
{
	const struct line *line = &page->lines[at], *next = line + 1;
	if (next->flags & LINE_RESUMES)
		return true;
	if (next->flags & LINE_APART || leaves_inset(page, at) || names_speaker(page, at) ||
	    (join_is_address(line->text) && begins_address(next->text)) || are_records(page, at) ||
	    is_foot(page, at))
		return false;
	enum line_end end = line_end(line->text);
	if (end == END_COLON && (next->indent > line->indent || shape_is_record(next->text)))
		return false;
	if ((end == END_STOP && is_reference(next->text)) || shape_is_leader(line->text))
		return false;
	if (end == END_STOP && next->text.p[0] != '(' && shape_is_record(next->text) &&
	    !join_is_forced(page, at, page->survey.width))
		return false;
	if (join_is_forced(page, at, width) || is_cut_word(line->text, next->text))
		return true;
	bool flows = line_start(next->text) == START_LOWER &&
	             (end == END_WORD || end == END_COMMA || end == END_HYPHEN);
	return (flows || line_is_open(line->text) || line_begins_sentence(line->text)) &&
	       line_edge(line) * 100 >= width * GOES_ON_PERCENT;
}

size_t
join_count_free(const struct page *page, size_t from, size_t to, uint32_t width)
{
	size_t count = 0;
	for (size_t i = from; i + 1 < to; i++)
		count += !join_is_forced(page, i, width);
	return count;
}

/* Chinese, Japanese and Thai put no blank between words. */
static bool
is_unspaced(uint32_t c)
{
	return (c >= 0xE00 && c < 0xE80) || (c >= 0x3000 && c < 0xA000) ||
	       (c >= 0xF900 && c < 0xFB00) || (c >= 0xFF00 && c < 0xFFE0) || c >= 0x20000;
}

static bool
is_between_unspaced(struct str head, struct str tail)
{
	return (unsigned char)head.p[head.n - 1] >= 0x80 && (unsigned char)tail.p[0] >= 0x80 &&
	       is_unspaced(utf8_last(&(struct str){head.p, head.n})) &&
	       is_unspaced(utf8_next(&(struct str){tail.p, tail.n}));
}

/* Addresses and words are shorter than that: what lies before it is not looked at again. */
static struct str
tail_of(struct str text)
{
	return text.n > LOOK_BACK ? str_from(text, text.n - LOOK_BACK) : text;
}

static struct str
last_word(struct str text)
{
	text = tail_of(text);
	size_t space = str_find_last(text, ' ');
	return space == STR_NOWHERE ? text : str_from(text, space + 1);
}

/* Whether a word could be the second half of an address: no plain word has these inside. */
static bool
is_address_part(struct str word)
{
	while (word.n && strchr(".,;:!?)>", word.p[word.n - 1]))
		word.n--;
	for (size_t i = 0; i < word.n; i++)
		if (strchr("/.-_=?&%#~0123456789", word.p[i]))
			return true;
	return false;
}

/* "(https://example.org/" and "page)": the bracket that was opened closes in the next word. */
static bool
closes_bracket(struct str word, struct str next)
{
	return (str_has(word, '(') && !str_has(word, ')') && str_has(next, ')')) ||
	       (str_has(word, '<') && !str_has(word, '>') && str_has(next, '>'));
}

/* An address that a line's end cut in two goes on behind one of these, or with a slash. */
static bool
is_cut_address(struct str head, struct str tail)
{
	if (!str_has(STR("/-#?=&._:"), head.p[head.n - 1]) && tail.p[0] != '/')
		return false;
	if (str_has(STR("(<[\"'"), tail.p[0]))
		return false;
	struct str word = last_word(head), next = str_upto(tail, str_find(tail, ' '));
	if (str_ends(word, STR("https:")) || str_ends(word, STR("http:")))
		return str_starts(tail, STR("//"));
	size_t at = str_find_str(word, STR("://"));
	if (at == STR_NOWHERE)
		return false;
	if (!str_has(STR("/-#?=&._"), word.p[word.n - 1]))
		return tail.p[0] == '/' && next.n > 1;
	if (closes_bracket(word, next))
		return true;
	if (line_start(tail) == START_UPPER)
		return false;
	if (at + 3 == word.n || strchr("-#?=&_", word.p[word.n - 1]))
		return true;
	return is_address_part(next);
}

/* "GNU/" and "Linux": a slash between two words, not one that ends an address. */
static bool
is_cut_pair(struct str head, struct str tail)
{
	if (head.p[head.n - 1] != '/')
		return false;
	struct str word = last_word(head);
	enum line_start start = line_start(tail);
	return str_find_str(word, STR("://")) == STR_NOWHERE && word.n > 2 && word.p[0] != '/' &&
	       (start == START_UPPER || start == START_LOWER || start == START_CASELESS) &&
	       str_find(word, '/') == word.n - 1;
}

/* "pre- and post-war": that hyphen stands for a word left out. */
static bool
is_conjunction(struct str word)
{
	static const char *const words[] = {"and", "or", "to",  "und", "oder",
	                                    "et",  "и",  "или", "та"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (line_folded_equal(word, str_of(words[i])))
			return true;
	return false;
}

static void
gather_words(struct page *page)
{
	if (page->words.gathered)
		return;
	page->words.gathered = true;
	for (size_t i = 0; i < page->count; i++)
		words_gather(&page->words, page->lines[i].text);
}

enum seam {
	SEAM_BLANK,
	SEAM_NONE,
	SEAM_UNHYPHEN /* the hyphen goes as well */
};

static enum seam
hyphen_seam(struct page *page, struct str head, struct str tail)
{
	struct str before = words_before_hyphen(tail_of(head)), after = words_first(tail);
	if (ascii_is_digit(head.p[head.n - 2]) && ascii_is_digit(tail.p[0]))
		return SEAM_NONE;
	if (!before.n || !after.n || line_start(tail) != START_LOWER)
		return !before.n ? SEAM_BLANK : SEAM_NONE;
	if (is_conjunction(after))
		return SEAM_BLANK;
	gather_words(page);
	bool solid = words_have(&page->words, before, false, after);
	bool hyphenated = words_have(&page->words, before, true, after);
	return solid && !hyphenated ? SEAM_UNHYPHEN : SEAM_NONE;
}

static enum seam
seam_between(struct page *page, struct str head, struct str tail)
{
	if (is_between_unspaced(head, tail))
		return SEAM_NONE;
	if (is_cut_address(head, tail) || is_cut_pair(head, tail))
		return SEAM_NONE;
	if (head.p[head.n - 1] == '-' && head.n > 1)
		return hyphen_seam(page, head, tail);
	return SEAM_BLANK;
}

/* The lines stand in the text one behind the other, so that they can be moved together there: the
 * break that goes leaves room for a blank. */
static bool
are_in_place(const struct page *page, size_t from, size_t to)
{
	const char *start = page->text.p, *end = start + page->text.n;
	for (size_t i = from; i < to; i++) {
		struct str text = page->lines[i].text;
		if (text.p < start || text.p + text.n > end)
			return false;
		start = text.p + text.n + 1;
	}
	return true;
}

static size_t
room_for(const struct page *page, size_t from, size_t to)
{
	size_t room = 0;
	for (size_t i = from; i < to; i++)
		room += page->lines[i].text.n + 1;
	return room;
}

static enum seam
blank_between(struct page *page, struct str head, struct str tail)
{
	(void)page;
	(void)head;
	(void)tail;
	return SEAM_BLANK;
}

static struct str
join(struct page *page, size_t from, size_t to, size_t skip,
     enum seam (*between)(struct page *page, struct str head, struct str tail))
{
	struct str head = str_from(page->lines[from].text, skip);
	if (to - from == 1)
		return head;
	char *p = arena_writable(head);
	if (!are_in_place(page, from, to)) {
		p = arena_alloc(&page->doc->arena, room_for(page, from, to));
		memcpy(p, head.p, head.n);
	}
	struct str out = {p, head.n};
	for (size_t i = from + 1; i < to; i++) {
		struct str tail = page->lines[i].text;
		enum seam seam = out.n ? between(page, out, tail) : SEAM_NONE;
		if (seam == SEAM_BLANK)
			p[out.n++] = ' ';
		out.n -= seam == SEAM_UNHYPHEN;
		page->lines[i].text.p = memmove(p + out.n, tail.p, tail.n);
		out.n += tail.n;
	}
	return out;
}

struct str
join_lines(struct page *page, size_t from, size_t to, size_t skip)
{
	return join(page, from, to, skip, seam_between);
}

struct str
join_words(struct page *page, size_t from, size_t to, size_t skip)
{
	return join(page, from, to, skip, blank_between);
}
