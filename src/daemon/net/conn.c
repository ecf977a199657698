#include "daemon/net/conn.h"

#include "daemon/net/accesslog.h"
#include "daemon/net/pool.h"
#include "daemon/net/tls.h"
#include "daemon/site/file.h"
#include "daemon/site/listing.h"
#include "daemon/site/site.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	TURN_BYTES = 64 * 1024, /* sent before others have their turn */
	CHUNK_SIZE = 8 * 1024   /* of a body, read at once */
};

/* What a state's function says. */
enum step {
	STEP_ON,    /* go on, perhaps in another state */
	STEP_WAIT,  /* the stream waits */
	STEP_LATER, /* the turn is used up */
	STEP_CLOSE
};

static void
body_close(struct body *body)
{
	file_close(&body->file);
	buf_free(&body->bytes);
}

static void
log_access(const struct conn *conn)
{
	const struct protocol *protocol = conn->listener->protocol;
	struct accesslog *log = &conn->pool->log;
	const SSL *ssl = conn->stream.ssl;
	char address[ADDRESS_TEXT_MAX];
	accesslog_add(log, &(struct access){
	                       .host = conn->host,
	                       .path = conn->room->request.path,
	                       .protocol = protocol->name,
	                       .status = protocol->status(conn->what),
	                       .bytes = conn->written,
	                       .milliseconds = loop_now() - conn->opened,
	                       .tls = ssl ? SSL_get_version(ssl) : NULL,
	                       .was_resumed = ssl && SSL_session_reused(ssl),
	                       .address = address_of_peer(conn->stream.fd, log->form, address),
	                   });
}

static void
tell_shortage(const struct conn *conn, enum shortage shortage)
{
	shortage_tell(&conn->pool->shortages, shortage, conn->host, loop_now());
}

void
conn_close(struct conn *conn)
{
	if (conn->state == CONN_REPLY)
		log_access(conn);
	if (conn->stream.is_starved)
		tell_shortage(conn, SHORTAGE_MEMORY);
	watch_drop(&conn->watch);
	body_close(&conn->body);
	stream_close(&conn->stream);
	pool_give(conn->pool, conn);
}

static void
wait_for_reader(struct conn *conn)
{
	conn->moved = loop_now();
	pool_wait(conn->pool, conn, WAIT_READER);
}

static enum step
enter(struct conn *conn, enum conn_state state)
{
	conn->state = state;
	return STEP_ON;
}

/* The last bytes, an alert or close_notify, and then FIN. */
static enum step
finish(struct conn *conn)
{
	wait_for_reader(conn);
	return enter(conn, CONN_FINISH);
}

static enum step
step_handshake(struct conn *conn)
{
	if (conn->wait == WAIT_FIRST_BYTE)
		pool_wait(conn->pool, conn, WAIT_REQUEST);
	switch (stream_handshake(&conn->stream, conn->listener)) {
	case STREAM_WAIT:
		return STEP_WAIT;
	case STREAM_BROKEN:
		return finish(conn);
	default:
		return enter(conn, CONN_REQUEST);
	}
}

static void
write_head(struct conn *conn, struct reply *reply)
{
	struct span head = {.p = conn->room->pending, .cap = CONN_PENDING_SIZE};
	conn->listener->protocol->head(reply, &head);
	if (head.full) {
		reply->what = OUTCOME_BAD_REQUEST;
		head.n = 0;
		conn->listener->protocol->head(reply, &head);
	}
	conn->pending_at = 0;
	conn->pending_n = head.n;
}

/* There was no memory for the whole body, and half of one would be taken for it. */
static void
fail(struct conn *conn, struct reply *reply)
{
	buf_free(&conn->body.bytes);
	reply->what = OUTCOME_FAILED;
	reply->error = ENOMEM;
	write_head(conn, reply);
}

/* What the reply's body is made of; from here on it is the connection's. */
static void
take_body(struct conn *conn, struct reply *reply)
{
	const struct protocol *protocol = conn->listener->protocol;
	struct body *body = &conn->body;
	*body = (struct body){.file = reply->file, .end = reply->file.size};
	body->filter.host = reply->host;
	body->filter.port = reply->port;
	if (reply->what == OUTCOME_FILE) {
		body->filter.form = protocol->form(reply);
		return;
	}
	protocol->body(reply, &body->bytes);
	entries_free(&reply->entries);
	free(reply->results);
	if (!buf_ok(&body->bytes))
		fail(conn, reply);
	body->end = (off_t)body->bytes.n;
	body->is_whole = body->bytes.n == 0;
}

static void
decide(struct conn *conn, enum outcome outcome, struct reply *reply)
{
	if (outcome == OUTCOME_REQUEST && pool_is_strained_by(conn->pool, conn))
		outcome = OUTCOME_SLOW_DOWN;
	if (outcome != OUTCOME_REQUEST) {
		*reply = (struct reply){
		    .what = outcome, .file = {.fd = -1}, .text = conn->room->request.target};
		return;
	}
	char address[LISTEN_NAME_MAX];
	struct endpoint endpoint = {
	    .sites = conn->listener->sites,
	    .sites_count = conn->listener->count,
	    .port = conn->listener->port,
	    .usual_port = conn->listener->protocol->default_port,
	    .now = loop_now(),
	    .sni = conn->stream.ssl ? tls_sni(conn->stream.ssl) : STR_NONE,
	};
	if (conn->room->request.host_is_address)
		endpoint.address = listen_local_address(conn->stream.fd, address);
	site_answer(&endpoint, &conn->room->request, reply);
}

/* The one place where a reply is begun. */
static enum step
answer(struct conn *conn, enum outcome outcome)
{
	struct reply reply;
	decide(conn, outcome, &reply);
	write_head(conn, &reply);
	take_body(conn, &reply);
	conn->what = reply.what;
	conn->host = reply.host;
	if (reply.what == OUTCOME_FAILED)
		tell_shortage(conn, shortage_of(reply.error));
	wait_for_reader(conn);
	return enter(conn, CONN_REPLY);
}

static enum step
step_request(struct conn *conn)
{
	long got =
	    stream_read(&conn->stream, conn->room->in + conn->in_n, REQUEST_LIMIT - conn->in_n);
	if (got == STREAM_WAIT)
		return STEP_WAIT;
	if (got == STREAM_BROKEN)
		return STEP_CLOSE;
	if (got == 0)
		return finish(conn);
	/* Without TLS there was no handshake to see the first byte. */
	if (conn->wait == WAIT_FIRST_BYTE)
		pool_wait(conn->pool, conn, WAIT_REQUEST);
	conn->in_n += (size_t)got;
	enum outcome outcome = conn->listener->protocol->parse(
	    (struct str){conn->room->in, conn->in_n}, &conn->room->request);
	return outcome == OUTCOME_MORE ? STEP_ON : answer(conn, outcome);
}

/* The next bytes of the body as it is stored; 0 when there are no more, -1 when they cannot be
 * read. */
static ssize_t
read_body(const struct body *body, char chunk[static CHUNK_SIZE], struct str *bytes)
{
	size_t left = (size_t)(body->end - body->at);
	if (body->file.fd < 0) {
		struct str whole = body->file.bytes.n ? body->file.bytes : buf_str(&body->bytes);
		*bytes = str_from(whole, (size_t)body->at);
		return (ssize_t)bytes->n;
	}
	size_t wanted = left < CHUNK_SIZE ? left : CHUNK_SIZE;
	ssize_t got = wanted ? pread(body->file.fd, chunk, wanted, body->at) : 0;
	*bytes = (struct str){chunk, got > 0 ? (size_t)got : 0};
	return got;
}

/* Moves body into the room behind what is pending. A file that shrinks while it is sent breaks
 * the reply off: the reader must not take it for whole. */
static int
fill(struct conn *conn)
{
	char chunk[CHUNK_SIZE];
	struct str bytes;
	struct body *body = &conn->body;
	struct span out = {conn->room->pending, conn->pending_n, CONN_PENDING_SIZE, false};
	while (!body->is_whole && span_room(&out) >= FILTER_OUT_MIN) {
		ssize_t got = read_body(body, chunk, &bytes);
		if (got < 0)
			tell_shortage(conn, shortage_of(errno));
		if (got < (body->at < body->end))
			return -1;
		bool is_last = body->at + (off_t)bytes.n == body->end;
		size_t taken = filter_run(&body->filter, bytes, is_last, &out);
		body->at += (off_t)taken;
		if (taken == 0 && bytes.n > 0)
			break;
		if (is_last && taken == bytes.n && span_room(&out) >= FILTER_END_MAX) {
			filter_end(&body->filter, &out);
			body->is_whole = true;
		}
	}
	conn->pending_n = out.n;
	return 0;
}

/* Sends what is pending, as far as the stream takes it. */
static enum step
send_pending(struct conn *conn)
{
	while (conn->pending_at < conn->pending_n) {
		long taken = stream_write(&conn->stream, conn->room->pending + conn->pending_at,
		                          conn->pending_n - conn->pending_at);
		if (taken == STREAM_WAIT)
			return STEP_WAIT;
		if (taken == STREAM_BROKEN)
			return STEP_CLOSE;
		conn->pending_at += (size_t)taken;
		conn->written += (uint64_t)taken;
	}
	conn->pending_at = conn->pending_n = 0;
	return STEP_ON;
}

static enum step
step_reply(struct conn *conn)
{
	for (size_t turn = 0; turn < TURN_BYTES; turn += CONN_PENDING_SIZE) {
		if (conn->pending_at == 0 && fill(conn) < 0)
			return STEP_CLOSE;
		enum step step = send_pending(conn);
		if (step != STEP_ON)
			return step;
		if (conn->body.is_whole) {
			log_access(conn);
			body_close(&conn->body);
			return enter(conn, CONN_FINISH);
		}
	}
	return STEP_LATER;
}

static enum step
step_finish(struct conn *conn)
{
	if (!conn->stream.is_ended) {
		int ended = stream_end(&conn->stream);
		if (ended < 0)
			return ended == STREAM_WAIT ? STEP_WAIT : STEP_CLOSE;
	}
	/* A close while bytes are on their way in would reset the connection, and lose the tail
	 * of the page. */
	switch (stream_drain(&conn->stream)) {
	case STREAM_WAIT:
		return STEP_WAIT;
	case 1:
		return STEP_LATER;
	default:
		return STEP_CLOSE;
	}
}

static enum step (*const steps[CONN_STATES])(struct conn *) = {
    [CONN_HANDSHAKE] = step_handshake,
    [CONN_REQUEST] = step_request,
    [CONN_REPLY] = step_reply,
    [CONN_FINISH] = step_finish,
};

/* Waits for the socket, or only for its turn. 0, or -1 when the system has no room to wait. */
static int
wait_for(struct conn *conn, enum step step)
{
	if (watch_resume(&conn->watch) < 0)
		return -1;
	if (step == STEP_LATER)
		watch_again(&conn->watch);
	return conn->stream.wants_write ? watch_for_write(&conn->watch) : 0;
}

static void
conn_step(void *owner)
{
	struct conn *conn = owner;
	enum step step;
	stream_wake(&conn->stream, conn->watch.is_hung);
	do
		step = steps[conn->state](conn);
	while (step == STEP_ON);
	if (step == STEP_CLOSE || wait_for(conn, step) < 0)
		conn_close(conn);
}

void
conn_open(struct conn *conn, struct pool *pool, const struct listener *listener, int fd)
{
	conn->pool = pool;
	conn->listener = listener;
	conn->state = listener->protocol->is_secure ? CONN_HANDSHAKE : CONN_REQUEST;
	conn->opened = loop_now();
	conn->acknowledged = 0;
	conn->what = OUTCOME_MORE;
	conn->host = STR_NONE;
	conn->body.file = (struct file){.fd = -1};
	conn->written = 0;
	conn->pending_at = conn->pending_n = conn->in_n = 0;
	stream_open(&conn->stream, fd, conn->room->out);
	/* A plain request is often there already; TLS costs memory, and waits for its first byte.
	 */
	watch_socket(&conn->watch, pool->loop, fd, conn_step, conn);
	if (conn->state == CONN_REQUEST)
		conn_step(conn);
	else if (watch_resume(&conn->watch) < 0)
		conn_close(conn);
}

bool
conn_is_unfinished(const struct conn *conn)
{
	return conn->wait == WAIT_FIRST_BYTE || conn->wait == WAIT_REQUEST;
}

/* Whether the reader has got on since the last look; one who does, however slowly, is never cut off
 * for the time it takes. */
static bool
look(struct conn *conn)
{
	uint64_t before = conn->acknowledged;
	conn->acknowledged = stream_acknowledged(&conn->stream);
	if (conn->acknowledged <= before)
		return false;
	conn->moved = loop_now();
	return true;
}

/* As far as it was acknowledged at the last look. */
static bool
has_all(const struct conn *conn)
{
	return conn->stream.is_ended && conn->acknowledged == conn->stream.sent;
}

/* The kernel would keep the page for minutes. */
static void
give_up(struct conn *conn)
{
	if (!has_all(conn))
		stream_forsake(&conn->stream);
	conn_close(conn);
}

void
conn_expire(struct conn *conn)
{
	if (conn->wait != WAIT_READER)
		conn_close(conn);
	else if (!look(conn) && loop_now() - conn->moved >= conn->pool->stall)
		give_up(conn);
	else
		pool_wait(conn->pool, conn, has_all(conn) ? WAIT_END : WAIT_READER);
}

void
conn_yield(struct conn *conn)
{
	if (!look(conn) || has_all(conn))
		give_up(conn);
	else
		pool_wait(conn->pool, conn, WAIT_READER);
}

void
conn_hang_up(struct conn *conn)
{
	look(conn);
	if (conn->wait == WAIT_FIRST_BYTE || has_all(conn))
		conn_close(conn);
}
