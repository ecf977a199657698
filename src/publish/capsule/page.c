#include "publish/capsule/page.h"

#include "base/fd.h"
#include "base/lang.h"
#include "base/uri.h"
#include "base/utf8.h"
#include "publish/capsule/facts.h"
#include "publish/capsule/foot.h"
#include "publish/capsule/index.h"
#include "publish/capsule/latest.h"
#include "publish/capsule/news.h"
#include "publish/capsule/outlook.h"
#include "publish/capsule/report.h"
#include "publish/capsule/shared.h"
#include "publish/read/charset.h"
#include "publish/read/date.h"
#include "publish/read/read.h"
#include "publish/write/writer.h"

#include <errno.h>
#include <unistd.h>

enum {
	PAGE_MAX = 32 * 1024 * 1024,
	WIDE_WITHIN = 4096, /* bytes: UTF-16 shows itself that early */
	SUMMARY_MAX = 280   /* bytes, of what a feed shows */
};

static int
report_changed(const struct capsule *capsule, const struct place *place)
{
	report_at(capsule->tree.name, place->source, 0,
	          "changed while it was being read; save it and build again");
	return -1;
}

/* All bytes of the source; *status is its state before and after. */
static int
read_bytes(struct capsule *capsule, const struct place *place, struct stat *status)
{
	struct stat after;
	buf_reset(&capsule->source);
	int fd = tree_open_file(&capsule->tree, place->source, status);
	int end = fd < 0 ? -1 : buf_read_fd(&capsule->source, fd, PAGE_MAX);
	if (end == 0)
		end = fstat(fd, &after);
	if (end < 0)
		report_errno(capsule->tree.name, place->source, "cannot be read", errno);
	else if (tree_changed(status, &after))
		end = report_changed(capsule, place);
	fd_close(fd);
	return end;
}

/* Front matter is looked for in letters of one byte, and gemtext by hand is served as it stands:
 * what has other letters becomes UTF-8 first. */
static void
settle_letters(struct capsule *capsule, const struct place *place,
               const struct read_options *options)
{
	struct str bytes = buf_str(&capsule->source);
	bool is_wide = str_has(str_upto(bytes, WIDE_WITHIN), '\0');
	if (!is_wide && (!place_is_gemtext(place) || utf8_valid(bytes)))
		return;
	struct arena arena = {0};
	struct str text = charset_decode(bytes, options, &arena);
	buf_reset(&capsule->source);
	buf_add_str(&capsule->source, text);
	arena_free(&arena);
}

int
page_name_line(struct capsule *capsule, const struct place *place, uint64_t line, struct buf *words)
{
	struct stat status;
	if (read_bytes(capsule, place, &status) < 0)
		return -1;
	struct read_options options = {.default_charset = capsule->settings.charset};
	boilerplate_name(words, buf_str(&capsule->source), &options, line);
	return 0;
}

/* doc is to be freed in any case. */
static int
read_page(struct capsule *capsule, const struct place *place, struct doc *doc, struct stat *status)
{
	*doc = (struct doc){0};
	capsule->links.folder = path_folder(place->path);
	buf_reset(&capsule->links.asked);
	buf_reset(&capsule->lines);
	front_take(&capsule->front, &(struct buf){0});
	if (place->source.n == 0) {
		doc_init(doc);
		return 0;
	}
	if (read_bytes(capsule, place, status) < 0)
		return -1;
	struct read_options options = {
	    .name = path_name(place->source),
	    .default_charset = capsule->settings.charset,
	    .is_page = links_is_page,
	    .context = &capsule->links,
	    .short_lines = &capsule->lines,
	    .boilerplate = &capsule->shared,
	    .drop_boilerplate = shared_is_dropped(&capsule->settings),
	};
	settle_letters(capsule, place, &options);
	front_take(&capsule->front, &capsule->source);
	if (place_is_gemtext(place))
		read_gemtext(buf_str(&capsule->source), &options, doc);
	else
		read_plain(buf_str(&capsule->source), &options, doc);
	return 0;
}

/* NULL when the page has none. */
static const struct node *
find_main_heading(const struct doc *doc)
{
	for (const struct node *node = doc->root; node; node = doc_next(doc->root, node))
		if (node->type == NODE_HEADING && node->level == 1)
			return node;
	return NULL;
}

struct str
page_title(const struct doc *doc)
{
	const struct node *heading = find_main_heading(doc);
	if (doc->title.n)
		return doc->title;
	return heading ? heading->text : STR_NONE;
}

static bool
has_links(const struct doc *doc)
{
	for (const struct node *node = doc->root; node; node = doc_next(doc->root, node))
		if (node->type == NODE_LINK)
			return true;
	return false;
}

/* "2026-11-23-opening.txt": the day, and *rest behind it. */
static struct str
date_of_name(struct arena *arena, struct str name, struct str *rest)
{
	struct date date;
	size_t used;
	char text[DATE_ISO];
	*rest = name;
	if (!date_parse(name, &date, &used))
		return STR_NONE;
	date_print(&date, text);
	*rest = str_from(name, used);
	return arena_copy(arena, (struct str){text, DATE_ISO - 1});
}

/* The file's name without suffix, and without its date if more is left then. */
static struct str
title_of_name(struct arena *arena, struct str name)
{
	struct str rest;
	name = str_upto(name, str_find_last(name, '.'));
	date_of_name(arena, name, &rest);
	while (rest.n && (rest.p[0] == '-' || rest.p[0] == '_' || rest.p[0] == ' '))
		rest = str_from(rest, 1);
	return rest.n ? rest : name;
}

static struct str
find_date(struct capsule *capsule, const struct place *place, const struct doc *doc)
{
	struct str rest;
	if (doc->date.n || place_is_index(place))
		return arena_copy(&capsule->places.arena, doc->date);
	return date_of_name(&capsule->places.arena, place->name, &rest);
}

static struct str
find_language(const struct capsule *capsule, const struct place *place, const struct doc *doc)
{
	if (doc->lang.n && lang_is_tag(doc->lang))
		return doc->lang;
	if (doc->lang.n)
		report_at(capsule->tree.name, place->source, 0,
		          "\"%.*s\" is no language; write a tag such as en, ka or ru",
		          STR_FMT(doc->lang));
	return capsule->settings.language;
}

/* As far as the last word that fits. */
static struct str
shorten(struct str text)
{
	size_t end = SUMMARY_MAX;
	if (text.n <= SUMMARY_MAX)
		return text;
	while (end > 0 && text.p[end] != ' ')
		end--;
	return str_upto(text, end);
}

/* What the editor tells, else how the text begins. */
static struct str
find_summary(const struct doc *doc)
{
	if (doc->summary.n)
		return doc->summary;
	for (const struct node *node = doc->root->first; node; node = node->next)
		if (node->type == NODE_PARAGRAPH)
			return shorten(node->text);
	return STR_NONE;
}

/* Of a draft nothing is kept, for the next build must not tell of it either. */
static void
gather(struct capsule *capsule, struct place *place, const struct doc *doc)
{
	struct str title = page_title(doc);
	if (title.n)
		place->title = title;
	else if (place->kind == PLACE_PAGE)
		place->title = title_of_name(&capsule->places.arena, place->name);
	place->date = find_date(capsule, place, doc);
	place->lang = find_language(capsule, place, doc);
	place->is_menu = place->is_menu || has_links(doc);
	place->moved_from = buf_str(&capsule->front.moved_from);
	place->asked = buf_str(&capsule->links.asked);
	if (!news_is_below(place->path))
		return;
	place->summary = find_summary(doc);
	place->author = doc->author;
}

static void
learn(struct capsule *capsule, struct place *place, const struct doc *doc)
{
	struct buf ways = {0}, dropped = {0};
	place->title = STR_NONE;
	place->entry = NULL;
	place->lang = capsule->settings.language;
	place->is_menu = place_is_index(place);
	place->is_draft = capsule->front.is_draft && place->source.n;
	if (!place->is_draft) {
		gather(capsule, place, doc);
		outlook_add_links(&ways, doc, capsule->front.lines);
		shared_add(&dropped, capsule, buf_str(&capsule->lines));
		place->links = buf_str(&ways);
		place->lines = buf_str(&capsule->lines);
		place->dropped = buf_str(&dropped);
	}
	facts_keep(place, &capsule->places.arena);
	buf_free(&ways);
	buf_free(&dropped);
}

/* The draft of an index: until it is one, its folder has none. */
static void
forget_draft(struct place *place)
{
	if (!place->is_draft || !place_is_index(place))
		return;
	place->draft = place->source;
	place->source = STR_NONE;
	place->is_draft = false;
}

int
page_learn(struct capsule *capsule, struct place *place, struct doc *doc)
{
	int end = read_page(capsule, place, doc, &place->status);
	if (end == 0) {
		learn(capsule, place, doc);
		forget_draft(place);
	}
	return end;
}

bool
page_recall(struct place *place, const struct memo_entry *entry)
{
	if (!facts_take(place, entry->facts))
		return false;
	place->entry = entry;
	forget_draft(place);
	return true;
}

/* The title of a page, the name and the weight of a file; what weighs a page is not known yet. */
static void
add_label(struct buf *label, const struct place *page, const struct place *leads_to)
{
	if (leads_to->kind == PLACE_FILE)
		index_add_label(label, page, leads_to);
	else
		buf_add_str(label, leads_to->title);
}

/* A link that shows a file's name, or nothing, gets words of its own; its address tells which of a
 * page's languages it leads to, but where it was written by hand. */
static void
settle_link(struct doc *doc, struct node *link, const struct place *page,
            const struct place *leads_to)
{
	struct buf uri = {0}, label = {0};
	if (links_is_bare(node_label(link), node_target(link)))
		add_label(&label, page, leads_to);
	else
		buf_add_str(&label, node_label(link));
	if (place_is_gemtext(page))
		buf_add_str(&uri, node_target(link));
	else
		uri_add_path(&uri, leads_to->path);
	doc_set_link(doc, link, arena_copy_buf(&doc->arena, &label),
	             arena_copy_buf(&doc->arena, &uri));
	buf_free(&uri);
	buf_free(&label);
}

static void
settle_links(struct capsule *capsule, const struct place *place, struct doc *doc)
{
	struct place *leads_to;
	struct str path;
	for (struct node *node = doc->root; node; node = doc_next(doc->root, node)) {
		if (node->type != NODE_LINK ||
		    links_follow(&capsule->links, place, node_target(node), &leads_to, &path) !=
		        LINKS_HERE)
			continue;
		settle_link(doc, node, place, leads_to);
		leads_to->listed_by = place;
	}
}

static void
add_lists(struct capsule *capsule, const struct place *place, struct doc *doc)
{
	if (place_is_index(place) || place->kind == PLACE_YEAR)
		index_add(capsule, place, doc);
	foot_add(place, capsule->settings.footer, doc);
}

/* Gemtext by hand stays as it is but for its front matter; what we add follows it. */
static void
add_handwritten(struct capsule *capsule, const struct place *place)
{
	struct write_links links = links_callbacks(&capsule->links);
	struct str bytes = str_from(buf_str(&capsule->source), capsule->front.size);
	struct doc list;
	doc_init(&list);
	add_lists(capsule, place, &list);
	if (place_is_front(place))
		foot_add_languages(place, &list, list.root);
	buf_add_str(&capsule->text, bytes);
	if (list.root->first) {
		if (bytes.n && !str_ends(bytes, STR("\n")))
			buf_add_char(&capsule->text, '\n');
		buf_add_char(&capsule->text, '\n');
		writer_gemtext.write(&list, &links, &capsule->text);
	}
	doc_free(&list);
}

static void
render_gemini(struct capsule *capsule, struct place *place, const struct doc *doc)
{
	struct write_links links = links_callbacks(&capsule->links);
	buf_reset(&capsule->text);
	if (place_is_gemtext(place))
		add_handwritten(capsule, place);
	else
		writer_gemtext.write(doc, &links, &capsule->text);
	place->weight = (off_t)capsule->text.n;
}

static void
render_gopher(struct capsule *capsule, const struct place *place, const struct doc *doc)
{
	struct write_links links = links_callbacks(&capsule->links);
	const struct writer *writer = place->is_menu ? &writer_gophermap : &writer_text;
	buf_reset(&capsule->text);
	writer->write(doc, &links, &capsule->text);
}

void
page_render(struct capsule *capsule, struct place *place, const struct doc *doc, enum out_side side)
{
	switch (side) {
	case OUT_GEMINI:
		render_gemini(capsule, place, doc);
		return;
	case OUT_GOPHER:
		render_gopher(capsule, place, doc);
		return;
	}
}

/* Gemini readers and feeds take a page's name from its first heading, so there must be one. */
static void
lead_with_title(struct doc *doc, struct str title)
{
	struct node *heading = arena_alloc(&doc->arena, sizeof *heading);
	*heading = (struct node){
	    .type = NODE_HEADING,
	    .level = 1,
	    .text = title,
	    .parent = doc->root,
	    .next = doc->root->first,
	};
	doc->root->first = heading;
	if (!doc->root->last)
		doc->root->last = heading;
}

int
page_complete(struct capsule *capsule, const struct place *place, struct doc *doc)
{
	capsule->links.folder = path_folder(place->path);
	if (place->kind == PLACE_LATEST && latest_add(capsule, place, doc) < 0)
		return -1;
	settle_links(capsule, place, doc);
	if (place->source.n && !place_is_gemtext(place) && !find_main_heading(doc))
		lead_with_title(doc, place->title);
	add_lists(capsule, place, doc);
	if (place_is_front(place))
		foot_lead_with_languages(place, doc);
	return 0;
}

/* What the first reading left, if that is enough: gemtext by hand is wanted byte for byte. */
static bool
take_spooled(struct capsule *capsule, const struct place *place, struct doc *doc)
{
	doc_init(doc);
	if (!place_is_gemtext(place) && spool_take(&capsule->spool, place->spooled, doc))
		return true;
	doc_free(doc);
	return false;
}

int
page_read(struct capsule *capsule, const struct place *place, struct doc *doc)
{
	struct stat status = place->status;
	capsule->links.folder = path_folder(place->path);
	if (take_spooled(capsule, place, doc))
		return 0;
	int end = read_page(capsule, place, doc, &status);
	if (end == 0 && place->source.n && tree_changed(&place->status, &status))
		end = report_changed(capsule, place);
	return end;
}
