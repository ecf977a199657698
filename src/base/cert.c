#include "base/cert.h"

#include "base/buf.h"
#include "base/fd.h"
#include "base/host.h"
#include "base/pem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>

enum {
	CN_MAX = 64, /* RFC 5280 A.1: ub-common-name */
	X509_VERSION_3_CODE = 2,
	DAYS_BACK = 1, /* for readers whose clock is behind */
	DAYS_A_YEAR_TIMES_4 = 1461
};

static const char no_certificate[] = "OpenSSL makes no certificate for it";

static bool
set_serial(X509 *cert)
{
	uint64_t serial;
	if (RAND_bytes((unsigned char *)&serial, sizeof serial) != 1)
		return false;
	return ASN1_INTEGER_set_uint64(X509_get_serialNumber(cert), serial >> 1) == 1;
}

static bool
set_lifetime(X509 *cert)
{
	return X509_time_adj_ex(X509_getm_notBefore(cert), -DAYS_BACK, 0, NULL) &&
	       X509_time_adj_ex(X509_getm_notAfter(cert), CERT_YEARS * DAYS_A_YEAR_TIMES_4 / 4, 0,
	                        NULL);
}

/* "DNS:a,IP:b", as OpenSSL reads subjectAltName; no valid host has a comma in it. */
static X509_EXTENSION *
make_alt_names(const struct cert_hosts *hosts)
{
	struct buf names = {0};
	for (size_t i = 0; i < hosts->count; i++) {
		struct str host = str_of(hosts->list[i]);
		buf_add_str(&names, i ? STR(",") : STR_NONE);
		buf_add_str(&names, host_is_address(host) ? STR("IP:") : STR("DNS:"));
		buf_add_str(&names, host);
	}
	buf_add_char(&names, '\0');
	X509_EXTENSION *extension = NULL;
	if (buf_ok(&names))
		extension = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, names.p);
	buf_free(&names);
	return extension;
}

bool
cert_names(X509 *cert, const char *host)
{
	return X509_check_host(cert, host, 0, 0, NULL) == 1 ||
	       X509_check_ip_asc(cert, host, 0) == 1;
}

/* The names of the old certificate, which may have been made with aliases, where it is the host's.
 */
static X509_EXTENSION *
keep_alt_names(X509 *old, const char *host)
{
	int at = old ? X509_get_ext_by_NID(old, NID_subject_alt_name, -1) : -1;
	if (at < 0 || !cert_names(old, host))
		return NULL;
	return X509_EXTENSION_dup(X509_get_ext(old, at));
}

static bool
set_names(X509 *cert, const struct cert_hosts *hosts, X509 *old)
{
	X509_NAME *name = X509_get_subject_name(cert);
	const char *host = hosts->list[0];
	/* A name too long for CN stands in the SAN alone, which is what clients check. */
	if (strlen(host) <= CN_MAX &&
	    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const unsigned char *)host, -1,
	                               -1, 0) != 1)
		return false;
	if (X509_set_issuer_name(cert, name) != 1)
		return false;
	X509_EXTENSION *san = hosts->count == 1 ? keep_alt_names(old, host) : NULL;
	if (!san)
		san = make_alt_names(hosts);
	bool ok = san && X509_add_ext(cert, san, -1) == 1;
	X509_EXTENSION_free(san);
	return ok;
}

static X509 *
make_certificate(const struct cert_hosts *hosts, EVP_PKEY *key, X509 *old)
{
	X509 *cert = X509_new();
	if (cert && X509_set_version(cert, X509_VERSION_3_CODE) == 1 && set_serial(cert) &&
	    set_lifetime(cert) && set_names(cert, hosts, old) && X509_set_pubkey(cert, key) == 1 &&
	    X509_sign(cert, key, EVP_sha256()) > 0)
		return cert;
	X509_free(cert);
	return NULL;
}

static bool
are_valid(const struct cert_hosts *hosts, const char **why)
{
	errno = 0;
	*why = "not a host name in ASCII, nor an address";
	for (size_t i = 0; i < hosts->count; i++)
		if (!host_is_valid(str_of(hosts->list[i])))
			return false;
	return hosts->count > 0;
}

static int
write_pair(const char *crt_path, X509 *cert, const char *key_path, EVP_PKEY *key, const char **why)
{
	if (pem_write_key(key_path, key) < 0) {
		*why = "the key cannot be written";
		return -1;
	}
	if (pem_write_certificate(crt_path, cert) < 0) {
		fd_unlink(AT_FDCWD, key_path);
		*why = "the certificate cannot be written";
		return -1;
	}
	return 0;
}

int
cert_create(const struct cert_hosts *hosts, const char *crt_path, const char *key_path,
            const char **why)
{
	int result = -1;
	if (!are_valid(hosts, why))
		return -1;
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *cert = key ? make_certificate(hosts, key, NULL) : NULL;
	if (cert)
		result = write_pair(crt_path, cert, key_path, key, why);
	else
		*why = no_certificate;
	X509_free(cert);
	EVP_PKEY_free(key);
	return result;
}

/* Written beside it and renamed over it, so that there is one at every moment. */
static int
replace_certificate(const char *path, X509 *cert)
{
	char fresh[PATH_MAX];
	int n = snprintf(fresh, sizeof fresh, "%s.new", path);
	if (n < 0 || (size_t)n >= sizeof fresh) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if (pem_write_certificate(fresh, cert) < 0)
		return -1;
	if (rename(fresh, path) == 0)
		return 0;
	fd_unlink(AT_FDCWD, fresh);
	return -1;
}

int
cert_renew(const struct cert_hosts *hosts, const char *crt_path, const char *key_path,
           const char **why)
{
	int result = -1;
	if (!are_valid(hosts, why))
		return -1;
	*why = "the key cannot be read, or is not PEM";
	EVP_PKEY *key = pem_read_key(key_path);
	if (!key)
		return -1;
	X509 *old = pem_read_certificate(crt_path);
	X509 *cert = make_certificate(hosts, key, old);
	*why = no_certificate;
	if (cert) {
		*why = "the certificate cannot be written";
		result = replace_certificate(crt_path, cert);
	}
	X509_free(cert);
	X509_free(old);
	EVP_PKEY_free(key);
	return result;
}
