#include "publish/capsule/index.h"

#include "base/uri.h"
#include "publish/capsule/menu.h"
#include "publish/capsule/news.h"
#include "publish/capsule/phrases.h"

static bool
is_all_news(const struct place *place)
{
	return place_is_index(place) && str_eq(place->folder, STR("/news/"));
}

static const struct phrases *
phrases_on(const struct place *page)
{
	return phrases_of(page->lang.n ? page->lang : page->edition);
}

struct str
index_title(const struct capsule *capsule, const struct place *folder)
{
	if (is_all_news(folder))
		return str_of(phrases_on(folder)->news);
	if (!place_is_front(folder))
		return folder->name;
	if (capsule->settings.title.n)
		return capsule->settings.title;
	if (capsule->settings.host.n)
		return capsule->settings.host;
	return str_of(phrases_on(folder)->home);
}

/* A feed reader shows the title far from the capsule, so it names the capsule too. */
struct str
index_full_title(const struct capsule *capsule, const struct place *folder, struct arena *arena)
{
	struct buf title = {0};
	if (news_is_below(folder->path) && capsule->settings.title.n)
		buf_printf(&title, "%.*s: ", STR_FMT(capsule->settings.title));
	if (folder->kind == PLACE_YEAR)
		buf_printf(&title, "%s: ", phrases_on(folder)->news);
	buf_add_str(&title, folder->title.n ? folder->title : index_title(capsule, folder));
	struct str full = arena_copy(arena, buf_str(&title));
	buf_free(&title);
	return full;
}

void
index_add_link(struct doc *doc, struct node *parent, const struct place *place, struct str label)
{
	struct buf uri = {0};
	uri_add_path(&uri, place->path);
	doc_add_link(doc, parent, buf_str(&uri), label);
	buf_free(&uri);
}

/* "Photos/", which holds files and no page: in every language the same. */
static bool
is_file_folder(const struct place *place)
{
	return place->kind == PLACE_FOLDER && place->has_files && !place->has_pages;
}

/* What a reader wants to know before the link is followed: a page in another language, a weight. */
static void
add_remark(const struct place *page, const struct place *item, struct buf *label)
{
	bool is_foreign = item->edition.n && !str_eq(item->edition, page->edition) &&
	                  item->kind != PLACE_FILE && !is_file_folder(item);
	off_t weight = item->kind == PLACE_FILE ? item->status.st_size : item->weight;
	bool has_weight = item->kind == PLACE_FILE || weight >= INDEX_HEAVY;
	if (!is_foreign && !has_weight)
		return;
	buf_add_str(label, STR(" ("));
	if (is_foreign)
		buf_add_str(label, phrases_own_name(item->edition).n
		                       ? phrases_own_name(item->edition)
		                       : item->edition);
	if (is_foreign && has_weight)
		buf_add_str(label, STR(", "));
	if (has_weight)
		weight_add(label, weight, &phrases_on(page)->units);
	buf_add_char(label, ')');
}

void
index_add_label(struct buf *label, const struct place *page, const struct place *item)
{
	buf_add_str(label, item->kind == PLACE_FILE ? item->name : item->title);
	add_remark(page, item, label);
}

void
index_add_item(const struct place *page, const struct place *item, struct doc *doc)
{
	struct buf label = {0};
	if (item->date.n && news_is_below(item->path))
		buf_printf(&label, "%.*s ", STR_FMT(item->date));
	index_add_label(&label, page, item);
	index_add_link(doc, doc->root, item, buf_str(&label));
	buf_free(&label);
}

static bool
is_listed_page(const struct place *place)
{
	switch (place->kind) {
	case PLACE_FOLDER:
		return place->has_pages && !is_all_news(place);
	case PLACE_PAGE:
		return place_has_page(place) && place->first_twin == place;
	case PLACE_INDEX:
	case PLACE_FILE:
	case PLACE_YEAR:
	case PLACE_LATEST:
	case PLACE_FEED:
	case PLACE_NOTE:
	case PLACE_SEARCH:
		return false;
	}
	return false;
}

static bool
is_listed_file(const struct place *place)
{
	return is_file_folder(place) || (place->kind == PLACE_FILE && !place_is_kept(place));
}

/* The next one behind `at` that belongs on the index; NULL at the end. */
static struct place *
next_listed(const struct capsule *capsule, const struct place *folder, const struct place *at,
            bool (*is_listed)(const struct place *place))
{
	for (struct place *next; (next = places_next(&capsule->places, folder, at)); at = next)
		if (is_listed(next) && place_is_in(next, folder))
			return next;
	return NULL;
}

/* A heading parts the list from the text before it; where there is none, the title is enough. */
static void
add_heading(const struct place *index, struct doc *doc, const char *words)
{
	if (index->source.n)
		doc_add_text(doc, NODE_HEADING, 2, str_of(words));
}

static bool
is_in_menu(const struct capsule *capsule, const struct place *index, const struct place *place)
{
	return place_is_front(index) && menu_has(&capsule->places, capsule->settings.menu, place);
}

static void
add_list(const struct capsule *capsule, const struct place *index, struct doc *doc,
         bool (*is_listed)(const struct place *place), const char *heading)
{
	const struct place *folder = places_find(&capsule->places, index->folder);
	bool is_first = true;
	struct place *at = next_listed(capsule, folder, folder, is_listed);
	for (; at; at = next_listed(capsule, folder, at, is_listed)) {
		struct place *shown =
		    is_listed_file(at) ? at : places_pick(&capsule->places, at, index->edition);
		if (shown->listed_by == index || is_in_menu(capsule, index, shown))
			continue;
		if (is_first)
			add_heading(index, doc, heading);
		is_first = false;
		index_add_item(index, shown, doc);
	}
}

/* What the editor wants first; the front page lists the rest behind it. */
static void
add_menu(const struct capsule *capsule, const struct place *front, struct doc *doc)
{
	struct str rest = capsule->settings.menu, name;
	while (rest.n) {
		struct place *place = menu_next(&capsule->places, &rest, &name);
		if (place)
			place = places_pick(&capsule->places, place, front->edition);
		if (place && place->listed_by != front)
			index_add_item(front, place, doc);
	}
}

static void
add_items(const struct place *page, const struct news *news, size_t most, struct doc *doc)
{
	for (size_t i = 0; i < news->count && i < most; i++)
		index_add_item(page, news->items[i], doc);
}

/* The made page of that kind and language, the first of them; NULL when there is none. */
static struct place *
find_made(const struct capsule *capsule, enum place_kind kind, struct str language)
{
	const struct place *root = places_find(&capsule->places, STR("/")), *at = root;
	for (struct place *next; (next = places_next(&capsule->places, root, at)); at = next)
		if (next->kind == kind && str_eq(next->edition, language))
			return next;
	return NULL;
}

static void
add_made(const struct capsule *capsule, const struct place *page, enum place_kind kind,
         struct doc *doc, struct node *parent)
{
	const struct place *made = find_made(capsule, kind, page->edition);
	if (made && made->listed_by != page)
		index_add_link(doc, parent, made, made->title);
}

/* The years, but for the one that they stand on. They lie by path, the newest is the last. */
static void
add_years(const struct capsule *capsule, const struct place *index, struct doc *doc)
{
	const struct place *folder = places_find(&capsule->places, STR("/news/"));
	const struct place *end = folder, *undated = NULL;
	while (places_next(&capsule->places, folder, end))
		end = places_next(&capsule->places, folder, end);
	for (; end > folder; end--) {
		if (end->kind != PLACE_YEAR || end == index ||
		    !str_eq(end->edition, index->edition))
			continue;
		if (end->year.n)
			index_add_link(doc, doc->root, end, end->title);
		else
			undated = end;
	}
	if (undated)
		index_add_link(doc, doc->root, undated, undated->title);
}

static void
add_news(const struct capsule *capsule, const struct place *index, struct doc *doc)
{
	const struct place *folder = places_find(&capsule->places, index->folder);
	struct news news = news_list(&capsule->places, folder, index->edition, &doc->arena);
	size_t most = is_all_news(index) ? capsule->settings.news_per_page : news.count;
	add_items(index, &news, most, doc);
	if (!is_all_news(index))
		return;
	if (news.count > most) {
		doc_add_text(doc, NODE_HEADING, 2, str_of(phrases_on(index)->all_news));
		add_years(capsule, index, doc);
	}
	struct node *block = doc_add(doc, doc->root, NODE_LINES, 0, STR_NONE);
	add_made(capsule, index, PLACE_LATEST, doc, block);
	add_made(capsule, index, PLACE_FEED, doc, block);
	add_made(capsule, index, PLACE_SEARCH, doc, block);
}

/* Returns the block of links that ends it; NULL where there are no news. */
static struct node *
add_latest(const struct capsule *capsule, const struct place *front, struct doc *doc)
{
	struct place *folder = places_find(&capsule->places, STR("/news/"));
	if (!folder || !folder->has_pages)
		return NULL;
	struct place *index = places_pick(&capsule->places, folder, front->edition);
	struct news news = news_list(&capsule->places, folder, front->edition, &doc->arena);
	doc_add_text(doc, NODE_HEADING, 2, str_of(phrases_on(front)->news));
	add_items(front, &news, INDEX_LATEST_NEWS, doc);
	struct node *block = doc_add(doc, doc->root, NODE_LINES, 0, STR_NONE);
	add_made(capsule, front, PLACE_LATEST, doc, block);
	if (index->listed_by != front && !is_in_menu(capsule, front, index))
		index_add_link(doc, block, index, str_of(phrases_on(front)->all_news));
	return block;
}

static void
add_search(const struct capsule *capsule, const struct place *front, struct doc *doc,
           struct node *block)
{
	if (!find_made(capsule, PLACE_SEARCH, front->edition))
		return;
	if (!block)
		block = doc_add(doc, doc->root, NODE_LINES, 0, STR_NONE);
	add_made(capsule, front, PLACE_SEARCH, doc, block);
}

static void
add_year(const struct capsule *capsule, const struct place *year, struct doc *doc)
{
	struct place *folder = places_find(&capsule->places, year->folder);
	struct place *index = places_pick(&capsule->places, folder, year->edition);
	struct news news = news_list(&capsule->places, folder, year->edition, &doc->arena);
	for (size_t i = 0; i < news.count; i++)
		if (str_eq(news_year(news.items[i]), year->year))
			index_add_item(year, news.items[i], doc);
	struct node *block = doc_add(doc, doc->root, NODE_LINES, 0, STR_NONE);
	index_add_link(doc, block, index, str_of(phrases_on(year)->all_news));
	add_years(capsule, year, doc);
}

/* The news that nobody wrote a page for are a feed, whose subtitle stands right below its title. */
static void
add_title(const struct capsule *capsule, const struct place *index, struct doc *doc)
{
	struct str subtitle = capsule->settings.subtitle;
	doc_add_text(doc, NODE_HEADING, 1, index_full_title(capsule, index, &doc->arena));
	if (is_all_news(index) && subtitle.n)
		doc_add_text(doc, NODE_HEADING, 2, subtitle);
}

void
index_add(const struct capsule *capsule, const struct place *index, struct doc *doc)
{
	if (index->source.n == 0)
		add_title(capsule, index, doc);
	if (index->kind == PLACE_YEAR) {
		add_year(capsule, index, doc);
		return;
	}
	if (place_is_front(index))
		add_menu(capsule, index, doc);
	if (news_is_below(index->path))
		add_news(capsule, index, doc);
	else
		add_list(capsule, index, doc, is_listed_page, phrases_on(index)->pages);
	add_list(capsule, index, doc, is_listed_file, phrases_on(index)->files);
	if (place_is_front(index))
		add_search(capsule, index, doc, add_latest(capsule, index, doc));
}
