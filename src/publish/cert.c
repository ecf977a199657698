/* kapsula cert: a key and a certificate for each host. */
#include "publish/command.h"

#include "base/cert.h"
#include "base/log.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

static void
name_file(char path[static PATH_MAX], const char *dir, const char *host, const char *suffix)
{
	int n = snprintf(path, PATH_MAX, "%s/%s.%s", dir, host, suffix);
	if (n < 0 || n >= PATH_MAX)
		die("%s: the folder's name is too long", dir);
}

static void
tell_failure(const char *host, const char *key_path, const char *why)
{
	if (errno == EEXIST)
		log_line("%s: %s: %s is there already and readers trust it; move it away only if "
		         "you mean to replace it",
		         host, why, key_path);
	else
		log_line("%s: %s%s%s", host, why, errno ? ": " : "", errno ? strerror(errno) : "");
}

static int
make_pair(const char *dir, const char *host)
{
	char crt[PATH_MAX], key[PATH_MAX], hex[CERT_FINGERPRINT_SIZE];
	const char *why;
	name_file(crt, dir, host, "crt");
	name_file(key, dir, host, "key");
	if (cert_create(host, crt, key, &why) < 0) {
		tell_failure(host, key, why);
		return 1;
	}
	if (cert_fingerprint(crt, hex, &why) < 0)
		die("%s: %s", crt, why);
	printf("%s %s sha256:%s\n", crt, key, hex);
	return 0;
}

int
command_cert(int argc, char **argv)
{
	static const struct option options[] = {{"dir", required_argument, NULL, 'd'}, {0}};
	const char *dir = "certs";
	int status = 0, c;
	opterr = 0;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c != 'd')
			die_usage("usage: kapsula cert [--dir DIR] HOST...");
		dir = optarg;
	}
	if (optind == argc)
		die_usage("cert: no host is named; usage: kapsula cert [--dir DIR] HOST...");
	for (int i = optind; i < argc; i++)
		status |= make_pair(dir, argv[i]);
	return status;
}
