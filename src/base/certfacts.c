#include "base/certfacts.h"

#include "base/cert.h"
#include "base/pem.h"

#include <errno.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <stdio.h>

static void
write_hex(const unsigned char *digest, char hex[static CERTFACTS_HEX_SIZE])
{
	for (size_t i = 0; i < (CERTFACTS_HEX_SIZE - 1) / 2; i++)
		snprintf(hex + 2 * i, 3, "%02x", digest[i]);
}

static bool
read_fingerprints(const X509 *cert, struct certfacts *facts)
{
	unsigned char digest[EVP_MAX_MD_SIZE], *spki = NULL;
	if (X509_digest(cert, EVP_sha256(), digest, NULL) != 1)
		return false;
	write_hex(digest, facts->fingerprint);
	int n = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(cert), &spki);
	bool ok = n > 0 && EVP_Digest(spki, (size_t)n, digest, NULL, EVP_sha256(), NULL) == 1;
	OPENSSL_free(spki);
	if (ok)
		write_hex(digest, facts->key_fingerprint);
	return ok;
}

static bool
read_time(const ASN1_TIME *from, time_t *to)
{
	struct tm parts;
	if (ASN1_TIME_to_tm(from, &parts) != 1)
		return false;
	*to = timegm(&parts);
	return true;
}

static bool
read_facts(X509 *cert, struct certfacts *facts)
{
	int size = i2d_X509(cert, NULL);
	facts->size = size > 0 ? (size_t)size : 0;
	return size > 0 && read_fingerprints(cert, facts) &&
	       read_time(X509_get0_notBefore(cert), &facts->begins) &&
	       read_time(X509_get0_notAfter(cert), &facts->ends);
}

int
certfacts_read(const char *crt_path, struct certfacts *facts, const char **why)
{
	X509 *cert = pem_read_certificate(crt_path);
	*why = errno ? "the certificate cannot be read" : "not a certificate in PEM";
	bool ok = cert && read_facts(cert, facts);
	X509_free(cert);
	return ok ? 0 : -1;
}

bool
certfacts_name(const char *crt_path, const char *host)
{
	X509 *cert = pem_read_certificate(crt_path);
	bool ok = cert && cert_names(cert, host);
	X509_free(cert);
	return ok;
}
