/* Files in PEM (RFC 7468) that hold one certificate or one key. */
#ifndef BASE_PEM_H
#define BASE_PEM_H

#include <openssl/types.h>

/* The first one in the file, the caller's to free; NULL with errno, 0 where the file can be read
 * and holds none. OpenSSL's queue of errors is left empty. */
X509 *pem_read_certificate(const char *path);
EVP_PKEY *pem_read_key(const char *path);

/* Writes a new file, to the disk, of mode 0644 or 0600 whatever the umask. 0, or -1 and errno:
 * EEXIST where there is one, else nothing is left of it. */
int pem_write_certificate(const char *path, X509 *cert);
int pem_write_key(const char *path, EVP_PKEY *key);

#endif
