#include "base/certfacts.h"

#include "base/cert.h"
#include "check.h"

#include <errno.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/kapsula-facts-XXXXXX";
static char crt[64], key[64];

static int
set_up(void **state)
{
	(void)state;
	const char *why;
	if (!mkdtemp(folder))
		return -1;
	snprintf(crt, sizeof crt, "%s/h.crt", folder);
	snprintf(key, sizeof key, "%s/h.key", folder);
	return cert_create(&(struct cert_hosts){(char *[]){"example.org"}, 1}, crt, key, &why);
}

static int
tear_down(void **state)
{
	(void)state;
	unlink(crt);
	unlink(key);
	return rmdir(folder);
}

static void
assert_is_sha256(const char *hex, const unsigned char *bytes, int n)
{
	unsigned char digest[32];
	char wanted[CERTFACTS_HEX_SIZE];
	assert_true(n > 0);
	assert_int_equal(EVP_Digest(bytes, (size_t)n, digest, NULL, EVP_sha256(), NULL), 1);
	for (size_t i = 0; i < sizeof digest; i++)
		snprintf(wanted + 2 * i, 3, "%02x", digest[i]);
	assert_string_equal(hex, wanted);
}

static void
test_fingerprints_are_sha256_of_certificate_and_key(void **state)
{
	(void)state;
	struct certfacts facts;
	const char *why;
	unsigned char *der = NULL, *spki = NULL;
	assert_int_equal(certfacts_read(crt, &facts, &why), 0);
	FILE *file = fopen(crt, "r");
	X509 *cert = PEM_read_X509(file, NULL, NULL, NULL);
	fclose(file);
	int n = i2d_X509(cert, &der);
	assert_is_sha256(facts.fingerprint, der, n);
	assert_int_equal(facts.size, n);
	n = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(cert), &spki);
	assert_is_sha256(facts.key_fingerprint, spki, n);
	OPENSSL_free(der);
	OPENSSL_free(spki);
	X509_free(cert);
}

static void
test_times_are_those_of_the_certificate(void **state)
{
	(void)state;
	struct certfacts facts;
	const char *why;
	assert_int_equal(certfacts_read(crt, &facts, &why), 0);
	time_t now = time(NULL);
	assert_true(facts.begins < now && now - facts.begins < 2 * 86400);
	assert_true(facts.ends - now > 19LL * 365 * 86400);
}

static void
test_its_names_are_known(void **state)
{
	(void)state;
	assert_true(certfacts_name(crt, "example.org"));
	assert_false(certfacts_name(crt, "www.example.org"));
	assert_false(certfacts_name(crt, "192.0.2.1"));
	assert_false(certfacts_name(key, "example.org"));
	assert_false(certfacts_name("/nowhere/h.crt", "example.org"));
}

static void
test_what_is_no_certificate_is_told(void **state)
{
	(void)state;
	struct certfacts facts;
	const char *why = NULL;
	assert_int_equal(certfacts_read("/nowhere/h.crt", &facts, &why), -1);
	assert_int_equal(errno, ENOENT);
	assert_non_null(why);
	why = NULL;
	assert_int_equal(certfacts_read(key, &facts, &why), -1);
	assert_non_null(why);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_fingerprints_are_sha256_of_certificate_and_key),
	    cmocka_unit_test(test_times_are_those_of_the_certificate),
	    cmocka_unit_test(test_its_names_are_known),
	    cmocka_unit_test(test_what_is_no_certificate_is_told),
	};
	return cmocka_run_group_tests_name("base/certfacts", tests, set_up, tear_down);
}
