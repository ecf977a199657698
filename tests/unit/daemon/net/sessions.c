/* The shared session cache, through handshakes in memory. */
#include "daemon/net/sessions.h"

#include "base/cert.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <cmocka.h>

static char folder[] = "/tmp/kapsula-sessions-XXXXXX";
static char crt[64], key[64];
static struct sessions sessions;
static SSL_CTX *client_context;
static SSL_SESSION *kept;

static int
keep(SSL *ssl, SSL_SESSION *session)
{
	(void)ssl;
	SSL_SESSION_free(kept);
	kept = session;
	return 1;
}

static int
set_up(void **state)
{
	(void)state;
	const char *why;
	if (!mkdtemp(folder) || sessions_open(&sessions) < 0)
		return -1;
	sessions.seconds = SESSIONS_SECONDS;
	snprintf(crt, sizeof crt, "%s/h.crt", folder);
	snprintf(key, sizeof key, "%s/h.key", folder);
	client_context = SSL_CTX_new(TLS_client_method());
	SSL_CTX_set_session_cache_mode(client_context, SSL_SESS_CACHE_CLIENT);
	SSL_CTX_sess_set_new_cb(client_context, keep);
	return cert_create(&(struct cert_hosts){(char *[]){"localhost"}, 1}, crt, key, &why);
}

static int
tear_down(void **state)
{
	(void)state;
	SSL_SESSION_free(kept);
	SSL_CTX_free(client_context);
	sessions_close(&sessions);
	unlink(crt);
	unlink(key);
	return rmdir(folder);
}

/* A context as each worker has one. */
static SSL_CTX *
open_worker(struct sessions *shared)
{
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());
	assert_int_equal(SSL_CTX_use_certificate_chain_file(context, crt), 1);
	assert_int_equal(SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM), 1);
	SSL_CTX_set_session_id_context(context, (const unsigned char *)"x", 1);
	sessions_serve(shared, context);
	return context;
}

/* Shakes hands, offering that session; whether it was resumed. */
static bool
shake(SSL_CTX *worker, SSL_SESSION *session)
{
	BIO *one, *other;
	char byte;
	SSL *server = SSL_new(worker), *client = SSL_new(client_context);
	assert_int_equal(BIO_new_bio_pair(&one, 0, &other, 0), 1);
	SSL_set_bio(client, one, one);
	SSL_set_bio(server, other, other);
	SSL_set_connect_state(client);
	SSL_set_accept_state(server);
	if (session)
		SSL_set_session(client, session);
	bool is_done = false;
	for (int i = 0; i < 8 && !is_done; i++) {
		int connected = SSL_do_handshake(client), accepted = SSL_do_handshake(server);
		is_done = connected == 1 && accepted == 1;
	}
	assert_true(is_done);
	/* Tickets come behind the handshake. */
	assert_int_equal(SSL_write(server, "x", 1), 1);
	assert_int_equal(SSL_read(client, &byte, 1), 1);
	bool reused = SSL_session_reused(server);
	SSL_shutdown(server);
	SSL_shutdown(client);
	SSL_free(server);
	SSL_free(client);
	return reused;
}

static void
sessions_are_resumed_by_another_worker(void **state)
{
	(void)state;
	SSL_CTX *first = open_worker(&sessions), *second = open_worker(&sessions);
	assert_false(shake(first, NULL));
	/* The client library lets each copy be used once. */
	SSL_SESSION *session = SSL_SESSION_dup(kept), *again = SSL_SESSION_dup(kept);
	assert_true(shake(second, session));
	assert_true(shake(first, again));
	SSL_SESSION_free(session);
	SSL_SESSION_free(again);
	SSL_CTX_free(first);
	SSL_CTX_free(second);
}

static void
adopted_memory_holds_what_was_there(void **state)
{
	(void)state;
	struct sessions again = {.fd = -1};
	SSL_CTX *first = open_worker(&sessions);
	assert_false(shake(first, NULL));
	assert_int_equal(sessions_adopt(&again, dup(sessions.fd)), 0);
	again.seconds = SESSIONS_SECONDS;
	SSL_CTX *second = open_worker(&again);
	assert_true(shake(second, kept));
	SSL_CTX_free(first);
	SSL_CTX_free(second);
	sessions_close(&again);
}

static void
other_memory_is_not_adopted(void **state)
{
	(void)state;
	struct sessions again;
	int fd = memfd_create("other", 0);
	assert_int_equal(ftruncate(fd, 100), 0);
	assert_int_equal(sessions_adopt(&again, fd), -1);
	assert_int_equal(sessions_adopt(&again, -1), -1);
	close(fd);
}

static void
a_flood_of_sessions_leaves_the_newest(void **state)
{
	(void)state;
	SSL_CTX *worker = open_worker(&sessions);
	for (int i = 0; i < 2400; i++)
		shake(worker, NULL);
	assert_true(shake(worker, kept));
	SSL_CTX_free(worker);
}

static void
a_session_ends_with_its_time(void **state)
{
	(void)state;
	unsigned char id[SESSIONS_ID_SIZE] = "an id of thirty-two bytes.......";
	char bytes[SESSIONS_BYTES_MAX];
	bool was_used = true;
	sessions_put(&sessions, id, STR("a session"), 1000);
	assert_int_equal(
	    sessions_find(&sessions, id, 1000 + SESSIONS_SECONDS - 1, bytes, &was_used), 9);
	assert_memory_equal(bytes, "a session", 9);
	assert_false(was_used);
	assert_int_equal(sessions_find(&sessions, id, 1000, bytes, &was_used), 9);
	assert_true(was_used);
	assert_int_equal(sessions_find(&sessions, id, 1000 + SESSIONS_SECONDS, bytes, &was_used),
	                 0);
	id[SESSIONS_ID_SIZE - 1] ^= 1;
	assert_int_equal(sessions_find(&sessions, id, 1000, bytes, &was_used), 0);
}

/* Of those that share a part of the cache, the one that ends first makes room. */
static void
the_oldest_makes_room(void **state)
{
	(void)state;
	enum {
		MORE_THAN_FIT = 9
	};
	unsigned char id[SESSIONS_ID_SIZE] = "another id";
	char bytes[SESSIONS_BYTES_MAX];
	bool was_used;
	for (unsigned char i = 0; i < MORE_THAN_FIT; i++) {
		id[1] = i;
		sessions_put(&sessions, id, STR("x"), 2000000 + i);
	}
	for (unsigned char i = 0; i < MORE_THAN_FIT; i++) {
		id[1] = i;
		assert_int_equal(sessions_find(&sessions, id, 2000010, bytes, &was_used), i > 0);
	}
}

static void
what_is_too_large_is_not_kept(void **state)
{
	(void)state;
	static char large[SESSIONS_BYTES_MAX + 1];
	unsigned char id[SESSIONS_ID_SIZE] = "a third id";
	char bytes[SESSIONS_BYTES_MAX];
	bool was_used;
	sessions_put(&sessions, id, (struct str){large, sizeof large}, 0);
	assert_int_equal(sessions_find(&sessions, id, 0, bytes, &was_used), 0);
	sessions_put(&sessions, id, (struct str){large, sizeof large - 1}, 0);
	assert_int_equal(sessions_find(&sessions, id, 0, bytes, &was_used), SESSIONS_BYTES_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sessions_are_resumed_by_another_worker),
	    cmocka_unit_test(adopted_memory_holds_what_was_there),
	    cmocka_unit_test(other_memory_is_not_adopted),
	    cmocka_unit_test(a_flood_of_sessions_leaves_the_newest),
	    cmocka_unit_test(a_session_ends_with_its_time),
	    cmocka_unit_test(the_oldest_makes_room),
	    cmocka_unit_test(what_is_too_large_is_not_kept),
	};
	return cmocka_run_group_tests_name("daemon/net/sessions", tests, set_up, tear_down);
}
