/* A load generator: `load [options] gemini|gopher PORT REQUEST` asks 127.0.0.1 for one thing N
 * times over C connections at once and says in one line of key=value how it went. */
#include "tool.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	REQUESTS_MAX = 10000000,
	SLOTS_MAX = 4096,
	LATE_US = 2000000, /* a reader would have given up */
	TICK_MS = 100,
	RECORD_ROOM = 16384
};

enum failure {
	FAILURE_REFUSED,
	FAILURE_RESET,
	FAILURE_UNCLOSED, /* no close_notify before the end */
	FAILURE_SIZE,
	FAILURE_LATE,
	FAILURE_OTHER,
	FAILURES
};

static const char *const failure_names[FAILURES] = {"refused",    "reset", "unclosed",
                                                    "wrong_size", "late",  "other"};

enum progress {
	PROGRESS_WAIT,
	PROGRESS_DONE,
	PROGRESS_FAILED
};

struct options {
	bool is_gemini, is_ipv6, resumes, is_tls12;
	long requests, slots, seconds, size; /* size: of a right reply, 0: as the first one */
	unsigned port;
	char request[1100];
	size_t request_n;
};

struct slot {
	int fd;   /* owned; -1 when it has nothing to do */
	SSL *ssl; /* owned */
	bool has_asked;
	int64_t began; /* microseconds */
	long got;      /* bytes of the reply */
	uint64_t in, out;
	enum failure failure; /* when it failed */
};

struct load {
	struct options options;
	SSL_CTX *context;
	SSL_SESSION *session; /* owned; the newest one */
	struct slot slots[SLOTS_MAX];
	uint32_t *latencies; /* owned; microseconds, one a good reply */
	long begun, good, failed[FAILURES], resumed, open;
	uint64_t in, out;
	char version[16];
	int epoll;
	int64_t began;
};

/* Sessions */

static int
keep_session(SSL *ssl, SSL_SESSION *session)
{
	struct load *load = SSL_get_app_data(ssl);
	SSL_SESSION_free(load->session);
	load->session = session;
	return 1;
}

static SSL_CTX *
open_context(const struct options *options)
{
	SSL_CTX *context = SSL_CTX_new(TLS_client_method());
	if (!context)
		die("SSL_CTX_new");
	int version = options->is_tls12 ? TLS1_2_VERSION : TLS1_3_VERSION;
	SSL_CTX_set_min_proto_version(context, version);
	SSL_CTX_set_max_proto_version(context, version);
	SSL_CTX_set_read_ahead(context, 1);
	SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
	if (options->resumes)
		SSL_CTX_sess_set_new_cb(context, keep_session);
	return context;
}

/* One connection */

static int
open_socket(const struct options *options)
{
	struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)options->port)};
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6,
	                          .sin6_port = htons((uint16_t)options->port),
	                          .sin6_addr = IN6ADDR_LOOPBACK_INIT};
	v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	bool is_ipv6 = options->is_ipv6;
	int fd = socket(is_ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (fd < 0)
		die("socket");
	/* As Go's clients do; the others wait for an acknowledgement before they ask. */
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
	int result = is_ipv6 ? connect(fd, (struct sockaddr *)&v6, sizeof v6)
	                     : connect(fd, (struct sockaddr *)&v4, sizeof v4);
	if (result == 0 || errno == EINPROGRESS)
		return fd;
	close(fd);
	return -1;
}

/* A session that is used once is spent, but a copy of it is not: readers keep theirs in files. */
static void
set_session(SSL *ssl, SSL_SESSION *session)
{
	SSL_SESSION *copy = SSL_SESSION_dup(session);
	if (!copy || SSL_set_session(ssl, copy) != 1)
		die("SSL_set_session");
	SSL_SESSION_free(copy);
}

static void
start_tls(struct load *load, struct slot *slot)
{
	slot->ssl = SSL_new(load->context);
	if (!slot->ssl || SSL_set_fd(slot->ssl, slot->fd) != 1 ||
	    SSL_set_tlsext_host_name(slot->ssl, "localhost") != 1)
		die("SSL_new");
	SSL_set_app_data(slot->ssl, load);
	if (load->options.resumes && load->session)
		set_session(slot->ssl, load->session);
}

static void
slot_close(struct load *load, struct slot *slot)
{
	if (slot->ssl) {
		slot->in = BIO_number_read(SSL_get_rbio(slot->ssl));
		slot->out = BIO_number_written(SSL_get_wbio(slot->ssl));
		/* Without a word, but not as a fault: the session stays good. */
		SSL_set_shutdown(slot->ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
	}
	load->in += slot->in;
	load->out += slot->out;
	SSL_free(slot->ssl);
	slot->ssl = NULL;
	close(slot->fd);
	slot->fd = -1;
	load->open--;
}

static enum progress
fail(struct slot *slot, enum failure failure)
{
	slot->failure = failure;
	return PROGRESS_FAILED;
}

static enum progress
fail_by_errno(struct slot *slot)
{
	switch (errno) {
	case EAGAIN:
	case ENOTCONN:
		return PROGRESS_WAIT;
	case ECONNREFUSED:
		return fail(slot, FAILURE_REFUSED);
	case ECONNRESET:
	case EPIPE:
		return fail(slot, FAILURE_RESET);
	default:
		return fail(slot, FAILURE_OTHER);
	}
}

static enum progress
tls_progress(struct slot *slot, int result)
{
	int error = SSL_get_error(slot->ssl, result);
	unsigned long reason = ERR_peek_last_error();
	ERR_clear_error();
	switch (error) {
	case SSL_ERROR_WANT_READ:
	case SSL_ERROR_WANT_WRITE:
		return PROGRESS_WAIT;
	case SSL_ERROR_ZERO_RETURN:
		return PROGRESS_DONE;
	case SSL_ERROR_SYSCALL:
		return fail_by_errno(slot);
	default:
		return fail(slot, ERR_GET_REASON(reason) == SSL_R_UNEXPECTED_EOF_WHILE_READING
		                      ? FAILURE_UNCLOSED
		                      : FAILURE_OTHER);
	}
}

static enum progress
talk_gemini(const struct options *options, struct slot *slot)
{
	char bytes[RECORD_ROOM];
	int n = slot->has_asked ? 1 : SSL_connect(slot->ssl);
	if (n == 1 && !slot->has_asked) {
		n = SSL_write(slot->ssl, options->request, (int)options->request_n);
		slot->has_asked = n > 0;
	}
	while (n > 0 && (n = SSL_read(slot->ssl, bytes, sizeof bytes)) > 0)
		slot->got += n;
	return tls_progress(slot, n);
}

static enum progress
talk_gopher(const struct options *options, struct slot *slot)
{
	char bytes[RECORD_ROOM];
	ssize_t n;
	if (!slot->has_asked) {
		n = send(slot->fd, options->request, options->request_n, MSG_NOSIGNAL);
		if (n < 0)
			return fail_by_errno(slot);
		slot->has_asked = true;
		slot->out = (uint64_t)n;
	}
	while ((n = recv(slot->fd, bytes, sizeof bytes, 0)) > 0) {
		slot->got += n;
		slot->in += (uint64_t)n;
	}
	return n == 0 ? PROGRESS_DONE : fail_by_errno(slot);
}

/* The whole run */

static void
count_good(struct load *load, struct slot *slot, int64_t latency)
{
	if (load->options.size == 0)
		load->options.size = slot->got;
	if (slot->got != load->options.size || slot->got == 0) {
		load->failed[FAILURE_SIZE]++;
		return;
	}
	load->latencies[load->good++] = (uint32_t)latency;
	if (!slot->ssl)
		return;
	load->resumed += SSL_session_reused(slot->ssl);
	if (load->good == 1)
		snprintf(load->version, sizeof load->version, "%s", SSL_get_version(slot->ssl));
}

static void
slot_step(struct load *load, struct slot *slot)
{
	int64_t latency = now() - slot->began;
	enum progress progress = load->options.is_gemini ? talk_gemini(&load->options, slot)
	                                                 : talk_gopher(&load->options, slot);
	if (progress != PROGRESS_FAILED && latency > LATE_US)
		progress = fail(slot, FAILURE_LATE);
	if (progress == PROGRESS_WAIT)
		return;
	if (progress == PROGRESS_FAILED)
		load->failed[slot->failure]++;
	else
		count_good(load, slot, now() - slot->began);
	slot_close(load, slot);
}

static void
slot_open(struct load *load, struct slot *slot)
{
	*slot = (struct slot){.began = now()};
	load->begun++;
	slot->fd = open_socket(&load->options);
	if (slot->fd < 0) {
		load->failed[FAILURE_REFUSED]++;
		return;
	}
	load->open++;
	if (load->options.is_gemini)
		start_tls(load, slot);
	struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET,
	                            .data.ptr = slot};
	if (epoll_ctl(load->epoll, EPOLL_CTL_ADD, slot->fd, &event) < 0)
		die("epoll_ctl");
}

/* To resume, there must be a session first: the first request goes alone. */
static long
slots_wanted(const struct load *load)
{
	return load->options.resumes && !load->session ? 1 : load->options.slots;
}

static void
open_slots(struct load *load)
{
	for (long i = 0; i < slots_wanted(load) && load->begun < load->options.requests; i++)
		if (load->slots[i].fd < 0)
			slot_open(load, &load->slots[i]);
}

static void
close_late(struct load *load)
{
	int64_t time = now();
	for (long i = 0; i < load->options.slots; i++)
		if (load->slots[i].fd >= 0 && time - load->slots[i].began > LATE_US)
			slot_step(load, &load->slots[i]);
}

static void
run(struct load *load)
{
	struct epoll_event events[64];
	int64_t checked = load->began = now();
	int64_t end = load->began + load->options.seconds * SECOND;
	open_slots(load);
	while ((load->open > 0 || load->begun < load->options.requests) && checked < end) {
		int n = epoll_wait(load->epoll, events, 64, TICK_MS);
		for (int i = 0; i < n; i++) {
			struct slot *slot = events[i].data.ptr;
			if (slot->fd >= 0)
				slot_step(load, slot);
		}
		open_slots(load);
		if (now() - checked < TICK_MS * 1000)
			continue;
		checked = now();
		close_late(load);
	}
}

static int
compare(const void *a, const void *b)
{
	uint32_t x, y;
	memcpy(&x, a, sizeof x);
	memcpy(&y, b, sizeof y);
	return (x > y) - (x < y);
}

static unsigned
percentile(const struct load *load, long percent)
{
	return load->good ? load->latencies[(load->good - 1) * percent / 100] : 0;
}

static long
report(struct load *load)
{
	double seconds = (double)(now() - load->began) / 1e6;
	long failed = load->options.requests - load->good;
	qsort(load->latencies, (size_t)load->good, sizeof *load->latencies, compare);
	printf("requests=%ld failed=%ld", load->options.requests, failed);
	for (int i = 0; i < FAILURES; i++)
		printf(" %s=%ld", failure_names[i], load->failed[i]);
	printf(" unfinished=%ld", load->options.requests - load->begun + load->open);
	printf(" resumed=%ld seconds=%.3f per_second=%.1f p50=%u p99=%u", load->resumed, seconds,
	       (double)load->good / seconds, percentile(load, 50), percentile(load, 99));
	printf(" in=%llu out=%llu size=%ld tls=%s\n", (unsigned long long)load->in,
	       (unsigned long long)load->out, load->options.size,
	       load->version[0] ? load->version : "-");
	return failed;
}

static void
usage(void)
{
	fputs("usage: load [-6] [-2] [-r] [-n REQUESTS] [-c CONNECTIONS] [-t SECONDS] [-s SIZE]\n"
	      "            gemini|gopher PORT REQUEST\n"
	      "  -6  ::1 in place of 127.0.0.1     -2  TLS 1.2 in place of 1.3\n"
	      "  -r  resume the newest session     -s  bytes of a right reply\n",
	      stderr);
	exit(2);
}

static void
read_option(struct options *options, int code)
{
	switch (code) {
	case '6':
		options->is_ipv6 = true;
		break;
	case '2':
		options->is_tls12 = true;
		break;
	case 'r':
		options->resumes = true;
		break;
	case 'n':
		options->requests = read_number(optarg, 0, REQUESTS_MAX);
		break;
	case 'c':
		options->slots = read_number(optarg, 0, SLOTS_MAX);
		break;
	case 't':
		options->seconds = read_number(optarg, 0, 3600);
		break;
	case 's':
		options->size = read_number(optarg, 0, 1L << 30);
		break;
	default:
		usage();
	}
}

static void
read_arguments(int argc, char **argv, struct options *options)
{
	int code;
	*options = (struct options){.requests = 1, .slots = 1, .seconds = 60};
	while ((code = getopt(argc, argv, "62rn:c:t:s:")) != -1)
		read_option(options, code);
	if (argc - optind != 3)
		usage();
	options->is_gemini = strcmp(argv[optind], "gemini") == 0;
	if (!options->is_gemini && strcmp(argv[optind], "gopher") != 0)
		usage();
	options->port = (unsigned)read_number(argv[optind + 1], 1, 65535);
	int n = snprintf(options->request, sizeof options->request, "%s\r\n", argv[optind + 2]);
	if (n < 0 || (size_t)n >= sizeof options->request)
		usage();
	options->request_n = (size_t)n;
}

int
main(int argc, char **argv)
{
	static struct load load;
	read_arguments(argc, argv, &load.options);
	signal(SIGPIPE, SIG_IGN);
	for (int i = 0; i < SLOTS_MAX; i++)
		load.slots[i].fd = -1;
	load.latencies = calloc((size_t)load.options.requests + 1, sizeof *load.latencies);
	load.epoll = epoll_create1(0);
	if (!load.latencies || load.epoll < 0)
		die("load");
	if (load.options.is_gemini)
		load.context = open_context(&load.options);
	run(&load);
	return report(&load) == 0 ? 0 : 1;
}
