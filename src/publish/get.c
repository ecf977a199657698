/* kapsula get URL: reads one page, as a look at a server and for its monitoring. */
#include "publish/command.h"

#include "base/buf.h"
#include "base/log.h"
#include "base/uri.h"
#include "base/utf8.h"
#include "publish/peer.h"
#include "publish/response.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] = "usage: kapsula get [--head] [--timeout SECONDS] URL";

enum {
	SECONDS_DEFAULT = 20,
	SECONDS_MAX = 3600
};

struct get {
	const char *asked;
	struct buf url; /* owned: the same in ASCII */
	bool head_only, is_gopher;
	unsigned seconds;
	struct buf host, port, request; /* owned; the first two end in NUL */
	struct buf start;               /* owned: the reply as far as response_read wants it */
};

static void
add_string(struct buf *out, struct str text)
{
	buf_add_str(out, text);
	buf_add_char(out, '\0');
}

/* RFC 4266 2.1: the item type is no part of the selector; an encoded TAB parts the search. */
static int
make_gopher_request(struct get *get, const struct uri *uri)
{
	struct str path = str_from(uri->path, 2);
	char *room = buf_reserve(&get->request, path.n + 2);
	long n = room ? uri_decode(path, room) : -1;
	if (n < 0)
		return -1;
	get->request.n = (size_t)n;
	if (str_has(buf_str(&get->request), '\n') || str_has(buf_str(&get->request), '\r'))
		return -1;
	buf_add_str(&get->request, STR("\r\n"));
	return 0;
}

static int
read_url(struct get *get)
{
	struct uri uri;
	if (!uri_add_iri(&get->url, str_of(get->asked)) ||
	    uri_parse(buf_str(&get->url), &uri) < 0 || uri.host.n == 0 || uri.has_userinfo)
		return -1;
	get->is_gopher = str_eq_nocase(uri.scheme, STR("gopher"));
	if (!get->is_gopher && !str_eq_nocase(uri.scheme, STR("gemini")))
		return -1;
	add_string(&get->host, uri.host);
	add_string(&get->port, uri.port.n ? uri.port : get->is_gopher ? STR("70") : STR("1965"));
	if (get->is_gopher)
		return make_gopher_request(get, &uri);
	struct str url = buf_str(&get->url);
	buf_add_str(&get->request, str_upto(url, str_find(url, '#')));
	buf_add_str(&get->request, STR("\r\n"));
	return 0;
}

/* Reads until there is a first line, or too much for one. */
static int
read_start(struct get *get, struct peer *peer)
{
	char bytes[4096];
	while (response_wants_more(buf_str(&get->start))) {
		long got = peer_read(peer, bytes, sizeof bytes);
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		buf_add(&get->start, bytes, (size_t)got);
	}
	return 0;
}

static int
write_out(struct str bytes)
{
	return fwrite(bytes.p, 1, bytes.n, stdout) == bytes.n ? 0 : -1;
}

static int
copy_rest(struct peer *peer)
{
	char bytes[16 * 1024];
	long got;
	while ((got = peer_read(peer, bytes, sizeof bytes)) > 0)
		if (write_out((struct str){bytes, (size_t)got}) < 0)
			return -1;
	return (int)got;
}

/* On a terminal, controls from outside could do anything. */
static void
tell(const struct get *get, struct str line)
{
	struct buf text = {0};
	utf8_add_spaced(&text, line);
	log_line("%s: %.*s", get->asked, STR_FMT(buf_str(&text)));
	buf_free(&text);
}

/* The header goes to standard error when it tells of no page, the page to standard output. */
static enum response
show(const struct get *get, struct peer *peer)
{
	struct str line, page = buf_str(&get->start);
	enum response response = response_read(page, get->is_gopher, &line);
	if (response == RESPONSE_FAILED) {
		log_line("%s: what answered is no Gemini server", get->asked);
		return response;
	}
	if (response)
		tell(get, line);
	if (get->head_only) {
		write_out(line);
		putchar('\n');
		return response;
	}
	if (!get->is_gopher)
		str_cut(&page, '\n');
	if (write_out(page) == 0 && copy_rest(peer) == 0)
		return response;
	log_line("%s: %s", get->asked, peer->why[0] ? peer->why : "cannot be written");
	return RESPONSE_FAILED;
}

static int
fetch(struct get *get)
{
	struct peer peer;
	int status = RESPONSE_FAILED;
	if (peer_open(&peer, get->host.p, get->port.p, !get->is_gopher, get->seconds) == 0 &&
	    peer_send(&peer, buf_str(&get->request)) == 0 && read_start(get, &peer) == 0)
		status = show(get, &peer);
	else
		log_line("%s: %s", get->asked, peer.why);
	peer_close(&peer);
	return fflush(stdout) == 0 ? status : RESPONSE_FAILED;
}

static void
read_arguments(int argc, char **argv, struct get *get)
{
	static const struct option options[] = {
	    {"head", no_argument, NULL, 'h'}, {"timeout", required_argument, NULL, 't'}, {0}};
	int c;
	unsigned long seconds = SECONDS_DEFAULT;
	opterr = 0;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'h')
			get->head_only = true;
		else if (c != 't' || str_number(str_of(optarg), SECONDS_MAX, &seconds) < 0 ||
		         !seconds)
			die_usage("%s", usage);
	}
	if (optind + 1 != argc)
		die_usage("%s", usage);
	get->seconds = (unsigned)seconds;
	get->asked = argv[optind];
	if (read_url(get) < 0)
		die_usage("%s: write a whole address, gemini://… or gopher://…", argv[optind]);
}

int
command_get(int argc, char **argv)
{
	struct get get = {0};
	/* A server that hangs up while TLS writes is an answer, too. */
	signal(SIGPIPE, SIG_IGN);
	read_arguments(argc, argv, &get);
	int status = fetch(&get);
	buf_free(&get.url);
	buf_free(&get.host);
	buf_free(&get.port);
	buf_free(&get.request);
	buf_free(&get.start);
	return status;
}
