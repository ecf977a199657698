/* A word with a letter of another script among its own looks right and is never found: "cаt" with
 * a Cyrillic "а". */
#include "base/utf8.h"
#include "publish/check/kinds.h"
#include "publish/check/word.h"

#include <unictype.h>

enum {
	SCRIPTS = 5,
	UNIT = 3 /* letters of a unit such as kΩ, at most */
};

static const char *const names[SCRIPTS] = {"Latin", "Cyrillic", "Greek", "Georgian", "Armenian"};

/* The letters of one word, counted by script; the first of each. */
struct letters {
	size_t count[SCRIPTS];
	struct str one[SCRIPTS];
	size_t all;
};

static int
script_of(uint32_t c)
{
	const uc_script_t *script = uc_script(c);
	for (int i = 0; script && i < SCRIPTS; i++)
		if (str_eq(str_of(script->name), str_of(names[i])))
			return i;
	return -1;
}

static void
take_letter(struct letters *letters, uint32_t c, struct str bytes)
{
	int script = script_of(c);
	letters->all++;
	if (script < 0)
		return;
	if (letters->count[script]++ == 0)
		letters->one[script] = bytes;
}

/* Takes a run of letters off *rest: "SMS" of "SMS-сообщение", so that a word may be made of two. */
static struct str
next_run(struct str *rest, struct letters *letters)
{
	struct str start = *rest;
	*letters = (struct letters){0};
	while (rest->n) {
		struct str here = *rest;
		uint32_t c = utf8_next(rest);
		bool is_letter = uc_is_general_category(c, UC_CATEGORY_L);
		if (is_letter)
			take_letter(letters, c, str_upto(here, here.n - rest->n));
		else if (!uc_is_general_category(c, UC_CATEGORY_M))
			return str_upto(start, start.n - here.n);
	}
	return start;
}

/* The scripts with most and with fewest letters; false: there is only one. */
static bool
find_stranger(const struct letters *letters, int *host, int *stranger)
{
	*host = *stranger = -1;
	for (int i = 0; i < SCRIPTS; i++) {
		if (letters->count[i] == 0)
			continue;
		if (*host < 0 || letters->count[i] > letters->count[*host])
			*host = i;
		if (*stranger < 0 || letters->count[i] <= letters->count[*stranger])
			*stranger = i;
	}
	bool is_unit = letters->count[2] == 1 && letters->all <= UNIT;
	return *host != *stranger && !is_unit;
}

static void
look_at_word(struct checkup *checkup, const struct checked *page, const struct node *node,
             struct str word)
{
	struct letters letters;
	int host, stranger;
	for (struct str rest = word; rest.n;) {
		struct str run = next_run(&rest, &letters);
		if (!find_stranger(&letters, &host, &stranger))
			continue;
		checkup_add(
		    checkup, page, FINDING_WARNING, checked_line(page, node, run),
		    "in \"%.*s\" the letter \"%.*s\" is %s, but the word is %s, so no search "
		    "will find it; type the word anew",
		    STR_FMT(run), STR_FMT(letters.one[stranger]), names[stranger], names[host]);
	}
}

static void
look_at_text(struct checkup *checkup, const struct checked *page, const struct node *node,
             struct str text)
{
	struct str word;
	while (!utf8_is_ascii(text) && word_next(&text, &word))
		if (!utf8_is_ascii(word) && str_find_str(word, STR("://")) == STR_NOWHERE)
			look_at_word(checkup, page, node, word);
}

/* The label of a link that the editor wrote; another page's title is that page's matter. */
static bool
has_own_label(const struct checked *page, const struct node *node)
{
	return node->type == NODE_LINK && node_label(node).n &&
	       str_find_str(page->source, node_label(node)) != STR_NOWHERE;
}

void
kind_scripts(struct checkup *checkup, const struct checked *page)
{
	for (const struct node *node = page->doc.root->first; node;
	     node = doc_next(page->doc.root, node)) {
		if (!checked_is_own(node))
			continue;
		look_at_text(checkup, page, node, node->text);
		if (has_own_label(page, node))
			look_at_text(checkup, page, node, node_label(node));
	}
}
