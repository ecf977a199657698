#include "publish/read/level.h"

#include "publish/read/heading.h"

enum {
	LEVEL_MAX = 3,
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
	struct node *first, *title;
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

/* Styles that rank alike are one: "SUMMARY" and "1. Background" stand side by side. */
static int
rank_style(const struct census *census, int style)
{
	if (style == HEADING_BANNER && census->even)
		return PLAIN;
	bool banners = census->counts[HEADING_BANNER] >
	               (census->title && census->title->level == HEADING_BANNER);
	if (banners && style == census->numbered)
		return census->even ? PLAIN : HEADING_BANNER;
	bool own = is_marked(style) || style == HEADING_BANNER || style == HEADING_RUN_IN;
	return own ? style : PLAIN;
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
		if (is_numbered(node->level) &&
		    (!census->numbered || node->level < census->numbered))
			census->numbered = node->level;
	}
}

/* The title that stands above everything: an underline or number sign used once, the top one. */
static struct node *
find_marked_title(const struct census *census)
{
	int top = -1;
	for (int style = HEADING_UNDERLINED; style < HEADING_STYLES; style++) {
		if (!census->counts[style])
			continue;
		bool earlier = top >= 0 && census->firsts[style]->source_line <
		                               census->firsts[top]->source_line;
		bool equals = style == HEADING_UNDERLINED || style == HEADING_BOXED;
		if (top < 0 || earlier || (equals && census->counts[style] == 1))
			top = style;
	}
	if (top >= 0 && census->counts[top] == 1)
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

static struct node *
find_title(const struct census *census, const struct doc *doc)
{
	struct node *marked = find_marked_title(census), *first = census->first;
	struct node *titled = census->firsts[HEADING_TITLE];
	if (titled && !(marked && is_underlined(marked->level) && marked == first))
		return titled;
	if (marked)
		return marked;
	if (first && first->level == HEADING_BANNER && first == doc->root->first)
		return first;
	if (census->firsts[HEADING_SHORT] && census->firsts[HEADING_SHORT] == doc->root->first)
		return census->firsts[HEADING_SHORT];
	return find_longest(doc);
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
	return census->counts[style] - (census->title && census->title->level == style);
}

/* Number signs tell their order themselves; the sign of equality stands above other underlines. */
static void
rank_marked(struct census *census)
{
	if (count_others(census, HEADING_BOXED))
		add_rank(census, HEADING_BOXED);
	if (count_others(census, HEADING_UNDERLINED))
		add_rank(census, HEADING_UNDERLINED);
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
rank(struct census *census, const struct doc *doc)
{
	for (const struct node *node = doc->root->first; node; node = node->next) {
		if (node->type != NODE_HEADING || node == census->title)
			continue;
		if (is_marked(node->level) && !is_numbered(node->level))
			rank_marked(census);
		if (is_numbered(node->level))
			rank_numbered(census, node->level);
		if (node->level == HEADING_BANNER && is_ranked(census, PLAIN))
			census->even = true;
		add_rank(census, rank_style(census, node->level));
	}
}

static int
level_of(const struct census *census, int style)
{
	int level = 2;
	for (size_t i = 0; i < census->ranks && census->order[i] != rank_style(census, style); i++)
		level++;
	return level < LEVEL_MAX ? level : LEVEL_MAX;
}

void
level_assign(struct doc *doc)
{
	struct census census = {0};
	count(&census, doc);
	if (!census.first)
		return;
	census.title = find_title(&census, doc);
	rank(&census, doc);
	for (struct node *node = doc->root->first; node; node = node->next)
		if (node->type == NODE_HEADING)
			node->level = node == census.title ? 1 : level_of(&census, node->level);
	if (census.title && !doc->title.n)
		doc->title = census.title->text;
}
