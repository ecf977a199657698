#include "publish/read/dateline.h"

#include "base/utf8.h"
#include "publish/read/date.h"
#include "publish/read/line.h"

#include <string.h>

enum {
	PARAGRAPHS = 3,
	HEAD_MAX = 90, /* bytes before the date: a place, a week day, "Published on" */
	HEAD_WORDS = 5,
	LINE_MAX_BYTES = 200 /* of a line that ends with its date */
};

/* What stands before the date belongs to a dateline: a few words and no sentence. */
static bool
is_head(struct str before)
{
	for (size_t i = 0; i + 1 < before.n; i++)
		if (strchr(".!?;", before.p[i]) && before.p[i + 1] == ' ' && i > 3)
			return false;
	return line_words(before, HEAD_WORDS + 1) <= HEAD_WORDS;
}

/* A dash, a colon or the line's end stands behind the date of a dateline. */
static bool
is_tail(struct str after)
{
	static const char *const marks[] = {"-", "–", "—", ":", "|", "•", "/", ")", "/-"};
	after = str_trim(after);
	if (str_starts(after, STR(".")) || str_starts(after, STR(",")))
		after = str_trim(str_from(after, 1));
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_starts(after, str_of(marks[i])))
			return true;
	return after.n == 0;
}

/* The first date in the head of the text that a dateline could hold. */
static bool
find_date(struct str text, struct date *date)
{
	size_t used;
	for (size_t at = 0; at < text.n && at <= HEAD_MAX; at++) {
		if (at > 0 && text.p[at - 1] != ' ' && text.p[at - 1] != '(')
			continue;
		if (!date_parse(str_from(text, at), date, &used))
			continue;
		struct str after = str_from(text, at + used);
		/* A short line may say more behind its date: "12 May 2021, 18:30". */
		bool whole = text.n <= LINE_MAX_BYTES && date_is_whole(text);
		return whole || (is_head(str_upto(text, at)) && is_tail(after));
	}
	return false;
}

static bool
read_text(struct doc *doc, struct str text)
{
	struct date date;
	char iso[DATE_ISO];
	if (!find_date(text, &date))
		return false;
	date_print(&date, iso);
	doc->date = arena_copy(&doc->arena, (struct str){iso, DATE_ISO - 1});
	return true;
}

static bool
read_block(struct doc *doc, const struct node *block)
{
	if (read_text(doc, block->text))
		return true;
	for (const struct node *part = block->first; part; part = part->next)
		if (read_text(doc, part->text))
			return true;
	return false;
}

/* Menus and link lines are no paragraphs. */
static bool
is_paragraph(const struct node *block)
{
	return block->type == NODE_PARAGRAPH || block->type == NODE_LINES;
}

void
dateline_read(struct doc *doc)
{
	unsigned seen = 0;
	for (const struct node *block = doc->root->first;
	     block && !doc->date.n && seen < PARAGRAPHS; block = block->next) {
		bool paragraph = is_paragraph(block);
		if ((paragraph || block->type == NODE_HEADING) && read_block(doc, block))
			return;
		seen += paragraph;
	}
}
