#include "base/uri.h"
#include "base/utf8.h"
#include "publish/read/charset.h"
#include "publish/read/clean.h"
#include "publish/read/language.h"
#include "publish/read/meta.h"
#include "publish/read/read.h"
#include "publish/read/report.h"

#include <assert.h>
#include <stdio.h>

/* A reading of gemtext: the block that the next line may go on with, and the fence that is open. */
struct reading {
	struct doc *doc;
	struct node *open; /* the list, quote or preformatted block that goes on */
	size_t line;
	bool fenced;
	bool titled;    /* there is a heading of level 1 */
	struct buf pre; /* owned; the lines within the fence */
};

static struct node *
add(struct reading *reading, enum node_type type, const char *rule, struct str text)
{
	struct doc *doc = reading->doc;
	struct node *node = doc_add(doc, doc->root, type, reading->line, text);
	node->rule = rule;
	reading->open = NULL;
	return node;
}

static void
add_part(struct reading *reading, enum node_type block, enum node_type part, const char *rule,
         struct str text)
{
	if (!reading->open || reading->open->type != block) {
		struct node *opened = add(reading, block, rule, STR_NONE);
		reading->open = opened;
	}
	struct node *node = doc_add(reading->doc, reading->open, part, reading->line, text);
	node->rule = rule;
	node->level = part == NODE_ITEM;
}

static struct str
trim_start(struct str s)
{
	while (s.n && s.p[0] == ' ')
		s = str_from(s, 1);
	return s;
}

/* A second line of level 1 would be a second title: it goes one level down. */
static void
read_heading(struct reading *reading, struct str text)
{
	int level = 0;
	while (level < 3 && text.n && text.p[0] == '#') {
		text = str_from(text, 1);
		level++;
	}
	if (level == 1 && reading->titled)
		level = 2;
	reading->titled = reading->titled || level == 1;
	text = trim_start(text);
	if (!text.n)
		return;
	add(reading, NODE_HEADING, "gemtext heading", text)->level = level;
	if (level == 1 && !reading->doc->title.n)
		reading->doc->title = text;
}

static void
read_link(struct reading *reading, struct str rest)
{
	struct buf target = {0};
	struct uri uri;
	rest = trim_start(rest);
	struct str address = str_cut(&rest, ' ');
	uri_add_escaped(&target, address);
	if (address.n && buf_ok(&target) && uri_parse(buf_str(&target), &uri) == 0) {
		struct node *link = add(reading, NODE_LINK, "gemtext link", STR_NONE);
		doc_set_link(reading->doc, link, trim_start(rest),
		             arena_copy(&reading->doc->arena, buf_str(&target)));
	} else if (address.n) {
		/* No address that a reader's software could follow: its words stay. */
		add(reading, NODE_PARAGRAPH, "gemtext bad link",
		    (struct str){address.p, (size_t)(rest.p + rest.n - address.p)});
	}
	buf_free(&target);
}

static void
close_fence(struct reading *reading)
{
	assert(reading->open);
	reading->open->text = arena_copy(&reading->doc->arena, buf_str(&reading->pre));
	reading->open = NULL;
	reading->fenced = false;
	buf_reset(&reading->pre);
}

static void
open_fence(struct reading *reading, struct str label)
{
	struct node *pre = add(reading, NODE_PRE, "gemtext preformatted", STR_NONE);
	doc_set_link(reading->doc, pre, trim_start(label), STR_NONE);
	reading->open = pre;
	reading->fenced = true;
}

static void
read_fenced(struct reading *reading, const struct line *line)
{
	if (line->indent == 0 && str_starts(line->text, STR("```"))) {
		close_fence(reading);
		return;
	}
	buf_add_many(&reading->pre, ' ', line->indent);
	buf_add_str(&reading->pre, line->text);
	buf_add_char(&reading->pre, '\n');
}

/* Text lines that follow one another are one block of kept lines; a blank one ends it. */
static void
read_text(struct reading *reading, struct str text)
{
	struct node *open = reading->open;
	if (open && open->type == NODE_PARAGRAPH) {
		struct node *first =
		    doc_add(reading->doc, open, NODE_LINE, open->source_line, open->text);
		first->rule = open->rule;
		open->type = NODE_LINES;
		open->text = STR_NONE;
	}
	if (open && open->type == NODE_LINES)
		add_part(reading, NODE_LINES, NODE_LINE, "gemtext text", text);
	else
		reading->open = add(reading, NODE_PARAGRAPH, "gemtext text", text);
}

static void
read_line(struct reading *reading, const struct line *line)
{
	struct str text = line->text;
	reading->line = line->number;
	if (reading->fenced)
		read_fenced(reading, line);
	else if (!text.n)
		reading->open = NULL;
	else if (line->indent)
		read_text(reading, text);
	else if (str_starts(text, STR("=>")))
		read_link(reading, str_from(text, 2));
	else if (text.p[0] == '#')
		read_heading(reading, text);
	else if (str_starts(text, STR("```")))
		open_fence(reading, str_from(text, 3));
	else if (str_starts(text, STR("* ")))
		add_part(reading, NODE_LIST, NODE_ITEM, "gemtext item",
		         trim_start(str_from(text, 2)));
	else if (text.p[0] == '>')
		add_part(reading, NODE_QUOTE, NODE_LINE, "gemtext quote",
		         trim_start(str_from(text, 1)));
	else
		read_text(reading, text);
}

void
read_gemtext(struct str bytes, const struct read_options *options, struct doc *doc)
{
	doc_init(doc);
	struct reading reading = {.doc = doc};
	struct str text = charset_decode(bytes, options, &doc->arena);
	struct str lang = language_of_name(options->name);
	size_t lines;
	struct str body = meta_take(text, doc, &lines);
	if (!doc->lang.n)
		doc->lang = arena_copy(&doc->arena, lang.n ? lang : language_of_text(body));
	struct cleaner cleaner = {.arena = &doc->arena, .rest = body, .number = lines + 1};
	for (struct line line; clean_line(&cleaner, &line);)
		read_line(&reading, &line);
	if (reading.fenced)
		close_fence(&reading);
	buf_free(&reading.pre);
	report_blocks(doc, options->trace);
}
