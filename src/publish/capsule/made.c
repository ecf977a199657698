#include "publish/capsule/made.h"

#include "publish/capsule/index.h"
#include "publish/capsule/name.h"
#include "publish/capsule/news.h"
#include "publish/capsule/notes.h"
#include "publish/capsule/phrases.h"

#include <string.h>

enum {
	LANGUAGES_MAX = 32
};

struct made {
	struct capsule *capsule; /* borrowed */
	struct str languages[LANGUAGES_MAX];
	size_t language_count;
	struct place *more; /* in the arena of places */
	size_t count, room;
};

static void
add_language(struct made *made, struct str language)
{
	for (size_t i = 0; i < made->language_count; i++)
		if (str_eq(made->languages[i], language))
			return;
	if (made->language_count < LANGUAGES_MAX)
		made->languages[made->language_count++] = language;
}

/* How many pages are in each language; empty: one that no script tells. */
struct tally {
	struct str languages[LANGUAGES_MAX];
	size_t pages[LANGUAGES_MAX], count;
};

static void
count_language(struct tally *tally, struct str lang)
{
	struct str language = str_cut(&lang, '-');
	size_t i = 0;
	while (i < tally->count && !str_eq(tally->languages[i], language))
		i++;
	if (i == LANGUAGES_MAX)
		return;
	if (i == tally->count)
		tally->languages[tally->count++] = language;
	tally->pages[i]++;
}

static struct str
most_used(const struct tally *tally)
{
	size_t best = 0;
	for (size_t i = 1; i < tally->count; i++)
		if (tally->pages[i] > tally->pages[best])
			best = i;
	return tally->count ? tally->languages[best] : STR_NONE;
}

/* A capsule that names no language is in that of its front page, where someone wrote one, else of
 * most pages. */
static struct str
guess_language(const struct places *places)
{
	struct tally tally = {0};
	const struct place *front = places_find(places, STR("/"));
	if (front && front->source.n)
		count_language(&tally, front->lang);
	for (size_t i = 0; (!front || front->source.n == 0) && i < places->count; i++)
		if (places->all[i].source.n && place_has_page(&places->all[i]))
			count_language(&tally, places->all[i].lang);
	return most_used(&tally);
}

static void
settle_language(struct places *places)
{
	if (places->language.n == 0)
		places->language = guess_language(places);
	for (size_t i = 0; i < places->count; i++)
		if (places->all[i].edition.n == 0)
			places->all[i].edition = places->language;
}

/* The capsule's own first, then those that file names tell. */
static void
find_languages(struct made *made)
{
	const struct places *places = &made->capsule->places;
	add_language(made, places->language);
	for (size_t i = 0; i < places->count; i++)
		if (name_language(places->all[i].file).n && place_has_page(&places->all[i]))
			add_language(made, places->all[i].edition);
}

/* A text whose script tells its language is for those readers, if the capsule has any. */
static void
settle_edition(const struct made *made, struct place *place)
{
	struct str lang = place->lang;
	struct str main = str_cut(&lang, '-');
	if (place->kind != PLACE_PAGE || name_language(place->path).n)
		return;
	for (size_t i = 0; i < made->language_count; i++)
		if (str_eq(main, made->languages[i]))
			place->edition = made->languages[i];
}

static void
push(struct made *made, const struct place *place)
{
	if (made->count == made->room) {
		size_t room = made->room ? 2 * made->room : 64;
		struct place *more = arena_alloc(&made->capsule->places.arena, room * sizeof *more);
		if (made->count)
			memcpy(more, made->more, made->count * sizeof *more);
		made->more = more;
		made->room = room;
	}
	made->more[made->count++] = *place;
}

static bool
is_taken(const struct made *made, struct str path)
{
	for (size_t i = 0; i < made->count; i++)
		if (str_eq(made->more[i].path, path))
			return true;
	return places_find(&made->capsule->places, path) != NULL;
}

/* "/news/" "2025" "ka" ".gmi"; an editor's own page of that name stays, and ours is not made. */
static void
add(struct made *made, const struct place *model, const char *stem, const char *suffix)
{
	struct places *places = &made->capsule->places;
	struct place place = *model;
	struct buf path = {0};
	buf_printf(&path, "%.*s%s", STR_FMT(place.folder), stem);
	if (!str_eq(place.edition, places->language))
		buf_printf(&path, ".%.*s", STR_FMT(place.edition));
	buf_add_str(&path, str_of(suffix));
	if (!is_taken(made, buf_str(&path))) {
		place.path = place.file = arena_copy(&places->arena, buf_str(&path));
		place.lang =
		    str_eq(place.edition, places->language) && made->capsule->settings.language.n
		        ? made->capsule->settings.language
		        : place.edition;
		place.is_menu = true;
		push(made, &place);
	}
	buf_free(&path);
}

static bool
has_edition(const struct places *places, const struct place *folder, struct str language)
{
	for (const struct place *at = folder; (at = places_next(places, folder, at));)
		if (place_has_page(at) && str_eq(at->edition, language))
			return true;
	return false;
}

static void
add_indexes(struct made *made, struct str language)
{
	struct places *places = &made->capsule->places;
	for (size_t i = 0; i < places->count; i++) {
		const struct place *folder = &places->all[i];
		if (folder->kind != PLACE_FOLDER || !has_edition(places, folder, language))
			continue;
		struct place index = {
		    .kind = PLACE_INDEX,
		    .name = folder->name,
		    .folder = folder->path,
		    .edition = language,
		};
		add(made, &index, "index", ".gmi");
	}
}

static void
add_years(struct made *made, const struct news *news, struct str language)
{
	struct place year = {.kind = PLACE_YEAR, .folder = STR("/news/"), .edition = language};
	for (size_t i = 0; i < news->count; i++) {
		char stem[32] = "undated";
		if (i > 0 && str_eq(news_year(news->items[i]), year.year))
			continue;
		year.year = news_year(news->items[i]);
		year.title = year.year;
		if (year.year.n && year.year.n < sizeof stem) {
			memcpy(stem, year.year.p, year.year.n);
			stem[year.year.n] = '\0';
		} else {
			year.title = str_of(phrases_of(language)->undated);
		}
		add(made, &year, stem, ".gmi");
	}
}

/* A feed has dates: without one there is none. */
static bool
has_dated(const struct news *news, struct str language)
{
	for (size_t i = 0; i < news->count; i++)
		if (news->items[i]->date.n && str_eq(news->items[i]->edition, language))
			return true;
	return false;
}

static void
add_news(struct made *made, const struct place *folder, struct str language)
{
	struct arena arena = {0};
	struct news news = news_list(&made->capsule->places, folder, language, &arena);
	struct place place = {.folder = STR("/news/"), .edition = language};
	if (news.count > made->capsule->settings.news_per_page)
		add_years(made, &news, language);
	place.kind = PLACE_LATEST;
	place.title = str_of(phrases_of(language)->latest);
	if (news.count > 1)
		add(made, &place, "latest", ".gmi");
	place.kind = PLACE_FEED;
	place.title = str_of(phrases_of(language)->feed);
	place.type = STR("application/atom+xml");
	if (has_dated(&news, language))
		add(made, &place, "atom", ".xml");
	arena_free(&arena);
}

/* "/search", "/search.ka" */
static void
add_search_path(struct buf *path, const struct places *places, struct str language)
{
	buf_add_str(path, STR("/search"));
	if (!str_eq(language, places->language))
		buf_printf(path, ".%.*s", STR_FMT(language));
}

const struct place *
made_search_is_taken(const struct capsule *capsule, struct str language)
{
	struct buf path = {0};
	if (str_eq_nocase(capsule->settings.search, STR("no")))
		return NULL;
	add_search_path(&path, &capsule->places, language);
	const struct place *place = places_find(&capsule->places, buf_str(&path));
	buf_add_char(&path, '/');
	if (!place)
		place = places_find(&capsule->places, buf_str(&path));
	buf_free(&path);
	return place && place->kind != PLACE_SEARCH ? place : NULL;
}

static void
add_search(struct made *made, struct str language)
{
	struct place search = {
	    .kind = PLACE_SEARCH,
	    .folder = STR("/"),
	    .edition = language,
	    .title = str_of(phrases_of(language)->search),
	};
	if (!made_search_is_taken(made->capsule, language))
		add(made, &search, "search", "");
}

/* An editor's own stand in the way. */
static void
add_notes(struct made *made)
{
	for (size_t i = 0; notes_path(i).n; i++) {
		struct place note = {
		    .kind = PLACE_NOTE,
		    .path = notes_path(i),
		    .file = notes_path(i),
		    .folder = STR("/"),
		    .type = STR("text/plain"),
		};
		if (!is_taken(made, note.path))
			push(made, &note);
	}
}

/* Two languages of a page: each is a menu, for it links to the other. */
static void
settle_menus(struct places *places)
{
	for (size_t i = 0; i < places->count; i++)
		if (places->all[i].twin != &places->all[i])
			places->all[i].is_menu = true;
}

/* What an index is called that nobody wrote. */
static void
name_indexes(struct capsule *capsule)
{
	for (size_t i = 0; i < capsule->places.count; i++) {
		struct place *place = &capsule->places.all[i];
		if (place_is_index(place) && place->title.n == 0)
			place->title = index_title(capsule, place);
	}
}

void
made_add(struct capsule *capsule)
{
	struct made made = {.capsule = capsule};
	struct places *places = &capsule->places;
	struct arena arena = {0};
	settle_language(places);
	find_languages(&made);
	for (size_t i = 0; i < places->count; i++)
		settle_edition(&made, &places->all[i]);
	places_add(places, NULL, 0);
	const struct place *news = places_find(places, STR("/news/"));
	for (size_t i = 0; i < made.language_count; i++) {
		if (i > 0)
			add_indexes(&made, made.languages[i]);
		if (news && news->has_pages &&
		    (i == 0 || has_edition(places, news, made.languages[i])))
			add_news(&made, news, made.languages[i]);
		if (!str_eq_nocase(made.capsule->settings.search, STR("no")))
			add_search(&made, made.languages[i]);
	}
	add_notes(&made);
	places_add(places, made.more, made.count);
	name_indexes(capsule);
	settle_menus(places);
	news_chain(places, &arena);
	arena_free(&arena);
}
