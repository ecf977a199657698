#include "base/cert.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	HOST_MAX = 253, /* bytes; RFC 1035 2.3.4 */
	LABEL_MAX = 63,
	CN_MAX = 64, /* RFC 5280 A.1: ub-common-name */
	X509_VERSION_3_CODE = 2,
	DAYS_BACK = 1, /* for readers whose clock is behind */
	DAYS_A_YEAR_TIMES_4 = 1461
};

static bool
is_address(const char *host)
{
	unsigned char bytes[sizeof(struct in6_addr)];
	return inet_pton(AF_INET, host, bytes) == 1 || inet_pton(AF_INET6, host, bytes) == 1;
}

/* RFC 1123 2.1 */
static bool
is_label(struct str label)
{
	if (label.n == 0 || label.n > LABEL_MAX || label.p[0] == '-' || str_ends(label, STR("-")))
		return false;
	for (size_t i = 0; i < label.n; i++) {
		char c = label.p[i];
		bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		if (!is_letter && !(c >= '0' && c <= '9') && c != '-')
			return false;
	}
	return true;
}

bool
cert_host_is_valid(struct str host)
{
	char copy[HOST_MAX + 1];
	if (host.n == 0 || host.n > HOST_MAX || str_has(host, '\0') || str_ends(host, STR(".")))
		return false;
	memcpy(copy, host.p, host.n);
	copy[host.n] = '\0';
	if (is_address(copy))
		return true;
	while (host.n)
		if (!is_label(str_cut(&host, '.')))
			return false;
	return true;
}

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

static bool
set_names(X509 *cert, const char *host)
{
	X509_NAME *name = X509_get_subject_name(cert);
	const unsigned char *bytes = (const unsigned char *)host;
	/* A name too long for CN stands in the SAN alone, which is what clients check. */
	if (strlen(host) <= CN_MAX &&
	    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, bytes, -1, -1, 0) != 1)
		return false;
	if (X509_set_issuer_name(cert, name) != 1)
		return false;
	char value[HOST_MAX + sizeof "DNS:"];
	snprintf(value, sizeof value, "%s:%s", is_address(host) ? "IP" : "DNS", host);
	X509_EXTENSION *san = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, value);
	bool ok = san && X509_add_ext(cert, san, -1) == 1;
	X509_EXTENSION_free(san);
	return ok;
}

static X509 *
make_certificate(const char *host, EVP_PKEY *key)
{
	X509 *cert = X509_new();
	if (cert && X509_set_version(cert, X509_VERSION_3_CODE) == 1 && set_serial(cert) &&
	    set_lifetime(cert) && set_names(cert, host) && X509_set_pubkey(cert, key) == 1 &&
	    X509_sign(cert, key, EVP_sha256()) > 0)
		return cert;
	X509_free(cert);
	return NULL;
}

/* A new file of that mode whatever the umask; NULL and errno, EEXIST where there is one. */
static FILE *
create_file(const char *path, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	if (fd < 0)
		return NULL;
	FILE *file = fchmod(fd, mode) == 0 ? fdopen(fd, "w") : NULL;
	if (!file)
		close(fd);
	return file;
}

/* Whether all of it is on the disk. */
static bool
finish_file(FILE *file, bool written)
{
	bool ok = written && fflush(file) == 0 && fsync(fileno(file)) == 0;
	return fclose(file) == 0 && ok;
}

static int
write_key(const char *path, EVP_PKEY *key)
{
	FILE *file = create_file(path, 0600);
	if (!file)
		return -1;
	if (finish_file(file, PEM_write_PKCS8PrivateKey(file, key, NULL, NULL, 0, NULL, NULL) == 1))
		return 0;
	unlink(path);
	return -1;
}

static int
write_certificate(const char *path, X509 *cert)
{
	FILE *file = create_file(path, 0644);
	if (!file)
		return -1;
	if (finish_file(file, PEM_write_X509(file, cert) == 1))
		return 0;
	unlink(path);
	return -1;
}

static int
write_pair(const char *crt_path, X509 *cert, const char *key_path, EVP_PKEY *key, const char **why)
{
	if (write_key(key_path, key) < 0) {
		*why = "the key cannot be written";
		return -1;
	}
	if (write_certificate(crt_path, cert) < 0) {
		int error = errno;
		unlink(key_path);
		errno = error;
		*why = "the certificate cannot be written";
		return -1;
	}
	return 0;
}

int
cert_create(const char *host, const char *crt_path, const char *key_path, const char **why)
{
	errno = 0;
	if (!cert_host_is_valid(str_of(host))) {
		*why = "not a host name in ASCII, nor an address";
		return -1;
	}
	int result = -1;
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *cert = key ? make_certificate(host, key) : NULL;
	if (cert)
		result = write_pair(crt_path, cert, key_path, key, why);
	else
		*why = "OpenSSL makes no certificate for it";
	X509_free(cert);
	EVP_PKEY_free(key);
	return result;
}

static EVP_PKEY *
read_key(const char *path)
{
	FILE *file = fopen(path, "re");
	EVP_PKEY *key = file ? PEM_read_PrivateKey(file, NULL, NULL, NULL) : NULL;
	if (file)
		fclose(file);
	return key;
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
	if (write_certificate(fresh, cert) < 0)
		return -1;
	if (rename(fresh, path) == 0)
		return 0;
	int error = errno;
	unlink(fresh);
	errno = error;
	return -1;
}

int
cert_renew(const char *host, const char *crt_path, const char *key_path, const char **why)
{
	int result = -1;
	errno = 0;
	*why = "not a host name in ASCII, nor an address";
	if (!cert_host_is_valid(str_of(host)))
		return -1;
	*why = "the key cannot be read";
	EVP_PKEY *key = read_key(key_path);
	X509 *cert = key ? make_certificate(host, key) : NULL;
	if (cert) {
		*why = "the certificate cannot be written";
		result = replace_certificate(crt_path, cert);
	}
	X509_free(cert);
	EVP_PKEY_free(key);
	return result;
}
