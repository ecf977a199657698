#include "publish/read/level.h"

#include "publish/read/date.h"
#include "publish/read/heading.h"
#include "publish/read/ordinal.h"
#include "publish/read/shape.h"

enum {
	LEVEL_MAX = 3,
	DASH = 1, /* ranks of underlines: '-' always stands above '~' */
	TILDE = 2,
	PLAIN = 0 /* the rank that all unmarked headings share */
};

/* What all headings of a document together tell. */
struct census {
	unsigned counts[HEADING_STYLES];
	struct node *firsts[HEADING_STYLES];
	int order[HEADING_STYLES]; /* styles by rank */
	size_t ranks;
	int numbered; /* the style of the least depth of numbered headings */
	bool even;    /* capitals are no more than other plain headings, which came first */
	bool nested[HEADING_HASHED]; /* headings of the style stand below others */
	unsigned numbered_firsts;    /* numbered headings whose number is 1 */
	struct node *first, *title;
	int title_style;
	bool appended; /* "Annex 1" comes behind "1. Scope" and stands beside it, not above */
};

static bool
is_marked(int style)
{
	return style >= HEADING_HASHED;
}

static bool
is_numbered(int style)
{
	return style >= HEADING_NUMBERED && style < HEADING_UNDERLINED;
}

static bool
is_underlined(int style)
{
	return style >= HEADING_UNDERLINED;
}

static bool
is_nested(const struct census *census, int style)
{
	return style < HEADING_HASHED && census->nested[style];
}

/* Styles that rank alike are one: "SUMMARY" and "1. Background" stand side by side. */
static int
rank_style(const struct census *census, int style)
{
	if (style == HEADING_BANNER && census->even)
		return PLAIN;
	if (style == HEADING_NUMBERED && census->appended)
		style++;
	if (is_nested(census, style))
		return style;
	bool banners = census->counts[HEADING_BANNER] >
	               (census->title && census->title_style == HEADING_BANNER);
	if (banners && style == census->numbered)
		return census->even ? PLAIN : HEADING_BANNER;
	/* "Chapter 3" stands beside a preface, but above articles. */
	if (style == HEADING_NUMBERED && !census->counts[HEADING_ARTICLE])
		return PLAIN;
	/* Numbers that never start anew stand beside a preface, not below it. */
	if (style == census->numbered && style > HEADING_NUMBERED && census->numbered_firsts < 2)
		return PLAIN;
	bool own = is_marked(style) || style == HEADING_BANNER || style == HEADING_RUN_IN;
	return own ? style : PLAIN;
}

static bool
is_number_one(const struct node *node)
{
	struct ordinal ordinal;
	return is_numbered(node->level) && ordinal_parse(node->text, &ordinal) && ordinal.last == 1;
}

/* "Calling" and directly below it "What does a call cost?", "News" over "2024". */
static bool
is_below(const struct node *above, const struct node *node)
{
	return above->type == NODE_HEADING && node && node->type == NODE_HEADING &&
	       above->level != node->level &&
	       (node->level == HEADING_QUESTION || node->level == HEADING_YEAR);
}

static void
count(struct census *census, struct doc *doc)
{
	for (struct node *node = doc->root->first; node; node = node->next) {
		if (node->type != NODE_HEADING)
			continue;
		if (!census->first)
			census->first = node;
		if (!census->counts[node->level]++)
			census->firsts[node->level] = node;
		if (is_number_one(node))
			census->numbered_firsts += node->level == HEADING_NUMBERED + 1;
		if (is_numbered(node->level) &&
		    (!census->numbered || node->level < census->numbered))
			census->numbered = node->level;
	}
}

/* Below running text only the sign of equality tells a title: "-- Timetable --" is a part of it. */
static bool
may_be_title(const struct doc *doc, const struct node *heading)
{
	if (heading->level == HEADING_UNDERLINED || heading->level == HEADING_BOXED)
		return true;
	for (const struct node *node = doc->root->first; node != heading; node = node->next)
		if (node->type == NODE_PARAGRAPH)
			return false;
	return true;
}

/* The title that stands above everything: an underline or number sign used once, the top one. */
static struct node *
find_marked_title(const struct census *census, const struct doc *doc)
{
	int top = -1;
	for (int style = HEADING_UNDERLINED; style < HEADING_STYLES; style++) {
		if (!census->firsts[style])
			continue;
		/* A "=" used once stands above a "-" that came before it. */
		bool doubled = top == HEADING_UNDERLINED && census->counts[top] == 1;
		bool earlier =
		    top >= 0 && !doubled &&
		    census->firsts[style]->source_line < census->firsts[top]->source_line;
		bool equals = style == HEADING_UNDERLINED || style == HEADING_BOXED;
		if (top < 0 || earlier || (equals && census->counts[style] == 1))
			top = style;
	}
	if (top >= 0 && census->counts[top] == 1 && may_be_title(doc, census->firsts[top]))
		return census->firsts[top];
	return census->counts[HEADING_HASHED + 1] == 1 ? census->firsts[HEADING_HASHED + 1] : NULL;
}

static size_t
body_size(const struct node *heading)
{
	size_t size = 0;
	for (const struct node *node = heading->next; node && node->type != NODE_HEADING;
	     node = node->next)
		size += node->text.n;
	return size;
}

/* In scraped text the headline is what most of the words belong to. */
static struct node *
find_longest(const struct doc *doc)
{
	struct node *best = NULL;
	size_t most = 0;
	for (struct node *node = doc->root->first; node; node = node->next) {
		bool scraped = node->type == NODE_HEADING &&
		               (node->level == HEADING_GLUED || node->level == HEADING_SHORT);
		size_t size = scraped ? body_size(node) : 0;
		if (size > most) {
			most = size;
			best = node;
		}
	}
	return best;
}

static bool
is_when(struct str text)
{
	return date_is_whole(text) || shape_is_occasion(text);
}

/* The news of a page: its date stands below it. */
static bool
is_dated(const struct node *heading)
{
	const struct node *next = heading->next;
	if (!next || heading->level != HEADING_SHORT)
		return false;
	if (next->type != NODE_LINES)
		return is_when(next->text);
	const struct node *second = next->first->next;
	return is_when(next->first->text) || (second && date_is_whole(second->text));
}

/* The only heading with a date below it. */
static struct node *
find_dated(const struct doc *doc)
{
	struct node *dated = NULL;
	unsigned count = 0;
	for (struct node *node = doc->root->first; node; node = node->next) {
		if (node->type != NODE_HEADING || !is_dated(node))
			continue;
		dated = node;
		count++;
	}
	return count == 1 ? dated : NULL;
}

/* The first heading below a menu; NULL: running text comes first. */
static struct node *
find_below_menu(const struct census *census, const struct doc *doc)
{
	for (struct node *node = doc->root->first; node && node != census->first; node = node->next)
		if (node->type != NODE_LIST && node->type != NODE_LINES &&
		    line_end(node->text) == END_STOP)
			return NULL;
	return census->first->level == HEADING_SHORT ? census->first : NULL;
}

static struct node *
find_title(const struct census *census, const struct doc *doc)
{
	struct node *marked = find_marked_title(census, doc), *first = census->first;
	struct node *titled = census->firsts[HEADING_TITLE];
	if (titled && !(marked && is_underlined(marked->level) && marked == first))
		return titled;
	if (marked)
		return marked;
	struct node *dated = find_dated(doc);
	if (dated)
		return dated;
	if (first && first->level == HEADING_BANNER && first == doc->root->first)
		return first;
	if (census->firsts[HEADING_SHORT] && census->firsts[HEADING_SHORT] == doc->root->first)
		return census->firsts[HEADING_SHORT];
	struct node *below = find_below_menu(census, doc);
	return below ? below : find_longest(doc);
}

static bool
is_ranked(const struct census *census, int style)
{
	for (size_t i = 0; i < census->ranks; i++)
		if (census->order[i] == style)
			return true;
	return false;
}

static void
add_rank(struct census *census, int style)
{
	if (!is_ranked(census, style))
		census->order[census->ranks++] = style;
}

/* How many headings of that style there are beside the title. */
static unsigned
count_others(const struct census *census, int style)
{
	return census->counts[style] - (census->title && census->title_style == style);
}

/* Number signs tell their order themselves; the sign of equality stands above other underlines. */
static void
rank_marked(struct census *census)
{
	if (count_others(census, HEADING_BOXED))
		add_rank(census, HEADING_BOXED);
	if (count_others(census, HEADING_UNDERLINED))
		add_rank(census, HEADING_UNDERLINED);
	if (count_others(census, HEADING_UNDERLINED + TILDE) &&
	    count_others(census, HEADING_UNDERLINED + DASH))
		add_rank(census, HEADING_UNDERLINED + DASH);
	for (int style = HEADING_HASHED; style < HEADING_NUMBERED; style++)
		if (count_others(census, style))
			add_rank(census, style);
}

/* The depths of numbered headings stand in their own order, whichever comes first. */
static void
rank_numbered(struct census *census, int deepest)
{
	for (int style = HEADING_NUMBERED; style < deepest; style++)
		if (census->counts[style])
			add_rank(census, rank_style(census, style));
}

/* All styles rank by first appearance, but for what their marks tell. */
static void
rank_from(struct census *census, const struct node *node)
{
	for (; node; node = node->next) {
		if (node->type != NODE_HEADING || node == census->title)
			continue;
		if (is_marked(node->level) && !is_numbered(node->level))
			rank_marked(census);
		if (is_numbered(node->level))
			rank_numbered(census, node->level);
		if (is_nested(census, node->level))
			continue;
		if (node->level == HEADING_BANNER && is_ranked(census, PLAIN) &&
		    !is_ranked(census, HEADING_BANNER))
			census->even = true;
		add_rank(census, rank_style(census, node->level));
	}
}

/* What stands above the title, a menu for instance, ranks last. */
static void
rank(struct census *census, const struct doc *doc)
{
	if (census->title)
		rank_from(census, census->title->next);
	rank_from(census, doc->root->first);
}

static void
find_appended(struct census *census)
{
	const struct node *part = census->firsts[HEADING_NUMBERED];
	const struct node *section = census->firsts[HEADING_NUMBERED + 1];
	census->appended = part && section && part->source_line > section->source_line;
	if (census->appended && census->numbered == HEADING_NUMBERED)
		census->numbered++;
}

static void
find_nested(struct census *census, const struct doc *doc)
{
	for (const struct node *node = doc->root->first; node; node = node->next)
		if (node != census->title && is_below(node, node->next))
			census->nested[node->next->level] = true;
}

static int
level_of(const struct census *census, int style)
{
	int level = 2;
	for (size_t i = 0; i < census->ranks && census->order[i] != rank_style(census, style); i++)
		level++;
	return level < LEVEL_MAX ? level : LEVEL_MAX;
}

static void
assign(const struct census *census, struct doc *doc)
{
	int above = 1;
	for (struct node *node = doc->root->first; node; node = node->next) {
		if (node->type != NODE_HEADING)
			continue;
		bool nested = is_nested(census, node->level);
		if (node == census->title)
			node->level = 1;
		else if (nested)
			node->level = above < LEVEL_MAX ? above + 1 : LEVEL_MAX;
		else
			node->level = level_of(census, node->level);
		if (!nested)
			above = node->level;
	}
}

void
level_assign(struct doc *doc)
{
	struct census census = {0};
	count(&census, doc);
	if (!census.first)
		return;
	census.title = find_title(&census, doc);
	census.title_style = census.title ? census.title->level : 0;
	find_appended(&census);
	find_nested(&census, doc);
	rank(&census, doc);
	assign(&census, doc);
	if (census.title && !doc->title.n)
		doc->title = census.title->text;
}
