/* Certificates for trust on first use: one P-256 key and one self-signed certificate a host. */
#ifndef BASE_CERT_H
#define BASE_CERT_H

#include "base/str.h"

enum {
	CERT_YEARS = 20 /* clients pin until the end, so the end is far away */
};

/* Whether a certificate can be made for host, and files be named after it: a DNS name in ASCII or
 * an IP address. */
bool cert_host_is_valid(struct str host);

/* Makes a key (mode 0600) and a certificate (0644; version 3, CN = SAN = host, nothing else) at
 * paths where no file is yet. 0, or -1 with *why, a static text; errno says more where it is not 0.
 */
int cert_create(const char *host, const char *crt_path, const char *key_path, const char **why);

/* Makes a new certificate for the key that is there, in the place of the old one. The same. */
int cert_renew(const char *host, const char *crt_path, const char *key_path, const char **why);

#endif
