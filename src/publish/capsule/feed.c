#include "publish/capsule/feed.h"

#include "base/uri.h"
#include "publish/capsule/index.h"
#include "publish/capsule/news.h"
#include "publish/write/atom.h"

/* Addresses leave the capsule with the feed, so they name the host. */
static struct str
address_of(const struct capsule *capsule, struct str path, struct arena *arena)
{
	struct buf uri = {0};
	struct str host = capsule->settings.host;
	buf_printf(&uri, "gemini://%.*s", STR_FMT(host.n ? host : STR("localhost")));
	uri_add_path(&uri, path);
	struct str address = arena_copy(arena, buf_str(&uri));
	buf_free(&uri);
	return address;
}

static size_t
take_entries(const struct capsule *capsule, const struct news *news, struct str language,
             struct atom_entry *entries, struct arena *arena)
{
	size_t count = 0;
	for (size_t i = 0; i < news->count && count < capsule->settings.news_per_page; i++) {
		const struct place *item = news->items[i];
		if (item->date.n == 0 || !str_eq(item->edition, language))
			continue;
		struct str page = address_of(capsule, item->path, arena);
		entries[count++] = (struct atom_entry){
		    .id = page,
		    .page = page,
		    .title = item->title,
		    .date = item->date,
		    .summary = item->summary,
		    .author = item->author,
		};
	}
	return count;
}

/* RFC 4287 4.1.1: a feed has an author unless all its entries have. */
static struct str
find_author(const struct settings *settings)
{
	if (settings->author.n)
		return settings->author;
	if (settings->title.n)
		return settings->title;
	return settings->host.n ? settings->host : STR("localhost");
}

void
feed_write(struct capsule *capsule, const struct place *place)
{
	struct arena arena = {0};
	struct place *folder = places_find(&capsule->places, place->folder);
	struct place *index = places_pick(&capsule->places, folder, place->edition);
	struct news news = news_list(&capsule->places, folder, place->edition, &arena);
	struct atom_entry *entries = arena_alloc(&arena, news.count * sizeof *entries);
	struct str self = address_of(capsule, place->path, &arena);
	struct atom_feed feed = {
	    .id = self,
	    .self = self,
	    .page = address_of(capsule, index->path, &arena),
	    .title = index_full_title(capsule, index, &arena),
	    .subtitle = capsule->settings.subtitle,
	    .author = find_author(&capsule->settings),
	    .lang = place->lang,
	    .entries = entries,
	    .count = take_entries(capsule, &news, place->edition, entries, &arena),
	};
	atom_write(&feed, &capsule->text);
	arena_free(&arena);
}
