#include "publish/read/debris.h"

#include "base/utf8.h"
#include "publish/read/boilerplate.h"

enum {
	LABEL_WIDTH = 60,  /* R3b: columns of a label at most */
	PAIRS_WRAPPED = 2, /* in wrapped text fewer pairs are a refrain */
	GLUED_MIN = 6,     /* R3c: characters of a glued heading at least */
	GLUED_MAX = 100,
	GLUED_REST = 20 /* bytes of text behind it at least */
};

/* The line before that is not blank; STR_NOWHERE: none. Only kept lines are looked at. */
static bool
repeats(const struct line *line, const struct line *before)
{
	return before && line->width <= LABEL_WIDTH && !(before->flags & LINE_GLUED) &&
	       line_folded_equal(before->text, line->text);
}

/* Whether a text that begins so cannot be the end of a cut-off word: a new sentence does. */
static bool
starts_sentence(struct str text)
{
	uint32_t c = utf8_next(&(struct str){text.p, text.n});
	bool opens = c == '"' || c == 0x201C || c == 0x201E || c == 0xAB || c == 0x2018;
	return opens || (c > 0x20 && line_start(text) == START_UPPER);
}

/* R3c: where line begins with all of the heading before it; STR_NOWHERE: it does not. */
static size_t
glued_length(const struct line *heading, const struct line *line)
{
	if (line->text.n < heading->text.n + GLUED_REST || heading->width < GLUED_MIN ||
	    heading->width > GLUED_MAX || line_words(heading->text, 2) < 2)
		return STR_NOWHERE;
	size_t n = line_folded_prefix(heading->text, line->text);
	if (n == STR_NOWHERE)
		return STR_NOWHERE;
	return starts_sentence(str_from(line->text, n)) ? n : STR_NOWHERE;
}

static size_t
count_pairs(const struct page *page)
{
	size_t pairs = 0;
	const struct line *before = NULL;
	for (size_t i = 0; i < page->count; i++) {
		const struct line *line = &page->lines[i];
		if (line_is_blank(line) || line_is_mark(line->text))
			continue;
		pairs += repeats(line, before);
		before = line;
	}
	return pairs;
}

/* The lines are moved together as some of them go. */
struct sweep {
	struct page *page;
	struct line *before; /* the last kept line that is not blank */
	size_t kept;
	bool labels; /* R3b holds in this text */
	bool apart;  /* something was dropped since the last kept line */
};

static bool
drop(struct sweep *sweep, size_t at, const char *rule)
{
	page_trace(sweep->page, at, "dropped", rule, sweep->page->lines[at].text);
	sweep->apart = true;
	return true;
}

static bool
drop_mark(struct sweep *sweep, size_t at)
{
	if (!line_is_mark(sweep->page->lines[at].text))
		return false;
	return drop(sweep, at, "R3a lone mark");
}

/* R3d: told in any case. */
static bool
drop_shared(struct sweep *sweep, size_t at)
{
	const struct read_options *options = sweep->page->options;
	struct str text = sweep->page->lines[at].text;
	if (!options->boilerplate || !boilerplate_has(options->boilerplate, text))
		return false;
	if (options->drop_boilerplate)
		return drop(sweep, at, "R3d shared line");
	page_trace(sweep->page, at, "boilerplate", "R3d shared line", text);
	return false;
}

static bool
drop_repeated(struct sweep *sweep, size_t at)
{
	if (!sweep->labels || !repeats(&sweep->page->lines[at], sweep->before))
		return false;
	sweep->before->flags |= LINE_LABEL;
	return drop(sweep, at, "R3b repeated label");
}

static void
cut_glued(struct sweep *sweep, size_t at)
{
	struct line *line = &sweep->page->lines[at];
	if (!sweep->before || sweep->before->flags & (LINE_GLUED | LINE_LABEL))
		return;
	size_t n = glued_length(sweep->before, line);
	if (n == STR_NOWHERE)
		return;
	struct str head = str_upto(line->text, n);
	page_trace(sweep->page, at, "dropped", "R3c glued heading", head);
	sweep->before->flags |= LINE_GLUED;
	line->text = str_from(line->text, n);
	line->width -= (uint32_t)utf8_columns(head);
	line->flags |= LINE_STRIPPED;
}

static void
keep(struct sweep *sweep, size_t at)
{
	struct line *line = &sweep->page->lines[sweep->kept++];
	*line = sweep->page->lines[at];
	if (line_is_blank(line))
		return;
	if (sweep->apart)
		line->flags |= LINE_APART;
	sweep->apart = false;
	sweep->before = line;
}

static void
sweep_line(struct sweep *sweep, size_t at)
{
	if (line_is_blank(&sweep->page->lines[at])) {
		keep(sweep, at);
		return;
	}
	if (drop_mark(sweep, at) || drop_shared(sweep, at) || drop_repeated(sweep, at))
		return;
	cut_glued(sweep, at);
	keep(sweep, at);
}

void
debris_clear(struct page *page)
{
	if (page->options->strict)
		return;
	struct sweep sweep = {.page = page};
	size_t least = page->survey.long_lines ? 1 : PAIRS_WRAPPED;
	sweep.labels = count_pairs(page) >= least;
	for (size_t i = 0; i < page->count; i++)
		sweep_line(&sweep, i);
	page->count = sweep.kept;
}
