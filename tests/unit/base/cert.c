#include "base/cert.h"

#include "base/host.h"

#include "check.h"

#include <errno.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	PATH_ROOM = 128
};

struct place {
	char folder[32], crt[PATH_ROOM], key[PATH_ROOM];
};

static int
make_place(void **state)
{
	struct place *place = calloc(1, sizeof *place);
	if (!place)
		return -1;
	memcpy(place->folder, "/tmp/kapsula-cert.XXXXXX", 25);
	if (!mkdtemp(place->folder))
		return -1;
	snprintf(place->crt, PATH_ROOM, "%s/host.crt", place->folder);
	snprintf(place->key, PATH_ROOM, "%s/host.key", place->folder);
	*state = place;
	return 0;
}

static int
remove_place(void **state)
{
	struct place *place = *state;
	unlink(place->crt);
	unlink(place->key);
	int result = rmdir(place->folder);
	free(place);
	return result;
}

static char *example_hosts[] = {"example.org"};
static const struct cert_hosts example = {example_hosts, 1};

static int
try_create(const struct place *place, char *host, const char **why)
{
	return cert_create(&(struct cert_hosts){&host, 1}, place->crt, place->key, why);
}

static void
create(const struct place *place, char *host)
{
	const char *why = "";
	if (try_create(place, host, &why) < 0)
		fail_msg("%s: %s", host, why);
}

static X509 *
read_certificate(const struct place *place)
{
	FILE *file = fopen(place->crt, "r");
	assert_non_null(file);
	X509 *cert = PEM_read_X509(file, NULL, NULL, NULL);
	fclose(file);
	assert_non_null(cert);
	return cert;
}

static void
test_modes_whatever_the_umask(void **state)
{
	const struct place *place = *state;
	mode_t before = umask(0);
	create(place, "example.org");
	umask(before);
	struct stat crt, key;
	assert_int_equal(stat(place->crt, &crt), 0);
	assert_int_equal(stat(place->key, &key), 0);
	assert_int_equal(crt.st_mode & 07777, 0644);
	assert_int_equal(key.st_mode & 07777, 0600);
}

static void
test_the_key_fits_the_certificate(void **state)
{
	const struct place *place = *state;
	create(place, "example.org");
	X509 *cert = read_certificate(place);
	FILE *file = fopen(place->key, "r");
	assert_non_null(file);
	EVP_PKEY *key = PEM_read_PrivateKey(file, NULL, NULL, NULL);
	fclose(file);
	assert_non_null(key);
	assert_int_equal(X509_check_private_key(cert, key), 1);
	assert_int_equal(X509_verify(cert, key), 1);
	char group[32];
	assert_int_equal(EVP_PKEY_get_group_name(key, group, sizeof group, NULL), 1);
	assert_string_equal(group, "prime256v1");
	EVP_PKEY_free(key);
	X509_free(cert);
}

static void
test_it_is_small_and_lasts(void **state)
{
	const struct place *place = *state;
	create(place, "example.org");
	X509 *cert = read_certificate(place);
	assert_int_equal(X509_get_version(cert), X509_VERSION_3);
	assert_int_equal(X509_get_ext_count(cert), 1);
	assert_true(i2d_X509(cert, NULL) < 400);
	int days, seconds;
	assert_int_equal(ASN1_TIME_diff(&days, &seconds, NULL, X509_get0_notAfter(cert)), 1);
	assert_true(days >= 10 * 365);
	assert_int_equal(ASN1_TIME_diff(&days, &seconds, X509_get0_notBefore(cert), NULL), 1);
	assert_true(days >= 0 && seconds >= 0);
	X509_free(cert);
}

static void
test_it_names_the_host(void **state)
{
	const struct place *place = *state;
	create(place, "example.org");
	X509 *cert = read_certificate(place);
	assert_int_equal(X509_check_host(cert, "example.org", 0, 0, NULL), 1);
	assert_int_equal(X509_check_host(cert, "example.com", 0, 0, NULL), 0);
	X509_free(cert);
}

static void
test_it_names_an_address(void **state)
{
	const struct place *place = *state;
	create(place, "2001:db8::1");
	X509 *cert = read_certificate(place);
	assert_int_equal(X509_check_ip_asc(cert, "2001:db8::1", 0), 1);
	X509_free(cert);
}

static void
assert_names(const struct place *place, bool has_alias)
{
	X509 *cert = read_certificate(place);
	assert_int_equal(X509_check_host(cert, "example.org", 0, 0, NULL), 1);
	assert_int_equal(X509_check_host(cert, "www.example.org", 0, 0, NULL), has_alias);
	assert_int_equal(X509_check_ip_asc(cert, "192.0.2.1", 0), has_alias);
	X509_free(cert);
}

static void
test_aliases_are_named_and_outlive_a_renewal(void **state)
{
	const struct place *place = *state;
	const char *why;
	char *all[] = {"example.org", "www.example.org", "192.0.2.1"};
	const struct cert_hosts hosts = {all, 3};
	assert_int_equal(cert_create(&hosts, place->crt, place->key, &why), 0);
	assert_names(place, true);
	assert_int_equal(cert_renew(&example, place->crt, place->key, &why), 0);
	assert_names(place, true);
}

static void
test_renewal_can_add_aliases(void **state)
{
	const struct place *place = *state;
	const char *why;
	char *all[] = {"example.org", "www.example.org", "192.0.2.1"};
	const struct cert_hosts hosts = {all, 3};
	create(place, "example.org");
	assert_names(place, false);
	assert_int_equal(cert_renew(&hosts, place->crt, place->key, &why), 0);
	assert_names(place, true);
}

static void
test_renewal_keeps_no_names_of_another_host(void **state)
{
	const struct place *place = *state;
	const char *why;
	create(place, "example.com");
	assert_int_equal(cert_renew(&example, place->crt, place->key, &why), 0);
	assert_names(place, false);
}

static void
test_an_alias_that_is_none_makes_nothing(void **state)
{
	const struct place *place = *state;
	const char *why = NULL;
	char *all[] = {"example.org", "a,DNS:b"};
	const struct cert_hosts hosts = {all, 2};
	assert_int_equal(cert_create(&hosts, place->crt, place->key, &why), -1);
	assert_non_null(why);
	assert_int_equal(access(place->key, F_OK), -1);
}

static void
test_never_over_a_file(void **state)
{
	const struct place *place = *state;
	const char *why;
	struct stat before, after;
	create(place, "example.org");
	assert_int_equal(stat(place->key, &before), 0);
	assert_int_equal(try_create(place, "example.org", &why), -1);
	assert_int_equal(errno, EEXIST);
	assert_int_equal(stat(place->key, &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
	/* No key is left where the certificate could not be made. */
	assert_int_equal(unlink(place->key), 0);
	assert_int_equal(try_create(place, "example.org", &why), -1);
	assert_int_equal(errno, EEXIST);
	assert_int_equal(access(place->key, F_OK), -1);
	assert_int_equal(access(place->crt, F_OK), 0);
}

static void
test_a_missing_folder_is_told(void **state)
{
	const struct place *place = *state;
	char crt[2 * PATH_ROOM], key[2 * PATH_ROOM];
	snprintf(crt, sizeof crt, "%s/none/a.crt", place->folder);
	snprintf(key, sizeof key, "%s/none/a.key", place->folder);
	const char *why = NULL;
	assert_int_equal(cert_create(&example, crt, key, &why), -1);
	assert_int_equal(errno, ENOENT);
	assert_non_null(why);
}

static EVP_PKEY *
public_key(const struct place *place)
{
	X509 *cert = read_certificate(place);
	EVP_PKEY *key = X509_get_pubkey(cert);
	X509_free(cert);
	return key;
}

static void
test_renewal_keeps_the_key(void **state)
{
	const struct place *place = *state;
	const char *why = "";
	create(place, "example.org");
	X509 *old = read_certificate(place);
	EVP_PKEY *old_key = public_key(place);
	assert_int_equal(cert_renew(&example, place->crt, place->key, &why), 0);
	X509 *fresh = read_certificate(place);
	EVP_PKEY *fresh_key = public_key(place);
	assert_int_equal(EVP_PKEY_eq(old_key, fresh_key), 1);
	assert_int_not_equal(X509_cmp(old, fresh), 0);
	X509_free(old);
	X509_free(fresh);
	EVP_PKEY_free(old_key);
	EVP_PKEY_free(fresh_key);
}

static void
test_renewal_without_a_key_changes_nothing(void **state)
{
	const struct place *place = *state;
	const char *why = NULL;
	create(place, "example.org");
	unlink(place->key);
	X509 *old = read_certificate(place);
	assert_int_equal(cert_renew(&example, place->crt, place->key, &why), -1);
	assert_non_null(why);
	X509 *same = read_certificate(place);
	assert_int_equal(X509_cmp(old, same), 0);
	X509_free(old);
	X509_free(same);
}

/* "aaa….example" of n bytes, in labels of 50. */
static void
write_long_host(char *host, size_t n)
{
	memset(host, 'a', n);
	for (size_t i = 50; i + 1 < n; i += 51)
		host[i] = '.';
	host[n] = '\0';
}

static void
test_a_host_said_to_be_valid_gets_a_certificate(void **state)
{
	const struct place *place = *state;
	char host[256];
	const char *why = "";
	for (size_t n = 63; n < sizeof host; n += 38) {
		write_long_host(host, n);
		if (!host_is_valid(str_of(host)))
			continue;
		if (try_create(place, host, &why) < 0)
			fail_msg("%zu bytes: %s", n, why);
		X509 *cert = read_certificate(place);
		assert_int_equal(X509_check_host(cert, host, 0, 0, NULL), 1);
		X509_free(cert);
		unlink(place->crt);
		unlink(place->key);
	}
}

#define in_a_place(test) cmocka_unit_test_setup_teardown(test, make_place, remove_place)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    in_a_place(test_modes_whatever_the_umask),
	    in_a_place(test_the_key_fits_the_certificate),
	    in_a_place(test_it_is_small_and_lasts),
	    in_a_place(test_it_names_the_host),
	    in_a_place(test_it_names_an_address),
	    in_a_place(test_aliases_are_named_and_outlive_a_renewal),
	    in_a_place(test_renewal_can_add_aliases),
	    in_a_place(test_renewal_keeps_no_names_of_another_host),
	    in_a_place(test_an_alias_that_is_none_makes_nothing),
	    in_a_place(test_never_over_a_file),
	    in_a_place(test_a_missing_folder_is_told),
	    in_a_place(test_renewal_keeps_the_key),
	    in_a_place(test_renewal_without_a_key_changes_nothing),
	    in_a_place(test_a_host_said_to_be_valid_gets_a_certificate),
	};
	return cmocka_run_group_tests_name("base/cert", tests, NULL, NULL);
}
