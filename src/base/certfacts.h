/* What a certificate says of itself, as readers' clients show it. */
#ifndef BASE_CERTFACTS_H
#define BASE_CERTFACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

enum {
	CERTFACTS_HEX_SIZE = 65 /* SHA-256 in hexadecimal and a NUL */
};

struct certfacts {
	char fingerprint[CERTFACTS_HEX_SIZE];     /* of the whole certificate (DER) */
	char key_fingerprint[CERTFACTS_HEX_SIZE]; /* of its public key (SubjectPublicKeyInfo) */
	time_t begins, ends;                      /* notBefore, notAfter */
	size_t size;                              /* bytes of DER */
};

/* Of the first certificate in a PEM file. 0, or -1 with *why, a static text; errno says more where
 * it is not 0. */
int certfacts_read(const char *crt_path, struct certfacts *facts, const char **why);

/* Whether it names the host, a name in ASCII or an address. */
bool certfacts_name(const char *crt_path, const char *host);

#endif
