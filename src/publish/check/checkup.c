#include "publish/check/checkup.h"

#include "base/fd.h"
#include "publish/capsule/made.h"
#include "publish/capsule/menu.h"
#include "publish/capsule/page.h"
#include "publish/capsule/report.h"
#include "publish/check/kinds.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	TEXT_MAX = 1024
};

static void (*const kinds[])(struct checkup *checkup, const struct checked *page) = {
    kind_title,     kind_same_title, kind_date,  kind_levels, kind_dead_links,
    kind_addresses, kind_scripts,    kind_width, kind_weight,
};

static void
add_file(struct checkup *checkup, enum finding_grade grade, struct str path, size_t line,
         const char *text)
{
	struct buf file = {0};
	buf_add_str(&file, checkup->capsule.tree.name);
	buf_add_str(&file, path);
	findings_add(&checkup->findings, grade, buf_str(&file), line, "%s", text);
	buf_free(&file);
}

void
checkup_add(struct checkup *checkup, const struct checked *page, enum finding_grade grade,
            size_t line, const char *format, ...)
{
	const struct place *place = page->place;
	char text[TEXT_MAX];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	add_file(checkup, grade, place->source.n ? place->source : place->path, line, text);
}

bool
checked_is_own(const struct node *node)
{
	return node->source_line > 0;
}

size_t
checked_line(const struct checked *page, const struct node *node, struct str words)
{
	struct str rest = page->source, line;
	for (size_t number = 1; words.n && str_line(&rest, &line); number++)
		if (number >= node->source_line && str_find_str(line, words) != STR_NOWHERE)
			return number + page->lines_off;
	return node->source_line + page->lines_off;
}

/* false: it cannot be read, which has been told. */
static bool
is_readable(struct checkup *checkup, const struct place *place)
{
	struct stat status;
	char text[TEXT_MAX];
	int fd = tree_open_file(&checkup->capsule.tree, place->source, &status);
	if (fd >= 0) {
		fd_close(fd);
		return true;
	}
	snprintf(text, sizeof text, "cannot be read: %s; %s", strerror(errno),
	         report_remedy(errno));
	add_file(checkup, FINDING_ERROR, place->source, 0, text);
	return false;
}

/* -1 after a report, when it vanished under our hands for instance. */
static int
read_page(struct checkup *checkup, struct place *place, struct checked *page)
{
	struct capsule *capsule = &checkup->capsule;
	*page = (struct checked){.place = place};
	if (place->source.n && !is_readable(checkup, place)) {
		doc_init(&page->doc);
		place->title = place->name;
		page->is_unread = true;
		return 0;
	}
	struct str source = place->source;
	if (page_learn(capsule, place, &page->doc) < 0)
		return -1;
	page->title = page_title(&page->doc);
	page->lines_off = capsule->front.lines;
	if (source.n)
		page->source = arena_copy(&page->doc.arena, buf_str(&capsule->source));
	return 0;
}

static int
read_all(struct checkup *checkup)
{
	struct places *places = &checkup->capsule.places;
	checkup->pages = arena_alloc(&checkup->arena, places->count * sizeof *checkup->pages);
	for (size_t i = 0; i < places->count; i++) {
		struct place *place = &places->all[i];
		if (place->kind == PLACE_FILE)
			is_readable(checkup, place);
		else if (place_has_page(place) &&
		         read_page(checkup, place, &checkup->pages[checkup->count++]) < 0)
			return -1;
	}
	return 0;
}

/* Once drafts are known and pages were added that nobody wrote: both lists are sorted by path. */
static void
match_places(struct checkup *checkup, const struct str *paths)
{
	struct places *places = &checkup->capsule.places;
	struct checked *all = arena_alloc(&checkup->arena, places->count * sizeof *checkup->pages);
	size_t read = 0, kept = 0;
	for (size_t i = 0; i < places->count; i++) {
		struct place *place = &places->all[i];
		struct checked page = {0};
		if (read < checkup->count && str_eq(paths[read], place->path))
			page = checkup->pages[read++];
		else
			doc_init(&page.doc);
		page.place = place;
		if (place_has_page(place))
			all[kept++] = page;
		else
			doc_free(&page.doc);
	}
	checkup->pages = all;
	checkup->count = kept;
}

static void
add_made(struct checkup *checkup)
{
	struct str *paths = arena_alloc(&checkup->arena, (checkup->count + 1) * sizeof *paths);
	for (size_t i = 0; i < checkup->count; i++)
		paths[i] = checkup->pages[i].place->path;
	made_add(&checkup->capsule);
	match_places(checkup, paths);
}

static int
weigh(struct checkup *checkup, struct checked *page)
{
	struct capsule *capsule = &checkup->capsule;
	if (page_complete(capsule, page->place, &page->doc) < 0)
		return -1;
	buf_reset(&capsule->source);
	buf_add_str(&capsule->source, page->source);
	page_render(capsule, page->place, &page->doc, OUT_GEMINI);
	page->gemini = capsule->text.n;
	page_render(capsule, page->place, &page->doc, OUT_GOPHER);
	page->gopher = capsule->text.n;
	return 0;
}

/* Lists come behind the pages whose weight they tell, as in a build. */
static int
weigh_all(struct checkup *checkup)
{
	for (int lists = 0; lists <= 1; lists++)
		for (size_t i = 0; i < checkup->count; i++) {
			struct checked *page = &checkup->pages[i];
			bool is_list = page->place->kind != PLACE_PAGE;
			if (is_list == lists && weigh(checkup, page) < 0)
				return -1;
		}
	return 0;
}

static int
compare_titles(const void *a, const void *b)
{
	const struct checked *left = *(struct checked *const *)a;
	const struct checked *right = *(struct checked *const *)b;
	int order = str_cmp(left->place->edition, right->place->edition);
	if (order == 0)
		order = str_cmp(left->title, right->title);
	return order ? order : str_cmp(left->place->path, right->place->path);
}

static void
sort_by_title(struct checkup *checkup)
{
	checkup->by_title =
	    arena_alloc(&checkup->arena, (checkup->count + 1) * sizeof(struct checked *));
	for (size_t i = 0; i < checkup->count; i++)
		checkup->by_title[i] = &checkup->pages[i];
	qsort(checkup->by_title, checkup->count, sizeof(struct checked *), compare_titles);
}

static void
look_at_pages(struct checkup *checkup)
{
	for (size_t i = 0; i < checkup->count; i++)
		for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++)
			if (!checkup->pages[i].is_unread)
				kinds[kind](checkup, &checkup->pages[i]);
}

static void
look_at_tree(struct checkup *checkup)
{
	const struct tree_note *note = checkup->capsule.tree.first_note;
	for (; note; note = note->next)
		add_file(checkup, FINDING_WARNING, note->path, 0, note->text);
}

static void
look_at_search(struct checkup *checkup)
{
	const struct capsule *capsule = &checkup->capsule;
	const struct place *front = places_find(&capsule->places, STR("/")), *at = front;
	do {
		const struct place *place = made_search_is_taken(capsule, at->edition);
		if (place)
			add_file(checkup, FINDING_WARNING,
			         place->source.n ? place->source : place->path, 0,
			         MADE_SEARCH_IS_TAKEN);
		at = at->twin;
	} while (at != front);
}

/* The Menu of capsule.txt is a row of links as well. */
static void
look_at_menu(struct checkup *checkup, struct str source)
{
	const struct settings *settings = &checkup->capsule.settings;
	struct str rest = settings->menu, name;
	struct str before = buf_str(&settings->text), line;
	size_t number = 0;
	while (before.n && before.p <= rest.p && str_line(&before, &line))
		number++;
	struct buf file = {0};
	buf_printf(&file, "%.*s/capsule.txt", STR_FMT(source));
	while (rest.n)
		if (!menu_next(&checkup->capsule.places, &rest, &name) && name.n)
			findings_add(&checkup->findings, FINDING_ERROR, buf_str(&file), number,
			             "the Menu names \"%.*s\", which is no page here; correct it",
			             STR_FMT(name));
	buf_free(&file);
}

int
checkup_make(struct checkup *checkup, struct str source, struct str today)
{
	struct capsule *capsule = &checkup->capsule;
	*checkup = (struct checkup){.today = today};
	if (capsule_open(capsule, source) < 0 || capsule_find(capsule, NULL) < 0)
		return -1;
	look_at_tree(checkup);
	if (read_all(checkup) < 0)
		return -1;
	add_made(checkup);
	if (weigh_all(checkup) < 0)
		return -1;
	sort_by_title(checkup);
	look_at_pages(checkup);
	look_at_menu(checkup, source);
	look_at_search(checkup);
	findings_sort(&checkup->findings);
	return 0;
}

void
checkup_free(struct checkup *checkup)
{
	for (size_t i = 0; i < checkup->count; i++)
		doc_free(&checkup->pages[i].doc);
	capsule_free(&checkup->capsule);
	findings_free(&checkup->findings);
	arena_free(&checkup->arena);
}
