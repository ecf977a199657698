#include "publish/read/list.h"

#include "publish/read/join.h"
#include "publish/read/ordinal.h"

enum {
	DEPTH_MAX = 8,
	SIBLINGS_MAX = 64, /* lines looked at */
	ITEM_LINES = 200,  /* of one numbered item at most */
	MENU_LINES = 12,   /* between two labels of a menu, at most */
	MENU_WIDTH = 40,
	DEEPER = 2 /* columns further in make a list within the list */
};

static const char numbers_rule[] = "R4.13 numbers";

/* The bullet list that the next block may go on with. */
struct list_state {
	struct node *node;
	enum bullet bullet; /* of its first item */
	unsigned depth;     /* of indents[] in use */
	uint32_t indents[DEPTH_MAX];
};

static enum bullet
bullet_at(const struct page *page, size_t at, size_t *offset)
{
	return line_bullet(page->lines[at].text, offset);
}

/* The lines of the block with that bullet; whether one of them ends a sentence is told too. */
static unsigned
count_siblings(const struct page *page, enum bullet bullet, size_t at, size_t end, bool *sentence)
{
	unsigned count = 0;
	size_t offset;
	*sentence = false;
	for (size_t i = at; i < end && i < at + SIBLINGS_MAX; i++) {
		if (bullet_at(page, i, &offset) != bullet)
			continue;
		count++;
		enum line_end how = line_end(page->lines[i].text);
		*sentence = *sentence || how == END_STOP || how == END_QUESTION;
	}
	return count;
}

static bool
follows_colon(const struct page *page, size_t at)
{
	while (at > 0 && line_is_blank(&page->lines[at - 1]))
		at--;
	return at > 0 && line_end(page->lines[at - 1].text) == END_COLON;
}

static bool
in_list(const struct page *page)
{
	const struct node *last = page->doc->root->last;
	return last && last->type == NODE_LIST && page->list && page->list->node == last;
}

/* The next block begins with the same bullet. */
static bool
has_sibling_block(const struct page *page, enum bullet bullet, size_t end)
{
	size_t offset, next = page_next(page, end);
	return next < page->count && bullet_at(page, next, &offset) == bullet;
}

static size_t
dashes_end(const struct page *page, size_t at, size_t end)
{
	size_t offset, most = at + SIBLINGS_MAX;
	while (at < end && at < most && bullet_at(page, at, &offset) == BULLET_LONG)
		at++;
	return at;
}

/* Items that end with a semicolon, but for the last, are a list whatever that one ends with. */
static bool
are_counted_up(const struct page *page, size_t at, size_t end)
{
	size_t offset, i = at;
	for (; i < end && i < at + SIBLINGS_MAX && bullet_at(page, i, &offset) == BULLET_LONG; i++)
		if (!str_ends(page->lines[i].text, STR(";")))
			break;
	return i > at && i < end && bullet_at(page, i, &offset) == BULLET_LONG;
}

/* A dash opens a speech in many languages, and a list in as many. */
static bool
is_dash_list(const struct page *page, size_t at, size_t end)
{
	bool sentence;
	if (in_list(page) || follows_colon(page, at) || are_counted_up(page, at, end))
		return true;
	/* Where a line is a paragraph, "– Elene, 34" stands below what she said. */
	if (page->block_long)
		end = dashes_end(page, at, end);
	unsigned count = count_siblings(page, BULLET_LONG, at, end, &sentence);
	return !sentence && (count > 1 || has_sibling_block(page, BULLET_LONG, end));
}

static bool
is_plus_list(const struct page *page, size_t at, size_t end)
{
	bool sentence;
	return count_siblings(page, BULLET_PLUS, at, end, &sentence) > 1 || in_list(page) ||
	       has_sibling_block(page, BULLET_PLUS, end);
}

/* "* not for resale": one star, while a word elsewhere carries one. */
static bool
is_footnote(const struct page *page, size_t at, size_t end)
{
	bool sentence;
	/* There are no more notes than words that carry a star. */
	return page->survey.starred >= page->survey.stars && page->survey.stars && !in_list(page) &&
	       count_siblings(page, BULLET_STAR, at, end, &sentence) == 1 &&
	       !has_sibling_block(page, BULLET_STAR, end) && !follows_colon(page, at);
}

static bool
is_item(const struct page *page, size_t at, size_t end, size_t *offset)
{
	switch (bullet_at(page, at, offset)) {
	case BULLET_NONE:
		return false;
	case BULLET_STAR:
		return !is_footnote(page, at, end);
	case BULLET_PLUS:
		return is_plus_list(page, at, end);
	case BULLET_LONG:
		return is_dash_list(page, at, end);
	case BULLET_O:
		return page->survey.letter_o > 1;
	case BULLET_DASH:
	case BULLET_DOT:
		return true;
	}
	return false;
}

bool
list_starts(const struct page *page, size_t at, size_t end)
{
	size_t offset, next;
	enum bullet bullet = bullet_at(page, at, &offset);
	if (bullet == BULLET_NONE || !is_item(page, at, end, &offset))
		return false;
	if (bullet == BULLET_DOT || at + 1 == end || page->lines[at].flags & LINE_APART)
		return true;
	if (line_end(page->lines[at - 1].text) == END_COLON)
		return true;
	/* A dash that the margin brought to the start of a line has no siblings. */
	bool more = bullet_at(page, at + 1, &next) == bullet ||
	            page->lines[at + 1].indent > page->lines[at].indent;
	return more || !join_is_forced(page, at - 1, page->block_width);
}

/* Lines that belong to the item at `at`: set in under it, or pushed over by the margin. */
static size_t
item_end(const struct page *page, size_t at, size_t end)
{
	size_t to = at + 1, offset;
	uint32_t indent = page->lines[at].indent, mark;
	for (; to < end && !line_is_rule(page->lines[to].text, &mark); to++) {
		if (bullet_at(page, to, &offset) != BULLET_NONE && is_item(page, to, end, &offset))
			break;
		if (page->lines[to].flags & LINE_LABEL || page->lines[to].indent + 1U < indent)
			break;
		bool hangs = page->lines[to].indent > indent;
		if (!hangs && (page->block_long || !join_goes_on(page, to - 1, page->block_width)))
			break;
	}
	return to;
}

static struct list_state *
list_open(struct page *page, size_t at, const char *rule)
{
	if (!page->list)
		page->list = arena_alloc(&page->doc->arena, sizeof *page->list);
	if (!in_list(page)) {
		page->list->node = block_add(page, NODE_LIST, at, rule, STR_NONE);
		page->list->depth = 0;
		page->list->bullet = BULLET_NONE;
	}
	return page->list;
}

static unsigned
list_depth(struct list_state *list, uint32_t indent)
{
	while (list->depth > 1 && indent + 1 < list->indents[list->depth - 1])
		list->depth--;
	bool deeper = list->depth > 0 && indent >= list->indents[list->depth - 1] + DEEPER;
	if (list->depth == 0 || (deeper && list->depth < DEPTH_MAX))
		list->indents[list->depth++] = indent;
	return list->depth;
}

static void
add_item(struct page *page, size_t at, size_t to, size_t offset, const char *rule)
{
	struct list_state *list = list_open(page, at, rule);
	enum bullet bullet = bullet_at(page, at, &(size_t){0});
	if (!list->node->first)
		list->bullet = bullet;
	/* A word processor's bullet for lists within lists. */
	bool within = bullet == BULLET_O && list->bullet == BULLET_DOT;
	unsigned depth = list_depth(list, page->lines[at].indent + (within ? DEEPER : 0));
	struct str text = join_lines(page, at, to, offset);
	block_add_part(page, list->node, NODE_ITEM, at, rule, text)->level = (int)depth;
}

/* The next label when only short lines stand before it, which then are of the menu too; at: none
 * does. */
static size_t
next_label(const struct page *page, size_t at, size_t end)
{
	size_t offset;
	for (size_t to = at; to < end && to < at + MENU_LINES; to++) {
		const struct line *line = &page->lines[to];
		if (line->flags & LINE_LABEL)
			return to;
		if (line->width > MENU_WIDTH || line->flags & LINE_GLUED ||
		    line_end(line->text) != END_WORD || bullet_at(page, to, &offset) != BULLET_NONE)
			return at;
	}
	return at;
}

size_t
list_take_labels(struct page *page, size_t at, size_t end)
{
	size_t i = at, offset;
	while (i < end && page->lines[i].flags & LINE_LABEL &&
	       !(i + 1 < end && page->lines[i + 1].width > SURVEY_LONG)) {
		add_item(page, i, i + 1, 0, "R4.6 menu label");
		for (i++; i < end && bullet_at(page, i, &offset) == BULLET_DASH; i++)
			add_item(page, i, i + 1, offset, "R4.6 menu entry");
		for (size_t to = next_label(page, i, end); i < to; i++)
			add_item(page, i, i + 1, 0, "R4.6 menu entry");
	}
	return i - at;
}

size_t
list_take_bullets(struct page *page, size_t at, size_t end)
{
	size_t offset;
	if (!is_item(page, at, end, &offset))
		return 0;
	size_t to = item_end(page, at, end);
	add_item(page, at, to, offset, "R4.7 bullet");
	return to - at;
}

/* The line after the item, whose number is not known to be the next one. */
static size_t
numbered_end(const struct page *page, size_t at, size_t end, const struct ordinal *ordinal)
{
	size_t to = at + 1;
	struct ordinal other;
	uint32_t indent = page->lines[at].indent, mark;
	for (; to < end && to < at + ITEM_LINES; to++) {
		if (line_is_rule(page->lines[to].text, &mark))
			break;
		if (ordinal_parse(page->lines[to].text, &other) &&
		    (ordinal_follows(ordinal, &other) || other.depth != ordinal->depth ||
		     page->lines[to].indent > indent || page->lines[to].indent + 1U < indent))
			break;
		bool hangs = page->lines[to].indent > indent;
		if (!hangs && (page->block_long || !join_goes_on(page, to - 1, page->block_width)))
			break;
		if (list_starts(page, to, end))
			break;
	}
	return to;
}

/* A list within the item stands further in, or has numbers of another kind. */
static bool
is_within_item(const struct page *page, size_t at, size_t inner, const struct ordinal *ordinal)
{
	struct ordinal other;
	return page->lines[inner].indent > page->lines[at].indent ||
	       (ordinal_parse(page->lines[inner].text, &other) &&
	        (other.letter != ordinal->letter || other.style != ordinal->style));
}

/* "1. There are three ways:" and below it "1." again. */
static bool
opens_list(const struct page *page, size_t at)
{
	struct ordinal first;
	return line_end(page->lines[at - 1].text) == END_COLON &&
	       ordinal_parse(page->lines[at].text, &first) && first.last == 1;
}

/* How many items with consecutive numbers stand from at on. */
static bool
has_next_number(const struct page *page, size_t at, size_t end, const struct ordinal *ordinal)
{
	struct ordinal other;
	size_t to = numbered_end(page, at, end, ordinal), most = at + ITEM_LINES;
	if (to < end && opens_list(page, to))
		return true;
	while (to < end && to < most && is_within_item(page, at, to, ordinal))
		to++;
	if (to == end)
		to = page_next(page, end);
	return to < page->count && ordinal_parse(page->lines[to].text, &other) &&
	       ordinal_follows(ordinal, &other);
}

static bool
in_numbers(const struct page *page)
{
	const struct node *last = page->doc->root->last;
	return last && last->type == NODE_LINES && last->rule == numbers_rule;
}

/* The list above goes on: with its next number, or with a list within it. */
static bool
goes_on_numbers(const struct page *page, size_t at, const struct ordinal *ordinal)
{
	struct ordinal before;
	if (!in_numbers(page))
		return false;
	if (!page_starts_block(page, at))
		return true;
	return ordinal_parse(page->doc->root->last->last->text, &before) &&
	       (ordinal_follows(&before, ordinal) || before.depth != ordinal->depth);
}

bool
list_numbers_start(const struct page *page, size_t at, size_t end)
{
	struct ordinal ordinal;
	const struct line *line = &page->lines[at], *before = line - 1;
	if (!ordinal_parse(line->text, &ordinal) || ordinal.text == line->text.n)
		return false;
	if (line_end(before->text) != END_COLON && line->indent <= before->indent &&
	    join_is_forced(page, at - 1, page->block_width))
		return false;
	return has_next_number(page, at, end, &ordinal);
}

size_t
list_take_numbers(struct page *page, size_t at, size_t end)
{
	struct ordinal ordinal;
	if (!ordinal_parse(page->lines[at].text, &ordinal) ||
	    ordinal.text == page->lines[at].text.n)
		return 0;
	bool more = goes_on_numbers(page, at, &ordinal);
	if (!more && !has_next_number(page, at, end, &ordinal))
		return 0;
	size_t to = numbered_end(page, at, end, &ordinal);
	struct node *lines =
	    more ? page->doc->root->last : block_add(page, NODE_LINES, at, numbers_rule, STR_NONE);
	block_add_part(page, lines, NODE_LINE, at, numbers_rule, join_lines(page, at, to, 0));
	return to - at;
}
