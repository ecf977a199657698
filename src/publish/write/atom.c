#include "publish/write/atom.h"

#include "base/utf8.h"

/* XML 1.0 2.2: most control characters and two code points can stand in no document. */
static bool
is_allowed(uint32_t c)
{
	return c == '\t' || c == '\n' || (c >= 0x20 && c != 0x7f && c != 0xFFFE && c != 0xFFFF);
}

static void
add_escaped(struct buf *out, struct str text)
{
	while (text.n) {
		struct str rest = text;
		uint32_t c = utf8_next(&rest);
		struct str letter = str_upto(text, text.n - rest.n);
		text = rest;
		if (c == '&')
			buf_add_str(out, STR("&amp;"));
		else if (c == '<')
			buf_add_str(out, STR("&lt;"));
		else if (c == '>')
			buf_add_str(out, STR("&gt;"));
		else if (c == '"')
			buf_add_str(out, STR("&quot;"));
		else if (c == 0xFFFD)
			buf_add_str(out, STR("\xEF\xBF\xBD"));
		else if (is_allowed(c))
			buf_add_str(out, letter);
	}
}

static void
add_element(struct buf *out, const char *indent, const char *name, struct str text)
{
	if (text.n == 0)
		return;
	buf_printf(out, "%s<%s>", indent, name);
	add_escaped(out, text);
	buf_printf(out, "</%s>\n", name);
}

/* RFC 4287 4.2.7: one alternate of a type, and the feed's own address. */
static void
add_link(struct buf *out, const char *indent, const char *rel, const char *type, struct str href)
{
	buf_printf(out, "%s<link rel=\"%s\" type=\"%s\" href=\"", indent, rel, type);
	add_escaped(out, href);
	buf_add_str(out, STR("\"/>\n"));
}

static void
add_updated(struct buf *out, const char *indent, struct str date)
{
	buf_printf(out, "%s<updated>%.*sT12:00:00Z</updated>\n", indent, STR_FMT(date));
}

static void
add_author(struct buf *out, const char *indent, struct str name)
{
	if (name.n == 0)
		return;
	buf_printf(out, "%s<author><name>", indent);
	add_escaped(out, name);
	buf_add_str(out, STR("</name></author>\n"));
}

/* RFC 4287 4.1.2 */
static void
add_entry(struct buf *out, const struct atom_entry *entry)
{
	buf_add_str(out, STR("  <entry>\n"));
	add_element(out, "    ", "id", entry->id);
	add_element(out, "    ", "title", entry->title);
	add_updated(out, "    ", entry->date);
	add_author(out, "    ", entry->author);
	add_link(out, "    ", "alternate", "text/gemini", entry->page);
	add_element(out, "    ", "summary", entry->summary);
	buf_add_str(out, STR("  </entry>\n"));
}

static void
add_opening(struct buf *out, struct str lang)
{
	buf_add_str(out, STR("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	                     "<feed xmlns=\"http://www.w3.org/2005/Atom\""));
	if (lang.n)
		buf_printf(out, " xml:lang=\"%.*s\"", STR_FMT(lang));
	buf_add_str(out, STR(">\n"));
}

/* RFC 4287 4.1.1 */
void
atom_write(const struct atom_feed *feed, struct buf *out)
{
	add_opening(out, feed->lang);
	add_element(out, "  ", "id", feed->id);
	add_element(out, "  ", "title", feed->title);
	add_element(out, "  ", "subtitle", feed->subtitle);
	add_updated(out, "  ", feed->entries[0].date);
	add_author(out, "  ", feed->author);
	add_link(out, "  ", "self", "application/atom+xml", feed->self);
	add_link(out, "  ", "alternate", "text/gemini", feed->page);
	for (size_t i = 0; i < feed->count; i++)
		add_entry(out, &feed->entries[i]);
	buf_add_str(out, STR("</feed>\n"));
}
