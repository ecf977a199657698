#include "publish/read/read.h"

#include "publish/read/block.h"
#include "publish/read/boilerplate.h"
#include "publish/read/charset.h"
#include "publish/read/contents.h"
#include "publish/read/dateline.h"
#include "publish/read/debris.h"
#include "publish/read/language.h"
#include "publish/read/level.h"
#include "publish/read/link.h"
#include "publish/read/marked.h"
#include "publish/read/menu.h"
#include "publish/read/meta.h"
#include "publish/read/report.h"
#include "publish/read/running.h"

static void
set_language(struct doc *doc, struct str name, struct str of_text)
{
	struct str lang = language_of_name(name);
	if (!doc->lang.n)
		doc->lang = arena_copy(&doc->arena, lang.n ? lang : of_text);
}

/* R3 to R6: what the lines look like, and what all of them together tell. */
static void
read_by_looks(struct page *page)
{
	running_clear(page);
	survey_take(&page->survey, page->lines, page->count);
	/* The line that it stands in may be moved. */
	page->survey.article = arena_copy(&page->arena, page->survey.article);
	debris_clear(page);
	menu_mark(page);
	contents_find(page);
	block_read_all(page);
	level_assign(page->doc);
}

void
read_plain(struct str bytes, const struct read_options *options, struct doc *doc)
{
	struct page page;
	doc_init(doc);
	struct str text = charset_decode(bytes, options, &doc->arena);
	if (options->source)
		buf_free(options->source);
	struct str lang = language_of_text(text);
	page_init(&page, doc, options, text);
	meta_read(&page);
	if (options->short_lines)
		boilerplate_list(options->short_lines, &page);
	set_language(doc, options->name, lang);
	if (doc->marked)
		marked_read(&page);
	else
		read_by_looks(&page);
	dateline_read(doc);
	link_add_all(doc, options);
	report_blocks(doc, options->trace);
	page_free(&page);
}
