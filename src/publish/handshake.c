#include "publish/handshake.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

enum {
	ROUNDS = 8 /* more than any handshake needs */
};

static SSL_CTX *
open_server(const char *crt_path, const char *key_path)
{
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());
	if (context && SSL_CTX_use_certificate_chain_file(context, crt_path) == 1 &&
	    SSL_CTX_use_PrivateKey_file(context, key_path, SSL_FILETYPE_PEM) == 1 &&
	    SSL_CTX_set_num_tickets(context, 0) == 1)
		return context;
	SSL_CTX_free(context);
	return NULL;
}

/* A client as most are: one key share, no name to check. */
static SSL_CTX *
open_client(void)
{
	SSL_CTX *context = SSL_CTX_new(TLS_client_method());
	if (context && SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) == 1 &&
	    SSL_CTX_set1_groups_list(context, "X25519") == 1)
		return context;
	SSL_CTX_free(context);
	return NULL;
}

static int
shake(SSL *client, SSL *server, struct handshake *handshake)
{
	BIO *one, *other;
	if (BIO_new_bio_pair(&one, 0, &other, 0) != 1)
		return -1;
	SSL_set_bio(client, one, one);
	SSL_set_bio(server, other, other);
	SSL_set_connect_state(client);
	SSL_set_accept_state(server);
	for (int i = 0; i < ROUNDS; i++) {
		int connected = SSL_do_handshake(client), accepted = SSL_do_handshake(server);
		if (connected != 1 || accepted != 1)
			continue;
		handshake->from_client = BIO_number_written(one);
		handshake->from_server = BIO_number_written(other);
		return 0;
	}
	return -1;
}

int
handshake_measure(const char *crt_path, const char *key_path, struct handshake *handshake)
{
	SSL_CTX *ours = open_server(crt_path, key_path), *theirs = open_client();
	SSL *server = ours ? SSL_new(ours) : NULL, *client = theirs ? SSL_new(theirs) : NULL;
	int result = -1;
	if (server && client && SSL_set_tlsext_host_name(client, "example.org") == 1)
		result = shake(client, server, handshake);
	SSL_free(server);
	SSL_free(client);
	SSL_CTX_free(ours);
	SSL_CTX_free(theirs);
	ERR_clear_error();
	return result;
}
