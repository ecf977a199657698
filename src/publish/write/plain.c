/* Plain text that the reader of this program takes for the same document: underlined headings,
 * "* " items, "> " quotes, paragraphs wrapped so that every break is forced. */
#include "base/uri.h"
#include "base/utf8.h"
#include "publish/write/wrap.h"
#include "publish/write/writer.h"

#include <idn2.h>
#include <string.h>

enum {
	HOST_MAX = 512 /* bytes */
};

/* What is known on the way through the document. */
struct text {
	struct buf *out;
	const struct write_links *links;
	const struct node *block; /* the last block that was no link */
	bool has_title;
};

static void
add_line(struct buf *out, struct str line)
{
	buf_add_str(out, line);
	buf_add_char(out, '\n');
}

/* One blank behind a sentence, since a line's end there would leave only that. */
static struct str
squeeze(struct buf *room, struct str text)
{
	for (size_t at; (at = str_find_str(text, STR("  "))) != STR_NOWHERE;) {
		bool sentence = at > 0 && strchr(".?!", text.p[at - 1]);
		buf_add_str(room, str_upto(text, at + (sentence ? 1 : 2)));
		text = str_from(text, at + 2);
		while (sentence && text.n && text.p[0] == ' ')
			text = str_from(text, 1);
	}
	buf_add_str(room, text);
	return buf_str(room);
}

/* A number sign at the start of a line would make it a heading. */
static struct str
indent_of(struct str text)
{
	return text.n && text.p[0] == '#' ? STR(" ") : STR_NONE;
}

static void
add_wrapped(struct buf *out, struct str first, struct str next, struct str text)
{
	struct buf room = {0};
	text = squeeze(&room, text);
	struct wrap wrap = {.first = first,
	                    .next = next,
	                    .columns = WRAP_COLUMNS,
	                    .whole_words = true,
	                    .readable = true,
	                    .line = add_line};
	wrap_add(out, text, &wrap);
	buf_free(&room);
}

static void
add_pre(struct buf *out, struct str text)
{
	struct str line;
	while (str_line(&text, &line)) {
		buf_add_str(out, indent_of(line));
		add_line(out, line);
	}
}

static void
add_heading(struct text *text, const struct node *node)
{
	static const char marks[] = "=-~";
	int level = node->level - (text->has_title ? 1 : 2);
	level = level < 0 ? 0 : level > 2 ? 2 : level;
	add_line(text->out, node->text);
	size_t columns = utf8_columns(node->text);
	buf_add_many(text->out, marks[level], columns < 3 ? 3 : columns);
	buf_add_char(text->out, '\n');
}

static void
add_item(struct buf *out, const struct node *node)
{
	static const char blanks[] = "                  ";
	size_t indent = 2 * (size_t)(node->level > 1 ? node->level - 1 : 0);
	if (indent > sizeof blanks - 3)
		indent = sizeof blanks - 3;
	char first[sizeof blanks];
	memcpy(first, blanks, sizeof blanks);
	first[indent] = '*';
	add_wrapped(out, (struct str){first, indent + 2}, (struct str){blanks, indent + 2},
	            node->text);
}

/* The address without what the reader would add to it. */
static struct str
visible_part(struct str target)
{
	if (str_starts(target, STR("mailto:")))
		return str_from(target, 7);
	if (str_starts(target, STR("https://www.")))
		return str_from(target, 8);
	return target;
}

static bool
has_text(const struct node *block, struct str address)
{
	if (str_find_str(block->text, address) != STR_NOWHERE)
		return true;
	for (const struct node *part = block->first; part; part = part->next)
		if (str_find_str(part->text, address) != STR_NOWHERE)
			return true;
	return false;
}

/* Whether the text begins with the digits, other marks than letters between them. */
static bool
starts_digits(struct str text, struct str digits)
{
	while (digits.n && text.n &&
	       (text.p[0] == digits.p[0] || str_has(STR(" -.()"), text.p[0]))) {
		digits = str_from(digits, text.p[0] == digits.p[0]);
		text = str_from(text, 1);
	}
	return digits.n == 0;
}

/* "+995 32 255 01 02" is what tel:+995322550102 leads to. */
static bool
has_number(struct str text, struct str number)
{
	for (size_t at; (at = str_find(text, '+')) != STR_NOWHERE; text = str_from(text, at + 1))
		if (starts_digits(str_from(text, at + 1), str_from(number, 1)))
			return true;
	return false;
}

static bool
shows_number(const struct node *block, struct str target)
{
	if (!block || !str_starts(target, STR("tel:+")))
		return false;
	struct str number = str_from(target, 4);
	if (has_number(block->text, number))
		return true;
	for (const struct node *part = block->first; part; part = part->next)
		if (has_number(part->text, number))
			return true;
	return false;
}

/* The address with its host in letters, as people write it; empty: it is so already. */
static struct str
in_letters(struct str address, struct buf *room)
{
	size_t scheme = str_find_str(address, STR("://"));
	size_t start = scheme == STR_NOWHERE ? 0 : scheme + 3;
	struct str rest = str_from(address, start), host = str_upto(rest, str_find(rest, '/'));
	char name[HOST_MAX], *letters = NULL;
	if (str_find_str(host, STR("xn--")) == STR_NOWHERE || host.n >= sizeof name)
		return STR_NONE;
	memcpy(name, host.p, host.n);
	name[host.n] = '\0';
	if (idn2_to_unicode_8z8z(name, &letters, 0) != IDN2_OK)
		return STR_NONE;
	buf_add_str(room, str_upto(address, start));
	buf_add_str(room, str_of(letters));
	buf_add_str(room, str_from(rest, host.n));
	idn2_free(letters);
	return buf_str(room);
}

/* Whether the address stands in the block, in letters of any script or percent-encoded. */
static bool
shows(const struct node *block, struct str address)
{
	struct buf decoded = {0};
	if (!block)
		return false;
	struct buf room = {0};
	struct str letters = in_letters(address, &room);
	if (letters.n)
		address = letters;
	bool shown = has_text(block, address);
	char *p = !shown && str_has(address, '%') ? buf_reserve(&decoded, address.n) : NULL;
	long n = p ? uri_decode(address, p) : 0;
	if (n > 0)
		shown = has_text(block, (struct str){p, (size_t)n});
	buf_free(&decoded);
	buf_free(&room);
	return shown;
}

static void
add_link(struct text *text, const struct node *node)
{
	struct str target = writer_uri(text->links, node_target(node));
	if (shows(text->block, visible_part(node_target(node))) ||
	    shows_number(text->block, node_target(node)))
		return;
	if (node != node->parent->first)
		buf_add_char(text->out, '\n');
	if (node_label(node).n) {
		buf_add_str(text->out, node_label(node));
		buf_add_str(text->out, STR(": "));
	}
	buf_add_char(text->out, '<');
	buf_add_str(text->out, target);
	buf_add_str(text->out, STR(">\n"));
}

static void
add_node(struct text *text, const struct node *node)
{
	struct buf *out = text->out;
	switch (node->type) {
	case NODE_ROOT:
	case NODE_LINES:
	case NODE_LIST:
	case NODE_QUOTE:
		return; /* their parts follow */
	case NODE_HEADING:
		add_heading(text, node);
		return;
	case NODE_PARAGRAPH:
		add_wrapped(out, indent_of(node->text), STR_NONE, node->text);
		return;
	case NODE_PRE:
		add_pre(out, node->text);
		return;
	case NODE_LINK:
		add_link(text, node);
		return;
	case NODE_LINE:
		if (node->parent->type == NODE_QUOTE)
			add_wrapped(out, STR("> "), STR("> "), node->text);
		else
			add_wrapped(out, indent_of(node->text), STR("  "), node->text);
		return;
	case NODE_ITEM:
		add_item(out, node);
		return;
	}
}

/* Two paragraphs of one quote have an empty quoted line between them. */
static void
part_quoted(struct text *text, const struct node *node)
{
	if (node->parent->type == NODE_QUOTE && node != node->parent->first)
		add_line(text->out, STR(">"));
}

static void
find_title(struct text *text, const struct doc *doc)
{
	for (const struct node *node = doc->root->first; node && !text->has_title;
	     node = node->next)
		text->has_title = node->type == NODE_HEADING && node->level == 1;
}

static void
write_text(const struct doc *doc, const struct write_links *links, struct buf *out)
{
	struct text text = {.out = out, .links = links};
	find_title(&text, doc);
	for (const struct node *node = doc->root->first; node; node = doc_next(doc->root, node)) {
		if (node->parent == doc->root)
			writer_part_blocks(out, node);
		part_quoted(&text, node);
		add_node(&text, node);
		if (node->parent == doc->root && node->type != NODE_LINK)
			text.block = node;
	}
}

const struct writer writer_text = {"text", write_text};
