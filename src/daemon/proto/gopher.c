/* Gopher (RFC 1436): a selector in, a menu, a text or bytes out. */
#include "daemon/proto/protocol.h"

#include "base/uri.h"
#include "daemon/proto/results.h"

enum {
	GOPHER_PORT = 70,
	SELECTOR_MAX = 1024 /* bytes, with what follows a TAB */
};

/* Where a page may send a reader who leaves Gopher. */
static const struct str referable[] = {STR_CONST("http"), STR_CONST("https"), STR_CONST("gemini"),
                                       STR_CONST("mailto"), STR_CONST("ftp")};

static bool
is_referable(struct str target)
{
	struct uri uri;
	if (uri_parse(target, &uri) < 0)
		return false;
	for (size_t i = 0; i < sizeof referable / sizeof *referable; i++)
		if (str_eq_nocase(uri.scheme, referable[i]))
			return true;
	return false;
}

static enum outcome
read_selector(struct str selector, struct request *request)
{
	if (str_starts(selector, STR("/URL:")))
		selector = str_from(selector, 1);
	if (str_starts(selector, STR("URL:"))) {
		request->target = str_from(selector, 4);
		return is_referable(request->target) ? OUTCOME_REFER : OUTCOME_BAD_REQUEST;
	}
	/* Some clients ask for the root by its item type. */
	if (str_eq(selector, STR("1")) || str_eq(selector, STR("1/")))
		selector = STR_NONE;
	switch (path_clean(selector, PATH_PLAIN, request->path_bytes, &request->path)) {
	case PATH_OK:
		return OUTCOME_REQUEST;
	case PATH_BAD:
	case PATH_ABOVE_ROOT:
	case PATH_NO_NAME:
		break;
	}
	return OUTCOME_BAD_REQUEST;
}

/* What speaks other protocols here (TLS, RDP, SMB) shows it by its first bytes, and may never end
 * a line. */
static bool
is_noise(struct str bytes)
{
	for (size_t i = 0; i < bytes.n && bytes.p[i] != '\n'; i++) {
		unsigned char c = (unsigned char)bytes.p[i];
		if (c < ' ' && c != '\t' && c != '\r')
			return true;
	}
	return false;
}

static enum outcome
gopher_parse(struct str bytes, struct request *request)
{
	*request = (struct request){.mirror = MIRROR_GOPHER};
	if (is_noise(bytes))
		return OUTCOME_BAD_REQUEST;
	struct str line = str_upto(bytes, REQUEST_LIMIT);
	size_t end = str_find(line, '\n');
	if (end == STR_NOWHERE)
		return bytes.n < REQUEST_LIMIT ? OUTCOME_MORE : OUTCOME_BAD_REQUEST;
	line = str_upto(line, end);
	if (str_ends(line, STR("\r")))
		line.n--;
	if (line.n > SELECTOR_MAX)
		return OUTCOME_BAD_REQUEST;
	struct str selector = str_cut(&line, '\t');
	request->query = str_cut(&line, '\t');
	request->has_query = request->query.n > 0;
	enum outcome outcome = read_selector(selector, request);
	/* The gopher client of the University of Minnesota begins with this, and goes no further
	 * without an answer; other Gopher+ fields are for servers that speak it. */
	request->wants_introduction = outcome == OUTCOME_REQUEST && request->path.n == 1 &&
	                              line.n == 0 && str_eq(request->query, STR("$"));
	return outcome;
}

static const struct str errors[OUTCOMES] = {
    [OUTCOME_NOT_FOUND] = STR_CONST("Not found"),
    [OUTCOME_GONE] = STR_CONST("Gone for good"),
    [OUTCOME_NOT_SERVED] = STR_CONST("Not served here"),
    [OUTCOME_BAD_REQUEST] = STR_CONST("Not a Gopher request"),
    [OUTCOME_FAILED] = STR_CONST("Not available now, please try again"),
    [OUTCOME_SLOW_DOWN] = STR_CONST("Many are reading, please try again soon"),
};

static void
add_html_escaped(struct span *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '&')
			span_add(out, STR("&amp;"));
		else if (text.p[i] == '\'')
			span_add(out, STR("&#39;"));
		else
			span_add_char(out, text.p[i]);
	}
}

/* The page behind a "URL:" selector, for a client that does not know them. A URI that passed
 * is_referable holds neither quotes nor angle brackets. */
static void
add_refer_page(struct str target, struct span *out)
{
	span_add(out, STR("<!DOCTYPE html>\r\n<meta http-equiv=\"refresh\" content=\"5; URL="));
	add_html_escaped(out, target);
	span_add(out, STR("\">\r\n<p>This link leads out of Gopher, to <a href=\""));
	add_html_escaped(out, target);
	span_add(out, STR("\">"));
	add_html_escaped(out, target);
	span_add(out, STR("</a>.\r\n"));
}

static void
add_error(struct str text, struct str detail, struct span *out)
{
	span_add_char(out, '3');
	span_add(out, text);
	span_add(out, detail);
	span_add(out, STR(PROTOCOL_NOWHERE "\r\n.\r\n"));
}

/* Gopher+ 2.6: "+-1", lines until a lone ".", and of the blocks only the item itself. */
static void
add_introduction(const struct reply *reply, struct span *out)
{
	span_add(out, STR("+-1\r\n+INFO: 1"));
	span_add(out, reply->host);
	span_add(out, STR("\t\t"));
	span_add(out, reply->host);
	span_add_char(out, '\t');
	span_add_number(out, reply->port);
	span_add(out, STR("\r\n.\r\n"));
}

static void
gopher_head(const struct reply *reply, struct span *out)
{
	switch (reply->what) {
	case OUTCOME_FILE:
	case OUTCOME_ENTRIES:
	case OUTCOME_INPUT:
	case OUTCOME_RESULTS:
		return;
	case OUTCOME_INTRODUCE:
		add_introduction(reply, out);
		return;
	case OUTCOME_REFER:
		add_refer_page(reply->text, out);
		return;
	case OUTCOME_MOVED:
	case OUTCOME_MOVED_FOR_NOW:
		add_error(STR("Moved to "), reply->text, out);
		return;
	case OUTCOME_NOT_FOUND:
	case OUTCOME_GONE:
	case OUTCOME_NOT_SERVED:
	case OUTCOME_BAD_REQUEST:
	case OUTCOME_FAILED:
	case OUTCOME_SLOW_DOWN:
	case OUTCOME_MORE:
	case OUTCOME_REQUEST:
	case OUTCOMES:
		break;
	}
	add_error(errors[reply->what], STR_NONE, out);
}

static enum filter_form
gopher_form(const struct reply *reply)
{
	if (str_eq(reply->type, STR("application/gopher-menu")))
		return FILTER_MENU;
	return str_starts(reply->type, STR("text/")) ? FILTER_TEXT : FILTER_RAW;
}

/* RFC 1436 3.8, and what clients have agreed on since. */
static char
item_type(const struct entry *entry)
{
	if (entry->is_folder)
		return '1';
	if (str_eq(entry->type, STR("image/gif")))
		return 'g';
	if (str_starts(entry->type, STR("image/")))
		return 'I';
	if (str_eq(entry->type, STR("text/html")))
		return 'h';
	return str_starts(entry->type, STR("text/")) ? '0' : '9';
}

static void
add_entry(const struct reply *reply, const struct entry *entry, struct buf *out)
{
	buf_printf(out, "%c%.*s", item_type(entry), STR_FMT(entry->name));
	if (!entry->is_folder)
		buf_printf(out, " (%lld bytes)", (long long)entry->size);
	entry_add_date(entry, out);
	buf_printf(out, "\t%.*s%.*s\t%.*s\t%u\r\n", STR_FMT(reply->path), STR_FMT(entry->name),
	           STR_FMT(reply->host), reply->port);
}

static void
add_entries(const struct reply *reply, struct buf *out)
{
	for (size_t i = 0; i < reply->entries.count; i++)
		add_entry(reply, &reply->entries.list[i], out);
	if (reply->entries.is_cut)
		buf_add_str(out, STR("iThe folder holds more than is listed here." PROTOCOL_NOWHERE
		                     "\r\n"));
	buf_add_str(out, STR(".\r\n"));
}

/* A search without words is a page too: it says how. */
static void
gopher_body(const struct reply *reply, struct buf *out)
{
	if (reply->what == OUTCOME_ENTRIES)
		add_entries(reply, out);
	else if (reply->what == OUTCOME_INPUT || reply->what == OUTCOME_RESULTS)
		results_add_menu(reply, out);
}

static const char *
gopher_status(enum outcome what)
{
	return what == OUTCOME_FILE || what == OUTCOME_ENTRIES || what == OUTCOME_REFER ||
	               what == OUTCOME_INTRODUCE || what == OUTCOME_INPUT || what == OUTCOME_RESULTS
	           ? "ok"
	           : "error";
}

const struct protocol protocol_gopher = {
    .name = "gopher",
    .default_port = GOPHER_PORT,
    .is_secure = false,
    .parse = gopher_parse,
    .head = gopher_head,
    .form = gopher_form,
    .body = gopher_body,
    .status = gopher_status,
};
