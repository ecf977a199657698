/* Gemini (network protocol 0.24.1): one URI in, a header and a body out. */
#include "daemon/proto/protocol.h"

#include "base/ascii.h"
#include "base/uri.h"
#include "daemon/proto/results.h"

enum {
	PORT_MAX = 65535,
	GEMINI_PORT = 1965
};

/* A name of digits and dots is meant as an IPv4 address. */
static bool
is_ipv4(struct str host)
{
	for (size_t i = 0; i < host.n; i++)
		if (host.p[i] != '.' && !ascii_is_digit(host.p[i]))
			return false;
	return host.n > 0;
}

static enum outcome
read_authority(const struct uri *uri, struct request *request)
{
	unsigned long port = 0;
	if (uri->port.n && str_number(uri->port, PORT_MAX, &port) < 0)
		return OUTCOME_BAD_REQUEST;
	if (uri->port.n && port == 0)
		return OUTCOME_NOT_SERVED;
	request->port = (unsigned)port;
	request->host = uri->host;
	request->host_is_address = uri->host_is_literal || is_ipv4(uri->host);
	if (str_ends(request->host, STR(".")))
		request->host.n--;
	return request->host.n ? OUTCOME_REQUEST : OUTCOME_BAD_REQUEST;
}

static enum outcome
read_path(struct str raw, struct request *request)
{
	switch (path_clean(raw, PATH_ENCODED, request->path_bytes, &request->path)) {
	case PATH_OK:
		return OUTCOME_REQUEST;
	case PATH_NO_NAME:
		return OUTCOME_NOT_FOUND;
	case PATH_BAD:
	case PATH_ABOVE_ROOT:
		break;
	}
	return OUTCOME_BAD_REQUEST;
}

/* Gemini 0.24.1 Requests: an absolute URI without userinfo and fragment. */
static enum outcome
read_uri(struct str text, struct request *request)
{
	struct uri uri;
	if (uri_parse(text, &uri) < 0 || uri.scheme.n == 0)
		return OUTCOME_BAD_REQUEST;
	if (!str_eq_nocase(uri.scheme, STR("gemini")))
		return OUTCOME_NOT_SERVED;
	if (!uri.has_authority || uri.has_userinfo || uri.has_fragment)
		return OUTCOME_BAD_REQUEST;
	enum outcome outcome = read_authority(&uri, request);
	if (outcome != OUTCOME_REQUEST)
		return outcome;
	request->query = uri.query;
	request->has_query = uri.has_query;
	return read_path(uri.path, request);
}

static enum outcome
gemini_parse(struct str bytes, struct request *request)
{
	*request = (struct request){.mirror = MIRROR_GEMINI};
	struct str head = str_upto(bytes, REQUEST_LIMIT);
	size_t end = str_find_str(head, STR("\r\n"));
	if (end == STR_NOWHERE)
		return bytes.n < REQUEST_LIMIT ? OUTCOME_MORE : OUTCOME_BAD_REQUEST;
	return read_uri(str_upto(head, end), request);
}

struct status {
	struct str code;
	struct str text;
};

/* Gemini 0.24.1 Responses. An empty code: never said on this wire. */
static const struct status statuses[OUTCOMES] = {
    [OUTCOME_FILE] = {STR_CONST("20"), {0}},
    [OUTCOME_ENTRIES] = {STR_CONST("20"), STR_CONST("text/gemini")},
    [OUTCOME_INPUT] = {STR_CONST("10"), {0}},
    [OUTCOME_RESULTS] = {STR_CONST("20"), {0}},
    [OUTCOME_MOVED] = {STR_CONST("31"), {0}},
    [OUTCOME_MOVED_FOR_NOW] = {STR_CONST("30"), {0}},
    [OUTCOME_NOT_FOUND] = {STR_CONST("51"), STR_CONST("Not found")},
    [OUTCOME_GONE] = {STR_CONST("52"), STR_CONST("Gone for good")},
    [OUTCOME_NOT_SERVED] = {STR_CONST("53"), STR_CONST("Not served here")},
    [OUTCOME_BAD_REQUEST] = {STR_CONST("59"), STR_CONST("Not a Gemini request")},
    [OUTCOME_FAILED] = {STR_CONST("40"), STR_CONST("Not available now, please try again")},
    [OUTCOME_SLOW_DOWN] = {STR_CONST("44"), STR_CONST("Many are reading, please try again soon")},
};

static const char *
gemini_status(enum outcome what)
{
	return statuses[what].code.p ? statuses[what].code.p : "40";
}

static void
add_parameter(const char *name, struct str value, struct span *out)
{
	if (value.n == 0)
		return;
	span_add(out, STR("; "));
	span_add(out, str_of(name));
	span_add_char(out, '=');
	span_add(out, value);
}

static void
add_media_type(const struct reply *reply, struct span *out)
{
	span_add(out, reply->type);
	if (str_starts(reply->type, STR("text/")) && !str_has(reply->type, ';'))
		add_parameter("charset", reply->charset, out);
	if (str_starts(reply->type, STR("text/gemini")))
		add_parameter("lang", reply->lang, out);
}

static void
gemini_head(const struct reply *reply, struct span *out)
{
	const struct status *status = &statuses[reply->what];
	span_add(out, str_of(gemini_status(reply->what)));
	span_add_char(out, ' ');
	if (reply->what == OUTCOME_INPUT)
		span_add(out, reply->results->prompt);
	else if (reply->what == OUTCOME_FILE || reply->what == OUTCOME_RESULTS)
		add_media_type(reply, out);
	else if (reply->what == OUTCOME_MOVED || reply->what == OUTCOME_MOVED_FOR_NOW)
		span_add(out, reply->text);
	else
		span_add(out, status->text);
	span_add(out, STR("\r\n"));
}

static enum filter_form
gemini_form(const struct reply *reply)
{
	(void)reply;
	return FILTER_RAW;
}

static void
add_entry(const struct entry *entry, struct buf *out)
{
	/* "./" keeps a colon in a name from making a scheme of what stands before it. */
	buf_add_str(out, STR("=> ./"));
	uri_add_path(out, entry->name);
	if (entry->is_folder)
		buf_add_char(out, '/');
	buf_add_char(out, ' ');
	buf_add_str(out, entry->name);
	if (entry->is_folder)
		buf_add_char(out, '/');
	else
		buf_printf(out, " (%lld bytes)", (long long)entry->size);
	entry_add_date(entry, out);
	buf_add_char(out, '\n');
}

static void
add_entries(const struct reply *reply, struct buf *out)
{
	buf_printf(out, "# %.*s\n\n", STR_FMT(reply->path));
	for (size_t i = 0; i < reply->entries.count; i++)
		add_entry(&reply->entries.list[i], out);
	if (reply->entries.is_cut)
		buf_add_str(out, STR("\nThe folder holds more than is listed here.\n"));
}

static void
gemini_body(const struct reply *reply, struct buf *out)
{
	if (reply->what == OUTCOME_ENTRIES)
		add_entries(reply, out);
	else if (reply->what == OUTCOME_RESULTS)
		results_add_gemtext(reply->results, out);
}

const struct protocol protocol_gemini = {
    .name = "gemini",
    .default_port = GEMINI_PORT,
    .is_secure = true,
    .parse = gemini_parse,
    .head = gemini_head,
    .form = gemini_form,
    .body = gemini_body,
    .status = gemini_status,
};
