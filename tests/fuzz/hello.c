/* What a client says before TLS stands: the certificate is that of the name it asked for, a made-up
 * session is none, and nobody gets through without the handshake. */
#include "base/cert.h"
#include "daemon/net/listen.h"
#include "daemon/net/sessions.h"
#include "daemon/net/tls.h"
#include "daemon/site/site.h"

#include <assert.h>
#include <openssl/err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	SITES = 2
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static struct str names[SITES] = {STR_CONST("one.test"), STR_CONST("two.test")};
static struct site sites[SITES];
static struct site *site_list[SITES];
static SSL_CTX *contexts[SITES];
static struct sessions sessions;
static struct listener listener;

static SSL_CTX *
make_context(const char *folder, struct str name)
{
	char crt[64], key[64], host[16];
	const char *why;
	snprintf(host, sizeof host, "%.*s", STR_FMT(name));
	snprintf(crt, sizeof crt, "%s/crt", folder);
	snprintf(key, sizeof key, "%s/key", folder);
	assert(cert_create(&(struct cert_hosts){(char *[]){host}, 1}, crt, key, &why) == 0);
	SSL_CTX *context = tls_context_open(crt, key, &why);
	assert(context);
	sessions_serve(&sessions, context);
	unlink(crt);
	unlink(key);
	return context;
}

static void
open_listener(void)
{
	if (listener.count)
		return;
	char folder[] = "/tmp/kapsula-fuzz-XXXXXX";
	assert(mkdtemp(folder) && sessions_open(&sessions) == 0);
	for (size_t i = 0; i < SITES; i++) {
		sites[i] = (struct site){.names = &names[i], .names_count = 1};
		site_list[i] = &sites[i];
		contexts[i] = make_context(folder, names[i]);
	}
	rmdir(folder);
	listener = (struct listener){
	    .protocol = &protocol_gemini,
	    .sites = site_list,
	    .contexts = contexts,
	    .count = SITES,
	};
}

/* The first one's is for whoever names none, or one unknown. */
static void
check_choice(const SSL *ssl)
{
	bool is_second = str_eq_nocase(tls_sni(ssl), names[1]);
	assert(SSL_get_SSL_CTX(ssl) == contexts[is_second]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	open_listener();
	BIO *in = BIO_new(BIO_s_mem()), *out = BIO_new(BIO_s_mem());
	SSL *ssl = tls_new(&listener);
	assert(in && out && ssl);
	BIO_set_mem_eof_return(in, -1);
	SSL_set_bio(ssl, in, out);
	BIO_write(in, bytes, (int)n);
	assert(SSL_do_handshake(ssl) <= 0 && !SSL_is_init_finished(ssl));
	assert(!SSL_session_reused(ssl));
	if (SSL_version(ssl) && BIO_pending(out) > 64)
		check_choice(ssl);
	ERR_clear_error();
	SSL_free(ssl);
	return 0;
}
