/* A name of a page in this capsule must lead there. */
#include "publish/check/kinds.h"

#include "base/path.h"
#include "base/uri.h"
#include "publish/check/near.h"
#include "publish/check/word.h"
#include "publish/read/link.h"

/* A name that is dead: on a link's own line readers try it and fail, in a sentence it is no link.
 */
struct dead {
	enum finding_grade grade;
	size_t line;
	struct str name;
	const struct place *place; /* that exists, but is not served; NULL: none */
	struct str path;           /* that is meant */
};

static void
tell_near(struct checkup *checkup, const struct checked *page, const struct dead *dead,
          const struct place *near)
{
	checkup_add(checkup, page, dead->grade, dead->line,
	            "\"%.*s\" leads to no page; did you mean %.*s?", STR_FMT(dead->name),
	            STR_FMT(near->source.n ? near->source : near->path));
}

static void
tell(struct checkup *checkup, const struct checked *page, const struct dead *dead)
{
	const struct place *near = near_place(&checkup->capsule.places, dead->path);
	if (dead->place && dead->place->is_draft)
		checkup_add(checkup, page, dead->grade, dead->line,
		            "\"%.*s\" leads to a draft, which readers cannot see; take the line "
		            "\"Draft: yes\" off that page, or this name out",
		            STR_FMT(dead->name));
	else if (near)
		tell_near(checkup, page, dead, near);
	else
		checkup_add(checkup, page, dead->grade, dead->line,
		            "\"%.*s\" leads to no page; correct it, or take it out",
		            STR_FMT(dead->name));
}

/* Whether the target is one of this capsule, but no page of it. */
static bool
find(struct checkup *checkup, struct str target, struct dead *dead)
{
	struct place *place;
	if (links_find(&checkup->capsule.links, target, &place, &dead->path) != LINKS_BROKEN)
		return false;
	dead->place = place;
	return true;
}

/* Whether readers who ask for the path get the place: what the editor calls it is no address. */
static bool
is_address(struct str path, const struct place *place)
{
	return str_eq(path, place->path) || str_eq(path, place->file) ||
	       (place->kind == PLACE_FOLDER && str_eq(path, str_upto(place->path, path.n)));
}

/* Gemtext by hand is published as it is, whatever it calls a page. */
static void
look_at_address(struct checkup *checkup, const struct checked *page, const struct node *node)
{
	struct place *place;
	struct str target = node_target(node), path;
	if (!place_is_gemtext(page->place) ||
	    links_find(&checkup->capsule.links, target, &place, &path) != LINKS_HERE ||
	    is_address(path, place))
		return;
	checkup_add(checkup, page, FINDING_ERROR, checked_line(page, node, target),
	            "\"%.*s\" is no address of a page; write %.*s, as it is published",
	            STR_FMT(target), STR_FMT(place->path));
}

static void
look_at_link(struct checkup *checkup, const struct checked *page, const struct node *node)
{
	struct dead dead = {.grade = FINDING_ERROR, .name = node_target(node)};
	look_at_address(checkup, page, node);
	if (!find(checkup, node_target(node), &dead))
		return;
	dead.line = checked_line(page, node, node_target(node));
	tell(checkup, page, &dead);
}

/* "abuot.txt" and "/news/day.gmi" are meant as pages; "www.example.org/a.txt" is not. */
static bool
names_text(struct str word)
{
	return (str_ends_nocase(word, STR(".txt")) || str_ends_nocase(word, STR(".gmi"))) &&
	       word.n > 4 && !str_has(word, ':') && !str_has(word, '@') &&
	       !str_starts_nocase(word, STR("www."));
}

static void
look_at_word(struct checkup *checkup, const struct checked *page, const struct node *node,
             struct str word)
{
	struct dead dead = {.grade = FINDING_WARNING, .name = word};
	struct buf target = {0};
	uri_add_path(&target, word);
	if (find(checkup, buf_str(&target), &dead)) {
		dead.line = checked_line(page, node, word);
		tell(checkup, page, &dead);
	}
	buf_free(&target);
}

static void
look_at_words(struct checkup *checkup, const struct checked *page, const struct node *node)
{
	struct read_options options = {.is_page = links_is_page,
	                               .context = &checkup->capsule.links};
	struct str rest = node->text, word;
	while (word_next(&rest, &word))
		if (names_text(word) && link_name(&options, node->text, word).n == 0)
			look_at_word(checkup, page, node, word);
}

/* A link that stands for itself: a line of gemtext, or a full address in a sentence. */
static bool
is_line(const struct checked *page, const struct node *node)
{
	return place_is_gemtext(page->place) || str_has(node_target(node), ':');
}

void
kind_dead_links(struct checkup *checkup, const struct checked *page)
{
	checkup->capsule.links.folder = path_folder(page->place->path);
	for (const struct node *node = page->doc.root; node;
	     node = doc_next(page->doc.root, node)) {
		if (!checked_is_own(node))
			continue;
		if (node->type == NODE_LINK && is_line(page, node))
			look_at_link(checkup, page, node);
		else if (node->type != NODE_PRE && !place_is_gemtext(page->place))
			look_at_words(checkup, page, node);
	}
}
