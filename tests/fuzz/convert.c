/* Any bytes are a text: what comes out is valid UTF-8 without controls, its fences are closed, and
 * no line is of a type that the document did not give it. */
#include "base/utf8.h"
#include "publish/read/read.h"
#include "publish/write/writer.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What gemtext takes a line for. */
enum kind {
	KIND_TEXT,
	KIND_LINK,
	KIND_HEADING,
	KIND_ITEM,
	KIND_QUOTE,
	KIND_FENCE,
	KINDS
};

static enum kind
kind_of(struct str line)
{
	if (str_starts(line, STR("=>")))
		return KIND_LINK;
	if (str_starts(line, STR("#")))
		return KIND_HEADING;
	if (str_starts(line, STR("* ")))
		return KIND_ITEM;
	if (str_starts(line, STR(">")))
		return KIND_QUOTE;
	return str_starts(line, STR("```")) ? KIND_FENCE : KIND_TEXT;
}

static void
count_wanted(const struct doc *doc, size_t wanted[KINDS])
{
	for (const struct node *node = doc->root; node; node = doc_next(doc->root, node)) {
		wanted[KIND_LINK] += node->type == NODE_LINK;
		wanted[KIND_HEADING] += node->type == NODE_HEADING;
		wanted[KIND_ITEM] += node->type == NODE_ITEM;
		wanted[KIND_QUOTE] += node->type == NODE_LINE && node->parent->type == NODE_QUOTE;
		wanted[KIND_FENCE] += 2 * (size_t)(node->type == NODE_PRE);
	}
}

static void
count_written(struct str text, size_t written[KINDS])
{
	bool fenced = false;
	for (struct str line; str_line(&text, &line);) {
		enum kind kind = kind_of(line);
		fenced ^= kind == KIND_FENCE;
		if (!fenced || kind == KIND_FENCE)
			written[kind]++;
	}
	assert(!fenced);
}

static void
check_gemtext(const struct doc *doc, struct str text)
{
	size_t wanted[KINDS] = {0}, written[KINDS] = {0};
	count_wanted(doc, wanted);
	count_written(text, written);
	for (int kind = KIND_LINK; kind < KINDS; kind++)
		assert(wanted[kind] == written[kind]);
}

static void
check_headings(const struct doc *doc)
{
	size_t titles = 0;
	for (const struct node *node = doc->root->first; node; node = node->next) {
		if (node->type != NODE_HEADING)
			continue;
		assert(node->level >= 1 && node->level <= 3);
		titles += node->level == 1;
	}
	assert(titles <= 1);
}

static void
check_bytes(struct str text, bool tabs)
{
	assert(utf8_valid(text));
	while (text.n) {
		uint32_t c = utf8_next(&text);
		assert(c == '\n' || (tabs && c == '\t') ||
		       (c >= 0x20 && c != 0x7F && (c < 0x80 || c >= 0xA0)));
	}
}

/* A menu line has one field, two or four, and none is a lone dot. */
static void
check_menu(struct str text)
{
	for (struct str line; str_line(&text, &line);) {
		size_t tabs = 0;
		for (size_t i = 0; i < line.n; i++)
			tabs += line.p[i] == '\t';
		assert(tabs == 0 || tabs == 1 || tabs == 3);
		assert(!str_eq(line, STR(".")));
		assert(tabs || !line.n || !memchr("#!~%=-:*.", line.p[0], 9));
	}
}

static void
check_writer(const struct doc *doc, const struct writer *writer)
{
	struct buf out = {0};
	writer->write(doc, NULL, &out);
	assert(buf_ok(&out));
	check_bytes(buf_str(&out), writer == &writer_gophermap);
	if (writer == &writer_gemtext)
		check_gemtext(doc, buf_str(&out));
	if (writer == &writer_gophermap)
		check_menu(buf_str(&out));
	buf_free(&out);
}

static void
check(struct str bytes, void (*read)(struct str, const struct read_options *, struct doc *),
      bool strict)
{
	struct trace trace = {.wanted = true};
	struct read_options options = {.trace = &trace, .strict = strict};
	struct doc doc;
	read(bytes, &options, &doc);
	check_headings(&doc);
	check_writer(&doc, &writer_gemtext);
	check_writer(&doc, &writer_gophermap);
	check_writer(&doc, &writer_text);
	assert(utf8_valid(buf_str(&trace.text)));
	doc_free(&doc);
	trace_free(&trace);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = {(const char *)data, size};
	check(bytes, read_plain, false);
	check(bytes, read_plain, true);
	check(bytes, read_gemtext, false);
	return 0;
}
