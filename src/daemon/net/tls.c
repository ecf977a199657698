#include "daemon/net/tls.h"

#include "daemon/site/site.h"

#include <openssl/err.h>
#include <string.h>

/* Sessions may be resumed under any of our names only if all contexts agree on this. */
static const unsigned char session_context[] = "kapsulad";

enum {
	RECORD_MAX = 4096 /* bytes; more is never written at once, and memory is for the longest */
};

/* RFC 6066 3: the context of the capsule named; one unknown is told so by status 53. The answer
 * that the name was used may be left out, and saves its bytes. */
static int
choose_context(SSL *ssl, int *alert, void *arg)
{
	(void)alert;
	(void)arg;
	const struct listener *listener = SSL_get_app_data(ssl);
	struct endpoint endpoint = {.sites = listener->sites, .sites_count = listener->count};
	const struct site *site = site_find(&endpoint, tls_sni(ssl));
	for (size_t i = 0; site && i < listener->count; i++)
		if (listener->sites[i] == site) {
			if (i > 0)
				SSL_set_SSL_CTX(ssl, listener->contexts[i]);
			break;
		}
	return SSL_TLSEXT_ERR_NOACK;
}

/* RFC 8446 4.2.9: who names no way to use a ticket cannot use one. */
static int
read_hello(SSL *ssl, int *alert, void *arg)
{
	(void)alert;
	(void)arg;
	const unsigned char *modes;
	size_t n;
	if (SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_psk_kex_modes, &modes, &n) != 1)
		SSL_set_num_tickets(ssl, 0);
	return SSL_CLIENT_HELLO_SUCCESS;
}

static bool
set_policy(SSL_CTX *context)
{
	SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
	                                 SSL_OP_CIPHER_SERVER_PREFERENCE |
	                                 SSL_OP_PRIORITIZE_CHACHA);
	SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE |
	                              SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
	                              SSL_MODE_RELEASE_BUFFERS | SSL_MODE_NO_AUTO_CHAIN);
	SSL_CTX_set_tlsext_servername_callback(context, choose_context);
	/* One read takes what has come, not a header first. */
	SSL_CTX_set_read_ahead(context, 1);
	SSL_CTX_set_client_hello_cb(context, read_hello, NULL);
	SSL_CTX_set_session_id_context(context, session_context, sizeof session_context - 1);
	return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
	       SSL_CTX_set_max_send_fragment(context, RECORD_MAX) == 1 &&
	       SSL_CTX_set1_groups_list(context, "X25519:P-256") == 1 &&
	       SSL_CTX_set_ciphersuites(
	           context,
	           "TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_256_GCM_SHA384") ==
	           1 &&
	       SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1;
}

static bool
has_certificate(const STACK_OF(X509) * list, const X509 *certificate)
{
	for (int i = 0; i < sk_X509_num(list); i++)
		if (X509_cmp(sk_X509_value(list, i), certificate) == 0)
			return true;
	return false;
}

/* RFC 8446 4.4.2: a root can be left out, since who trusts it has it; and nothing helps twice. */
static bool
is_needed(const STACK_OF(X509) * needed, const X509 *leaf, X509 *certificate)
{
	return X509_self_signed(certificate, 0) == 0 && X509_cmp(leaf, certificate) != 0 &&
	       !has_certificate(needed, certificate);
}

/* Each certificate costs some 500 bytes of every full handshake. */
static bool
cut_chain(SSL_CTX *context)
{
	STACK_OF(X509) *chain = NULL, *needed = sk_X509_new_null();
	const X509 *leaf = SSL_CTX_get0_certificate(context);
	SSL_CTX_get0_chain_certs(context, &chain);
	bool ok = needed != NULL;
	for (int i = 0; ok && i < sk_X509_num(chain); i++) {
		X509 *certificate = sk_X509_value(chain, i);
		if (is_needed(needed, leaf, certificate))
			ok = sk_X509_push(needed, certificate) > 0;
	}
	ok = ok && SSL_CTX_set1_chain(context, needed) == 1;
	sk_X509_free(needed);
	return ok;
}

/* A P-256 key signs in one way that every client knows (RFC 8446 9.1). With no other to weigh
 * against the client's, a full handshake costs 0.6 % less. */
static bool
name_signature(SSL_CTX *context)
{
	char group[16];
	size_t n;
	if (EVP_PKEY_get_group_name(SSL_CTX_get0_privatekey(context), group, sizeof group, &n) !=
	        1 ||
	    strcmp(group, "prime256v1") != 0)
		return true;
	return SSL_CTX_set1_sigalgs_list(context, "ECDSA+SHA256") == 1;
}

static const char *
load_pair(SSL_CTX *context, const char *crt_path, const char *key_path)
{
	if (SSL_CTX_use_certificate_chain_file(context, crt_path) != 1)
		return "the certificate cannot be read, or is not PEM";
	if (SSL_CTX_use_PrivateKey_file(context, key_path, SSL_FILETYPE_PEM) != 1)
		return "the key cannot be read, is not PEM, or is not the certificate's";
	if (SSL_CTX_check_private_key(context) != 1)
		return "the key is not the certificate's";
	if (!cut_chain(context) || !name_signature(context))
		return "out of memory";
	return NULL;
}

SSL_CTX *
tls_context_open(const char *crt_path, const char *key_path, const char **why)
{
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());
	*why = "OpenSSL takes none of our settings";
	if (context && set_policy(context)) {
		*why = load_pair(context, crt_path, key_path);
		if (!*why)
			return context;
	}
	ERR_clear_error();
	SSL_CTX_free(context);
	return NULL;
}

void
tls_context_close(SSL_CTX *context)
{
	SSL_CTX_free(context);
}

SSL *
tls_new(const struct listener *listener)
{
	SSL *ssl = SSL_new(listener->contexts[0]);
	/* Only read back by choose_context. */
	if (!ssl || !SSL_set_app_data(ssl, (void *)(size_t)listener)) {
		SSL_free(ssl);
		return NULL;
	}
	SSL_set_accept_state(ssl);
	return ssl;
}

struct str
tls_sni(const SSL *ssl)
{
	struct str name = str_of(SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name));
	if (str_ends(name, STR(".")))
		name.n--;
	return name;
}
