#include "base/pem.h"

#include "base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* What PEM_read_… made of the file. */
static void *
close_read(FILE *file, void *found)
{
	fclose(file);
	errno = 0;
	ERR_clear_error();
	return found;
}

X509 *
pem_read_certificate(const char *path)
{
	FILE *file = fopen(path, "re");
	return file ? close_read(file, PEM_read_X509(file, NULL, NULL, NULL)) : NULL;
}

EVP_PKEY *
pem_read_key(const char *path)
{
	FILE *file = fopen(path, "re");
	return file ? close_read(file, PEM_read_PrivateKey(file, NULL, NULL, NULL)) : NULL;
}

static FILE *
create_file(const char *path, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	if (fd < 0)
		return NULL;
	FILE *file = fchmod(fd, mode) == 0 ? fdopen(fd, "w") : NULL;
	if (!file) {
		fd_close(fd);
		fd_unlink(AT_FDCWD, path);
	}
	return file;
}

static int
finish_file(const char *path, FILE *file, bool is_written)
{
	bool ok = is_written && fflush(file) == 0 && fsync(fileno(file)) == 0;
	if (fclose(file) == 0 && ok)
		return 0;
	fd_unlink(AT_FDCWD, path);
	return -1;
}

int
pem_write_key(const char *path, EVP_PKEY *key)
{
	FILE *file = create_file(path, 0600);
	return file ? finish_file(path, file,
	                          PEM_write_PKCS8PrivateKey(file, key, NULL, NULL, 0, NULL, NULL) ==
	                              1)
	            : -1;
}

int
pem_write_certificate(const char *path, X509 *cert)
{
	FILE *file = create_file(path, 0644);
	return file ? finish_file(path, file, PEM_write_X509(file, cert) == 1) : -1;
}
