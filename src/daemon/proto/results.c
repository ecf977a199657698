#include "daemon/proto/results.h"

#include "base/uri.h"
#include "base/utf8.h"
#include "daemon/proto/protocol.h"

enum {
	MENU_COLUMNS = 66 /* of a display string: RFC 1436 3.9 wants it short, readers show 67 */
};

/* "Search: words" */
static void
add_title(const struct results *results, struct buf *out)
{
	buf_add_str(out, results->title);
	if (results->words.n) {
		buf_add_str(out, STR(": "));
		buf_add_str(out, results->words);
	}
}

/* What there is to say before the results, and behind them; empty: nothing. */
static struct str
sentence_before(const struct results *results)
{
	if (!results->has_words)
		return results->blank;
	if (results->is_some)
		return results->some;
	return results->count == 0 && !results->is_cut ? results->none : STR_NONE;
}

static struct str
sentence_behind(const struct results *results)
{
	if (results->is_cut)
		return results->cut;
	return results->is_more ? results->more : STR_NONE;
}

/* "2026-11-23 Title" */
static void
add_name(const struct result *result, struct buf *out)
{
	if (result->date.n)
		buf_printf(out, "%.*s ", STR_FMT(result->date));
	buf_add_str(out, result->title);
}

/* " (ქართული, 3 kB)" */
static void
add_remark(const struct results *results, const struct result *result, struct buf *out)
{
	buf_add_str(out, STR(" ("));
	if (result->language.n)
		buf_printf(out, "%.*s, ", STR_FMT(result->language));
	weight_add(out, result->weight, &results->units);
	buf_add_char(out, ')');
}

static void
add_paragraph(struct str text, struct buf *out)
{
	if (text.n == 0)
		return;
	buf_add_char(out, '\n');
	buf_add_str(out, text);
	buf_add_char(out, '\n');
}

/* Gemtext 0.24.1: a text line must not begin as another kind does. */
static bool
looks_marked(struct str text)
{
	return str_starts(text, STR("#")) || str_starts(text, STR("=>")) ||
	       str_starts(text, STR("* ")) || str_starts(text, STR(">")) ||
	       str_starts(text, STR("```"));
}

static void
add_result(const struct results *results, const struct result *result, struct buf *out)
{
	buf_add_str(out, STR("\n=> "));
	uri_add_path(out, result->path);
	buf_add_char(out, ' ');
	add_name(result, out);
	add_remark(results, result, out);
	buf_add_char(out, '\n');
	if (result->snippet.n == 0)
		return;
	if (looks_marked(result->snippet))
		buf_add_char(out, ' ');
	buf_add_str(out, result->snippet);
	buf_add_char(out, '\n');
}

void
results_add_gemtext(const struct results *results, struct buf *out)
{
	buf_add_str(out, STR("# "));
	add_title(results, out);
	buf_add_char(out, '\n');
	add_paragraph(sentence_before(results), out);
	for (size_t i = 0; i < results->count; i++)
		add_result(results, &results->list[i], out);
	add_paragraph(sentence_behind(results), out);
	buf_add_str(out, STR("\n=> "));
	uri_add_path(out, results->path);
	buf_printf(out, " %.*s\n", STR_FMT(results->has_words ? results->again : results->prompt));
}

/* Takes what fits into a line of that width off *rest, at a blank where there is one. */
static struct str
take_line(struct str *rest, size_t width)
{
	struct str text = str_trim(*rest), ahead = text;
	size_t columns = 0, end = 0;
	while (ahead.n) {
		if (ahead.p[0] == ' ')
			end = text.n - ahead.n;
		struct str before = ahead;
		columns += utf8_width(utf8_next(&ahead));
		if (columns > width) {
			end = end ? end : text.n - before.n;
			*rest = str_from(text, end);
			return str_upto(text, end);
		}
	}
	*rest = STR_NONE;
	return text;
}

static void
add_info(struct str text, struct buf *out)
{
	while (text.n) {
		struct str line = take_line(&text, MENU_COLUMNS);
		buf_printf(out, "i%.*s" PROTOCOL_NOWHERE "\r\n", STR_FMT(line));
	}
}

static void
add_blank(struct buf *out)
{
	buf_add_str(out, STR("i" PROTOCOL_NOWHERE "\r\n"));
}

/* RFC 1436 3.8; a name that is too long for its line is cut. */
static void
add_item(const struct reply *reply, char type, struct str name, struct str remark,
         struct str selector, struct buf *out)
{
	size_t taken = utf8_columns(remark);
	struct str shown = take_line(&name, taken < MENU_COLUMNS ? MENU_COLUMNS - taken : 1);
	buf_printf(out, "%c%.*s%s%.*s\t%.*s\t%.*s\t%u\r\n", type, STR_FMT(shown), name.n ? "…" : "",
	           STR_FMT(remark), STR_FMT(selector), STR_FMT(reply->host), reply->port);
}

/* What is made of a part that failed is no whole. */
static void
fail_with(struct buf *out, const struct buf *part)
{
	out->failed = out->failed || !buf_ok(part);
}

static void
add_menu_result(const struct reply *reply, const struct result *result, struct buf *out)
{
	struct buf name = {0}, remark = {0};
	add_name(result, &name);
	add_remark(reply->results, result, &remark);
	add_blank(out);
	add_item(reply, result->item, buf_str(&name), buf_str(&remark), result->path, out);
	add_info(result->snippet, out);
	fail_with(out, &name);
	fail_with(out, &remark);
	buf_free(&name);
	buf_free(&remark);
}

void
results_add_menu(const struct reply *reply, struct buf *out)
{
	const struct results *results = reply->results;
	struct buf title = {0};
	add_title(results, &title);
	add_info(buf_str(&title), out);
	fail_with(out, &title);
	buf_free(&title);
	if (sentence_before(results).n)
		add_blank(out);
	add_info(sentence_before(results), out);
	for (size_t i = 0; i < results->count; i++)
		add_menu_result(reply, &results->list[i], out);
	add_blank(out);
	add_info(sentence_behind(results), out);
	add_item(reply, '7', results->has_words ? results->again : results->prompt, STR_NONE,
	         results->path, out);
	buf_add_str(out, STR(".\r\n"));
}
