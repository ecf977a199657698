/* Handshakes in memory, the floor under all servers: `handshake COUNT CRT KEY` lets two SSL objects
 * talk through memory and prints what the server's end takes of the processor, a line a kind. */
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct kind {
	const char *name;
	int group, version;
	unsigned tickets;
	bool is_stateless, resumes;
};

static const struct kind kinds[] = {
    {"full", NID_X25519, TLS1_3_VERSION, 1, false, false},
    {"full, no ticket", NID_X25519, TLS1_3_VERSION, 0, false, false},
    {"full, stateless ticket", NID_X25519, TLS1_3_VERSION, 1, true, false},
    {"full, P-256 shares", NID_X9_62_prime256v1, TLS1_3_VERSION, 1, false, false},
    {"resumed, no new ticket", NID_X25519, TLS1_3_VERSION, 1, false, true},
    {"resumed, stateless ticket", NID_X25519, TLS1_3_VERSION, 1, true, true},
    {"TLS 1.2 full", NID_X25519, TLS1_2_VERSION, 0, false, false},
    {"TLS 1.2 resumed", NID_X25519, TLS1_2_VERSION, 0, false, true},
};

enum {
	KINDS = sizeof kinds / sizeof kinds[0],
	STEPS_MAX = 16,
	COUNT_MAX = 1000000
};

struct bench {
	const struct kind *kind;
	SSL_CTX *server, *client;
	SSL_SESSION *session; /* owned; what the client resumes */
	int64_t server_ns, client_ns;
	long resumed;
};

static void
die(const char *what)
{
	fprintf(stderr, "handshake: %s\n", what);
	ERR_print_errors_fp(stderr);
	exit(1);
}

static int64_t
now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static SSL_CTX *
open_server(const struct kind *kind, const char *crt, const char *key)
{
	int group = kind->group;
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());
	if (!context || SSL_CTX_use_certificate_chain_file(context, crt) != 1 ||
	    SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1 ||
	    SSL_CTX_set1_groups(context, &group, 1) != 1 ||
	    SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256") != 1 ||
	    SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM") != 1)
		die("server");
	if (!kind->is_stateless)
		SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
	SSL_CTX_set_num_tickets(context, kind->tickets);
	SSL_CTX_set_mode(context, SSL_MODE_NO_AUTO_CHAIN);
	SSL_CTX_sess_set_cache_size(context, 256);
	SSL_CTX_set_session_id_context(context, (const unsigned char *)"bench", 5);
	return context;
}

static int
keep_session(SSL *ssl, SSL_SESSION *session)
{
	struct bench *bench = SSL_get_app_data(ssl);
	SSL_SESSION_free(bench->session);
	bench->session = session;
	return 1;
}

static SSL_CTX *
open_client(const struct kind *kind)
{
	/* The first is the one shared; P-256 is what TLS 1.2 asks of the certificate. */
	int other = kind->group == NID_X25519 ? NID_X9_62_prime256v1 : NID_X25519;
	int groups[] = {kind->group, other};
	SSL_CTX *context = SSL_CTX_new(TLS_client_method());
	if (!context || SSL_CTX_set1_groups(context, groups, 2) != 1)
		die("client");
	SSL_CTX_set_min_proto_version(context, kind->version);
	SSL_CTX_set_max_proto_version(context, kind->version);
	SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
	SSL_CTX_sess_set_new_cb(context, keep_session);
	return context;
}

static SSL *
open_end(SSL_CTX *context, BIO *in, BIO *out)
{
	SSL *ssl = SSL_new(context);
	if (!ssl || !BIO_up_ref(in) || !BIO_up_ref(out))
		die("SSL_new");
	SSL_set_bio(ssl, in, out);
	return ssl;
}

/* A session that is used once is spent, but a copy of it is not. */
static void
set_session(SSL *ssl, SSL_SESSION *session)
{
	SSL_SESSION *copy = SSL_SESSION_dup(session);
	if (!copy || SSL_set_session(ssl, copy) != 1)
		die("SSL_set_session");
	SSL_SESSION_free(copy);
}

static SSL *
open_client_end(struct bench *bench, BIO *in, BIO *out)
{
	SSL *ssl = open_end(bench->client, in, out);
	SSL_set_app_data(ssl, bench);
	SSL_set_tlsext_host_name(ssl, "localhost");
	if (bench->session)
		set_session(ssl, bench->session);
	SSL_set_connect_state(ssl);
	return ssl;
}

static SSL *
open_server_end(struct bench *bench, BIO *in, BIO *out)
{
	SSL *ssl = open_end(bench->server, in, out);
	SSL_set_accept_state(ssl);
	return ssl;
}

static void
step(SSL *ssl)
{
	if (SSL_do_handshake(ssl) == 1)
		return;
	if (!SSL_want_read(ssl))
		die("no handshake");
}

static void
server_turn(struct bench *bench, SSL *ssl)
{
	int64_t began = now();
	step(ssl);
	if (bench->kind->resumes && SSL_session_reused(ssl))
		SSL_set_num_tickets(ssl, 0);
	bench->server_ns += now() - began;
}

static void
client_turn(struct bench *bench, SSL *ssl)
{
	char none;
	int64_t began = now();
	step(ssl);
	/* Tickets come behind the handshake. */
	if (SSL_is_init_finished(ssl) && SSL_read(ssl, &none, 1) > 0)
		die("bytes from nowhere");
	bench->client_ns += now() - began;
}

static void
close_end(SSL *ssl, int64_t *spent)
{
	int64_t began = now();
	/* As after close_notify: the session stays good. */
	SSL_set_shutdown(ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
	SSL_free(ssl);
	*spent += now() - began;
}

static void
shake_hands(struct bench *bench)
{
	BIO *up = BIO_new(BIO_s_mem()), *down = BIO_new(BIO_s_mem());
	SSL *client = open_client_end(bench, down, up);
	int64_t began = now();
	SSL *server = open_server_end(bench, up, down);
	bench->server_ns += now() - began;
	for (int i = 0; i < STEPS_MAX; i++) {
		if (SSL_is_init_finished(client) && SSL_is_init_finished(server))
			break;
		client_turn(bench, client);
		server_turn(bench, server);
	}
	client_turn(bench, client);
	if (!SSL_is_init_finished(server))
		die("endless handshake");
	bench->resumed += SSL_session_reused(client);
	close_end(server, &bench->server_ns);
	close_end(client, &bench->client_ns);
	BIO_free(up);
	BIO_free(down);
}

static void
measure(const struct kind *kind, long count, const char *crt, const char *key)
{
	struct bench bench = {.kind = kind, .client = open_client(kind)};
	bench.server = open_server(kind, crt, key);
	for (long i = -count / 10; i < count; i++) {
		if (i == 0)
			bench.server_ns = bench.client_ns = bench.resumed = 0;
		if (!kind->resumes) {
			SSL_SESSION_free(bench.session);
			bench.session = NULL;
		}
		shake_hands(&bench);
	}
	if (bench.resumed != (kind->resumes ? count : 0))
		fprintf(stderr, "%s: %ld of %ld\n", kind->name, bench.resumed, count);
	printf("%s=%.1f\n", kind->name, (double)bench.server_ns / 1e3 / (double)count);
	SSL_SESSION_free(bench.session);
	SSL_CTX_free(bench.server);
	SSL_CTX_free(bench.client);
}

int
main(int argc, char **argv)
{
	long count = argc == 4 ? strtol(argv[1], NULL, 10) : 0;
	if (count < 10 || count > COUNT_MAX) {
		fputs("usage: handshake COUNT CRT KEY\n", stderr);
		return 2;
	}
	for (int i = 0; i < KINDS; i++)
		measure(&kinds[i], count, argv[2], argv[3]);
	return 0;
}
