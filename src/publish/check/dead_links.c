/* A name of a page in this capsule must lead there. */
#include "publish/check/kinds.h"

#include "base/path.h"
#include "base/uri.h"
#include "publish/check/near.h"
#include "publish/check/word.h"

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

static void
look_at_link(struct checkup *checkup, const struct checked *page, const struct node *node)
{
	struct dead dead = {.grade = FINDING_ERROR, .name = node_target(node)};
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
	struct str rest = node->text, word;
	while (word_next(&rest, &word))
		if (names_text(word))
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
