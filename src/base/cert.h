/* Certificates for trust on first use: a host has one P-256 key and one self-signed certificate,
 * which names its aliases too. */
#ifndef BASE_CERT_H
#define BASE_CERT_H

#include "base/str.h"

#include <openssl/types.h>

enum {
	CERT_YEARS = 20 /* clients pin until the end, so the end is far away */
};

/* The host, and further names of it; all in ASCII. */
struct cert_hosts {
	char *const *list;
	size_t count; /* 1 or more */
};

/* Makes a key (mode 0600) and a certificate (0644; version 3, CN = the host, SAN = all names,
 * nothing else) at paths where no file is yet. 0, or -1 with *why, a static text; errno says more
 * where it is not 0. */
int cert_create(const struct cert_hosts *hosts, const char *crt_path, const char *key_path,
                const char **why);

/* Makes a new certificate for the key that is there, in the place of the old one, whose names it
 * keeps where hosts names the host alone. The same. */
int cert_renew(const struct cert_hosts *hosts, const char *crt_path, const char *key_path,
               const char **why);

/* Whether the certificate names the host, a name in ASCII or an address. */
bool cert_names(X509 *cert, const char *host);

#endif
