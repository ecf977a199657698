/* Front matter: the facts that a page's first lines tell are fit to be written into pages, menus
 * and feeds, and the charset is a slice of those lines. */
#include "base/utf8.h"
#include "publish/read/charset.h"
#include "publish/read/date.h"
#include "publish/read/language.h"
#include "publish/read/meta.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
check_line(struct str text)
{
	assert(utf8_valid(text));
	for (size_t i = 0; i < text.n; i++)
		assert((unsigned char)text.p[i] >= ' ' && text.p[i] != 0x7F);
}

static void
check_facts(const struct doc *doc)
{
	struct date date;
	size_t used;
	check_line(doc->title);
	check_line(doc->author);
	check_line(doc->summary);
	assert(doc->lang.n == 0 || language_is_tag(doc->lang));
	assert(doc->date.n == 0 || doc->date.n == DATE_ISO - 1);
	assert(doc->date.n == 0 || date_parse(doc->date, &date, &used));
}

/* Reads no more than the front matter; guessing a charset would take most of the time. */
static void
read_front(struct str text)
{
	const struct read_options options = {.charset = STR("UTF-8")};
	struct doc doc;
	struct page page;
	doc_init(&doc);
	page_init(&page, &doc, &options, charset_decode(text, &options, &doc.arena));
	size_t before = page.count;
	meta_read(&page);
	assert(page.count <= before);
	check_facts(&doc);
	page_free(&page);
	doc_free(&doc);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct str text = {(const char *)bytes, n};
	struct str charset = meta_charset(text);
	if (charset.n) {
		assert(charset.p >= text.p && charset.p + charset.n <= text.p + text.n);
		assert(!str_has(charset, '\n'));
	}
	read_front(text);
	return 0;
}
