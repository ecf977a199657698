/* TLS by OpenSSL: one context a certificate, chosen by the name in the client's hello. */
#ifndef DAEMON_NET_TLS_H
#define DAEMON_NET_TLS_H

#include "daemon/net/listen.h"

#include <openssl/ssl.h>

/* What every TLS connection of a process shares. */
struct tls {
	BIO_METHOD *method; /* owned: how bytes come from and go to a stream */
};

/* A context for one PEM chain and its key: TLS 1.2 and 1.3, no renegotiation, X25519 and P-256. Of
 * the chain goes out what readers need.
 * NULL and *why, a static text, when they cannot be read or do not belong together. */
SSL_CTX *tls_context_open(const char *crt_path, const char *key_path, const char **why);
void tls_context_close(SSL_CTX *context);

/* The server's end of a new connection to a listener with TLS; NULL when there is no memory. */
SSL *tls_new(const struct listener *listener);
/* The name in the hello, borrowed from ssl; empty when there was none. */
struct str tls_sni(const SSL *ssl);

#endif
