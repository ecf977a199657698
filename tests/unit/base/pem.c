#include "base/pem.h"

#include "base/cert.h"
#include "check.h"

#include <errno.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/kapsula-pem-XXXXXX";
static char crt[64], key[64], copy[64];

static int
set_up(void **state)
{
	(void)state;
	const char *why;
	if (!mkdtemp(folder))
		return -1;
	snprintf(crt, sizeof crt, "%s/h.crt", folder);
	snprintf(key, sizeof key, "%s/h.key", folder);
	snprintf(copy, sizeof copy, "%s/copy", folder);
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
what_is_written_is_read_again(void **state)
{
	(void)state;
	X509 *cert = pem_read_certificate(crt);
	assert_non_null(cert);
	assert_int_equal(pem_write_certificate(copy, cert), 0);
	X509 *same = pem_read_certificate(copy);
	assert_int_equal(X509_cmp(cert, same), 0);
	unlink(copy);
	X509_free(cert);
	X509_free(same);
	EVP_PKEY *pair = pem_read_key(key);
	assert_non_null(pair);
	assert_int_equal(pem_write_key(copy, pair), 0);
	EVP_PKEY *twin = pem_read_key(copy);
	assert_int_equal(EVP_PKEY_eq(pair, twin), 1);
	unlink(copy);
	EVP_PKEY_free(pair);
	EVP_PKEY_free(twin);
}

static void
what_is_not_there_and_what_is_no_pem_are_told_apart(void **state)
{
	(void)state;
	assert_null(pem_read_certificate("/nowhere/h.crt"));
	assert_int_equal(errno, ENOENT);
	assert_null(pem_read_key("/nowhere/h.key"));
	assert_int_equal(errno, ENOENT);
	assert_null(pem_read_certificate(key));
	assert_int_equal(errno, 0);
	assert_null(pem_read_key(crt));
	assert_int_equal(errno, 0);
	assert_int_equal(ERR_peek_error(), 0);
}

static void
nothing_is_written_over(void **state)
{
	(void)state;
	struct stat before, after;
	X509 *cert = pem_read_certificate(crt);
	assert_int_equal(stat(key, &before), 0);
	assert_int_equal(pem_write_certificate(key, cert), -1);
	assert_int_equal(errno, EEXIST);
	assert_int_equal(stat(key, &after), 0);
	assert_int_equal(before.st_size, after.st_size);
	X509_free(cert);
}

/* Nothing is left of a file that the disk has no room for. */
static void
what_cannot_be_written_whole_is_removed(void **state)
{
	(void)state;
	X509 *cert = pem_read_certificate(crt);
	struct rlimit limit;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	struct rlimit small = {16, limit.rlim_max};
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	int end = pem_write_certificate(copy, cert), error = errno;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	signal(SIGXFSZ, SIG_DFL);
	assert_int_equal(end, -1);
	assert_int_equal(error, EFBIG);
	assert_int_equal(access(copy, F_OK), -1);
	X509_free(cert);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_written_is_read_again),
	    cmocka_unit_test(what_is_not_there_and_what_is_no_pem_are_told_apart),
	    cmocka_unit_test(nothing_is_written_over),
	    cmocka_unit_test(what_cannot_be_written_whole_is_removed),
	};
	return cmocka_run_group_tests_name("base/pem", tests, set_up, tear_down);
}
