/* Any bytes are a text: what comes out is valid UTF-8 without controls, its fences are closed, no
 * line is of a type that the document did not give it, and every letter of the source is in the
 * document or was told to be dropped, by a rule that may do so. What was read from plain text and
 * is written as marked text comes back as the same page, and as the same marked text: `kapsula
 * convert --to text` writes that wherever the unmarked text would not, so that it is a fixpoint. */
#include "base/utf8.h"
#include "publish/read/charset.h"
#include "publish/read/clean.h"
#include "publish/read/read.h"
#include "publish/write/writer.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>
#include <unictype.h>

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

/* A sum over the letters and digits of a text, whatever their order. */
static uint64_t
sum_of(struct str text)
{
	uint64_t sum = 0;
	while (text.n) {
		uint64_t c = utf8_next(&text);
		if (uc_is_alnum((ucs4_t)c))
			sum += (c + 1) * 0x9E3779B97F4A7C15 ^ (c << 40);
	}
	return sum;
}

static uint64_t
sum_of_source(struct str bytes)
{
	struct arena arena = {0};
	struct read_options options = {0};
	uint64_t sum = 0;
	struct cleaner cleaner = {.arena = &arena, .number = 1};
	cleaner.rest = charset_decode(bytes, &options, &arena);
	for (struct line line; clean_line(&cleaner, &line);)
		sum += sum_of(line.text);
	arena_free(&arena);
	return sum;
}

/* An address repeats what stands in the text, and most labels do; that of a fence was its line. */
static uint64_t
sum_of_document(const struct doc *doc)
{
	uint64_t sum = 0;
	for (const struct node *node = doc->root; node; node = doc_next(doc->root, node)) {
		if (node->type != NODE_LINK)
			sum += sum_of(node->text);
		if (node->type == NODE_PRE && str_eq(str_of(node->rule), STR("R4.1 fence")))
			sum += sum_of(node_label(node));
	}
	return sum;
}

/* "12: dropped (R3b repeated label): About": only R3 may drop what has letters. */
static uint64_t
sum_of_dropped(struct str trace)
{
	uint64_t sum = 0;
	for (struct str line; str_line(&trace, &line);) {
		struct str rest = str_from(line, str_find(line, ':'));
		if (!str_starts(rest, STR(": dropped (")))
			continue;
		uint64_t letters = sum_of(str_from(rest, str_find_str(rest, STR("): "))));
		assert(letters == 0 || str_starts(rest, STR(": dropped (R3")));
		sum += letters;
	}
	return sum;
}

/* The letter o may be a bullet, and goes as one. */
static bool
is_but_for_bullets(const struct doc *doc, uint64_t missing)
{
	uint64_t bullet = sum_of(STR("o"));
	for (const struct node *node = doc->root; node; node = doc_next(doc->root, node)) {
		if (missing == 0)
			return true;
		missing -= node->type == NODE_ITEM ? bullet : 0;
	}
	return missing == 0;
}

static void
check_letters(struct str bytes, const struct doc *doc, struct str trace)
{
	if (str_find_str(trace, STR(": front matter (")) != STR_NOWHERE)
		return; /* it is cut short where it is told */
	assert(is_but_for_bullets(doc, sum_of_source(bytes) - sum_of_document(doc) -
	                                   sum_of_dropped(trace)));
}

/* The document as marked text, read again, is the same as gemtext and as marked text. */
static void
check_marked(const struct doc *doc, bool strict)
{
	static const struct writer *const writers[] = {&writer_marked, &writer_gemtext};
	const struct read_options options = {.strict = strict};
	struct buf text = {0};
	struct doc copy;
	writer_marked.write(doc, NULL, &text);
	read_plain(buf_str(&text), &options, &copy);
	for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
		struct buf once = {0}, again = {0};
		writers[i]->write(doc, NULL, &once);
		writers[i]->write(&copy, NULL, &again);
		assert(str_eq(buf_str(&once), buf_str(&again)));
		buf_free(&once);
		buf_free(&again);
	}
	doc_free(&copy);
	buf_free(&text);
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
	if (read == read_plain)
		check_letters(bytes, &doc, buf_str(&trace.text));
	if (read == read_plain)
		check_marked(&doc, strict);
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
