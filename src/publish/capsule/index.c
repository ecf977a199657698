#include "publish/capsule/index.h"

#include "base/uri.h"
#include "publish/capsule/news.h"

/* The words that no editor wrote, by language; the first is for all others. */
struct words {
	const char *language;
	const char *home, *news, *all_news, *pages, *files;
};

static const struct words all_words[] = {
    {"en", "Home", "News", "All news", "Pages", "Files"},
};

static const struct words *
find_words(struct str language)
{
	struct str main = str_cut(&language, '-');
	for (size_t i = 0; i < sizeof all_words / sizeof *all_words; i++)
		if (str_eq_nocase(main, str_of(all_words[i].language)))
			return &all_words[i];
	return &all_words[0];
}

static const struct words *
words_of(const struct capsule *capsule, const struct place *folder)
{
	return find_words(folder->lang.n ? folder->lang : capsule->settings.language);
}

static bool
is_root(const struct place *place)
{
	return place->path.n == 1;
}

static bool
is_all_news(const struct place *place)
{
	return str_eq(place->path, STR("/news/"));
}

struct str
index_title(const struct capsule *capsule, const struct place *folder)
{
	if (is_all_news(folder))
		return str_of(words_of(capsule, folder)->news);
	if (!is_root(folder))
		return place_name(folder);
	if (capsule->settings.title.n)
		return capsule->settings.title;
	if (capsule->settings.host.n)
		return capsule->settings.host;
	return str_of(words_of(capsule, folder)->home);
}

/* A feed reader shows the title far from the capsule, so it names the capsule too. */
static void
add_title(const struct capsule *capsule, const struct place *folder, struct doc *doc)
{
	struct buf title = {0};
	if (news_is_folder(folder) && capsule->settings.title.n)
		buf_printf(&title, "%.*s: ", STR_FMT(capsule->settings.title));
	buf_add_str(&title, index_title(capsule, folder));
	doc_add_text(doc, NODE_HEADING, 1, buf_str(&title));
	buf_free(&title);
}

static void
add_place(struct doc *doc, const struct place *place, struct str label)
{
	struct buf uri = {0};
	uri_add_path(&uri, place->path);
	doc_add_link(doc, doc->root, buf_str(&uri), label);
	buf_free(&uri);
}

/* "2026-11-23 Title", as gemsub has it. */
static void
add_item(struct doc *doc, const struct place *item)
{
	struct buf label = {0};
	if (item->date.n)
		buf_printf(&label, "%.*s ", STR_FMT(item->date));
	buf_add_str(&label, item->title);
	add_place(doc, item, buf_str(&label));
	buf_free(&label);
}

static void
add_weight(struct buf *out, off_t bytes)
{
	enum {
		KILO = 1000,
		MEGA = 1000 * KILO
	};
	long long n = bytes;
	if (n < KILO)
		buf_printf(out, "%lld bytes", n);
	else if (n < MEGA)
		buf_printf(out, "%lld kB", (n + KILO / 2) / KILO);
	else
		buf_printf(out, "%lld.%lld MB", n / MEGA, n % MEGA / (MEGA / 10));
}

/* "plan.pdf (120 kB)" */
static void
add_file(struct doc *doc, const struct place *file)
{
	struct buf label = {0};
	buf_printf(&label, "%.*s (", STR_FMT(place_name(file)));
	add_weight(&label, file->status.st_size);
	buf_add_char(&label, ')');
	add_place(doc, file, buf_str(&label));
	buf_free(&label);
}

static bool
is_listed_page(const struct place *place)
{
	switch (place->kind) {
	case PLACE_FOLDER:
		return place->has_pages && !is_all_news(place);
	case PLACE_PAGE:
		return true;
	case PLACE_FILE:
		return false;
	}
	return false;
}

static bool
is_listed_file(const struct place *place)
{
	return place->kind == PLACE_FILE && !place_is_kept(place);
}

/* The next one behind `at` that belongs on the folder's list; NULL at the end. */
static const struct place *
next_listed(const struct capsule *capsule, const struct place *folder, const struct place *at,
            bool (*is_listed)(const struct place *place))
{
	while ((at = places_next(&capsule->places, folder, at)))
		if (is_listed(at) && at->listed_by != folder && place_is_in(at, folder))
			return at;
	return NULL;
}

/* A heading parts the list from the text before it; where there is none, the title is enough. */
static void
add_heading(const struct place *folder, struct doc *doc, const char *words)
{
	if (folder->source.n)
		doc_add_text(doc, NODE_HEADING, 2, str_of(words));
}

static void
add_pages(const struct capsule *capsule, const struct place *folder, struct doc *doc)
{
	const struct place *page = next_listed(capsule, folder, folder, is_listed_page);
	if (page)
		add_heading(folder, doc, words_of(capsule, folder)->pages);
	for (; page; page = next_listed(capsule, folder, page, is_listed_page))
		add_place(doc, page, page->title);
}

static void
add_files(const struct capsule *capsule, const struct place *folder, struct doc *doc)
{
	const struct place *file = next_listed(capsule, folder, folder, is_listed_file);
	if (file)
		add_heading(folder, doc, words_of(capsule, folder)->files);
	for (; file; file = next_listed(capsule, folder, file, is_listed_file))
		add_file(doc, file);
}

static void
add_items(const struct capsule *capsule, const struct place *folder, struct doc *doc, size_t most)
{
	struct news news = news_list(&capsule->places, folder, &doc->arena);
	for (size_t i = 0; i < news.count && i < most; i++)
		add_item(doc, news.items[i]);
}

static void
add_latest(const struct capsule *capsule, const struct place *front, struct doc *doc)
{
	const struct words *words = words_of(capsule, front);
	const struct place *folder = places_find(&capsule->places, STR("/news/"));
	if (!folder || !folder->has_pages)
		return;
	doc_add_text(doc, NODE_HEADING, 2, str_of(words->news));
	add_items(capsule, folder, doc, INDEX_LATEST_NEWS);
	if (folder->listed_by != front)
		add_place(doc, folder, str_of(words->all_news));
}

void
index_add(const struct capsule *capsule, const struct place *folder, struct doc *doc)
{
	if (folder->source.n == 0)
		add_title(capsule, folder, doc);
	if (news_is_folder(folder))
		add_items(capsule, folder, doc, (size_t)-1);
	else
		add_pages(capsule, folder, doc);
	add_files(capsule, folder, doc);
	if (is_root(folder))
		add_latest(capsule, folder, doc);
}
