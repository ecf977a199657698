#include "publish/capsule/foot.h"

#include "publish/capsule/index.h"
#include "publish/capsule/phrases.h"

static bool
has_twins(const struct place *place)
{
	return place->twin && place->twin != place;
}

static struct str
language_name(const struct place *place)
{
	struct str name = phrases_own_name(place->edition);
	return name.n ? name : place->edition;
}

/* "Older: Title (Русский)", where the item is in another language for want of a translation. */
static void
add_neighbour(struct doc *doc, struct node *foot, const struct place *place,
              const struct place *item, const char *words)
{
	if (!item)
		return;
	struct buf label = {0};
	buf_add_str(&label, str_of(words));
	buf_add_str(&label, item->title);
	if (item->edition.n && !str_eq(item->edition, place->edition))
		buf_printf(&label, " (%.*s)", STR_FMT(language_name(item)));
	index_add_link(doc, foot, item, buf_str(&label));
	buf_free(&label);
}

void
foot_add_languages(const struct place *place, struct doc *doc, struct node *parent)
{
	for (const struct place *twin = place->twin; twin && twin != place; twin = twin->twin)
		index_add_link(doc, parent, twin, language_name(twin));
}

static void
add_ways(const struct place *place, struct doc *doc)
{
	const struct phrases *phrases = phrases_of(place->lang.n ? place->lang : place->edition);
	bool has_languages = has_twins(place) && !place_is_front(place);
	if (!place->newer && !place->older && !has_languages)
		return;
	struct node *foot = doc_add(doc, doc->root, NODE_LINES, 0, STR_NONE);
	add_neighbour(doc, foot, place, place->newer, phrases->newer);
	add_neighbour(doc, foot, place, place->older, phrases->older);
	if (has_languages)
		foot_add_languages(place, doc, foot);
}

void
foot_add(const struct place *place, struct str footer, struct doc *doc)
{
	add_ways(place, doc);
	if (footer.n)
		doc_add_text(doc, NODE_PARAGRAPH, 0, footer);
}

/* The nodes behind the title are taken off and put back. */
void
foot_lead_with_languages(const struct place *front, struct doc *doc)
{
	struct node *root = doc->root, *title = root->first, *last = root->last;
	if (!title || title->type != NODE_HEADING)
		return;
	struct node *rest = title->next;
	title->next = NULL;
	root->last = title;
	foot_add_languages(front, doc, root);
	root->last->next = rest;
	if (rest)
		root->last = last;
}
