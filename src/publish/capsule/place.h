/* A place is one path of the finished capsule, a folder, a page or a copied file; places are all of
 * them, to be found by the path that readers use and by the name the editor gave. */
#ifndef PUBLISH_CAPSULE_PLACE_H
#define PUBLISH_CAPSULE_PLACE_H

#include "publish/capsule/tree.h"

enum place_kind {
	PLACE_FOLDER, /* "/news/", with its index page */
	PLACE_PAGE,   /* "/news/a.gmi" */
	PLACE_FILE    /* "/plan.pdf", copied as it is */
};

struct place {
	enum place_kind kind;
	struct str path;   /* the published one */
	struct str file;   /* what holds it on Gemini: "/news/index.gmi", else as path */
	struct str source; /* below text/: "/news/a.txt"; empty for an index nobody wrote */
	/* Of pages and folders, once they have been read; owned by the arena of places. */
	struct str title, date, lang;
	struct str type;    /* of files: the media type */
	struct stat status; /* of the source when it was read first */
	bool is_menu;       /* on Gopher a menu, not a text */
	bool has_pages;     /* of folders: a page in it, or deeper */
	bool has_files;
	const struct place *listed_by; /* the folder whose own text links here; borrowed */
};

struct place_key {
	struct str name;
	struct place *place;
};

struct places {
	struct arena arena; /* owned */
	struct place *all;  /* sorted by path (bytes): a folder stands before what is in it */
	size_t count;
	struct place_key *names; /* sorted by name: paths, files and sources */
	size_t name_count;
};

/* Gives every entry of the tree its place; the tree must live as long. -1 after a report when two
 * want the same path. */
int places_make(struct places *places, const struct tree *tree);

/* By published path or by the name in text/: "/about.gmi", "/about.txt", "/news/",
 * "/news/index.txt"; NULL when there is none. */
struct place *places_find(const struct places *places, struct str name);

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
/* Whether a page is to be made for it: every page, and every folder that holds anything. */
bool place_has_page(const struct place *place);
/* "a.txt" of its source, "news" of a folder, empty of the root. */
struct str place_name(const struct place *place);

void places_free(struct places *places);

#endif
