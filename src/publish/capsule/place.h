/* A place is one path of the finished capsule, a folder, a page or a copied file; places are all of
 * them, to be found by the path that readers use and by the name the editor gave. */
#ifndef PUBLISH_CAPSULE_PLACE_H
#define PUBLISH_CAPSULE_PLACE_H

#include "publish/capsule/spool.h"
#include "publish/capsule/tree.h"

enum place_kind {
	PLACE_FOLDER, /* "/news/", with its index page */
	PLACE_INDEX,  /* "/news/index.ka.gmi": that page in another language */
	PLACE_PAGE,   /* "/news/a.gmi" */
	PLACE_FILE,   /* "/plan.pdf", copied as it is */
	PLACE_YEAR,   /* "/news/2025.gmi": news of a year, where there are too many for one page */
	PLACE_LATEST, /* "/news/latest.gmi": the newest items, whole */
	PLACE_FEED,   /* "/news/atom.xml" */
	PLACE_NOTE,   /* "/robots.txt", where the editor has none */
	PLACE_SEARCH  /* "/search.ka", which the daemon answers */
};

struct memo_entry;

struct place {
	enum place_kind kind;
	struct str path;    /* the published one */
	struct str file;    /* what holds it on Gemini: "/news/index.gmi", else as path */
	struct str source;  /* below text/: "/news/a.txt"; empty for a page nobody wrote */
	struct str name;    /* what the editor called it: "a.txt", "Our photos" */
	struct str folder;  /* that it lists or lies in, its path */
	struct str edition; /* the language of the readers it is for: "ka" */
	/* Of pages, once they have been read; owned by the arena of places. */
	struct str title, date, lang, author, summary;
	struct str moved_from; /* its former places, one a line */
	struct str asked;      /* the words that reading it asked after: outlook.h */
	struct str links;      /* where its text leads: outlook.h */
	struct str lines;      /* its short ones: read/boilerplate.h */
	struct str dropped;    /* those of them that were left out as shared by many texts */
	struct str type;       /* of files: the media type */
	bool is_draft;         /* written, but for nobody yet */
	struct str draft;      /* of an index: a source that is one, which it is made without */
	bool is_menu;          /* on Gopher a menu, not a text */
	struct str facts;      /* all of these, packed: facts.h */
	struct spooled spooled;
	const struct memo_entry *entry; /* where they were recalled from, else NULL; borrowed */
	/* Of what is published. */
	struct str outlook; /* what its two sides are made of beside the text: outlook.h */
	struct str year;    /* of PLACE_YEAR: "2025"; empty: the undated */
	struct stat status; /* of the source when it was read, or found unchanged */
	off_t weight;       /* of a page on Gemini, once it is written; 0 before */
	off_t gopher_weight;
	bool has_pages; /* of folders: a page in it, or deeper */
	bool has_files;
	const struct place *listed_by; /* the index whose own text links here; borrowed */
	/* Borrowed, once all places are known. */
	struct place *twin;          /* the next of the same page's languages, in a ring */
	struct place *first_twin;    /* the one that stands for all of them */
	struct place *newer, *older; /* of a news item, in its language */
};

struct place_key {
	struct str name;
	struct place *place;
};

struct places {
	struct arena arena; /* owned */
	struct str language;
	struct place *all; /* sorted by path (bytes): a folder stands before what is in it */
	size_t count;
	struct place_key *names; /* sorted by name: paths, files and sources */
	size_t name_count;
};

/* Gives every entry of the tree its place; the tree must live as long. language is the capsule's
 * own, "en"; empty: unknown. -1 after a report when two want the same path. */
int places_make(struct places *places, const struct tree *tree, struct str language);

/* Finds anew what each name means and which folders hold anything, once it is known which texts are
 * drafts. */
void places_settle_drafts(struct places *places);

/* Adds pages that no entry stands behind; all pointers to places end here. */
void places_add(struct places *places, const struct place *more, size_t count);

/* By published path or by the name in text/: "/about.gmi", "/about.txt", "/news/",
 * "/news/index.txt"; NULL when there is none. */
struct place *places_find(const struct places *places, struct str name);

/* The same, and "/about.txt" may stand for "/about.en.txt", the edition in the capsule's language.
 */
struct place *places_find_page(const struct places *places, struct str name);

/* The place behind `at` among those below folder, direct or deep; NULL behind the last.
 * It begins with at = folder. */
struct place *places_next(const struct places *places, const struct place *folder,
                          const struct place *at);

/* Whether the place lies in the folder itself, not deeper. */
bool place_is_in(const struct place *place, const struct place *folder);
/* Whether the source is gemtext written by hand. */
bool place_is_gemtext(const struct place *place);
/* Whether it is read by programs only (robots.txt) and belongs on no list. */
bool place_is_kept(const struct place *place);
/* Whether it is a folder's own page, in whatever language. */
bool place_is_index(const struct place *place);
/* Whether it is a folder's page of the capsule's root, in whatever language. */
bool place_is_front(const struct place *place);
/* Whether a page is to be made for it: every page, and every folder that holds anything. */
bool place_has_page(const struct place *place);
/* Whether it stands before any text is read, so that a word may mean it. */
bool place_is_written(const struct place *place);
/* Whether readers can ask for it. */
bool place_is_served(const struct place *place);

/* The one of a page's languages that readers of that language should see: theirs, else the
 * capsule's, else any. */
struct place *places_pick(const struct places *places, struct place *place, struct str language);

void places_free(struct places *places);

#endif
