/* kapsula cert: makes, shows and renews the key and certificate of each host. */
#include "publish/command.h"

#include "base/cert.h"
#include "base/certfacts.h"
#include "base/host.h"
#include "base/log.h"
#include "publish/handshake.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char usage[] =
    "usage: kapsula cert [--show | --renew] [--dir DIR] [--alias NAME]... HOST...";

enum {
	HOSTS_MAX = 64
};

struct pair {
	char *hosts[HOSTS_MAX]; /* owned: its name, then its aliases */
	size_t count;
	char crt[PATH_MAX], key[PATH_MAX];
};

static void
add_host(struct pair *pair, const char *host)
{
	struct buf ascii = {0};
	if (pair->count == HOSTS_MAX)
		die_usage("cert: at most %d names fit into a certificate", HOSTS_MAX);
	if (!host_add_ascii(&ascii, str_of(host)))
		die_usage("%s: neither a host name nor an address", host);
	buf_add_char(&ascii, '\0');
	if (!buf_ok(&ascii))
		die("cert: out of memory");
	pair->hosts[pair->count++] = ascii.p;
}

static void
free_hosts(struct pair *pair)
{
	for (size_t i = 0; i < pair->count; i++)
		free(pair->hosts[i]);
}

static void
name_file(char path[static PATH_MAX], const char *dir, const char *host, const char *suffix)
{
	int n = snprintf(path, PATH_MAX, "%s/%s.%s", dir, host, suffix);
	if (n < 0 || n >= PATH_MAX)
		die("%s: the folder's name is too long", dir);
}

static void
tell_failure(const struct pair *pair, const char *why)
{
	const char *colon = errno ? ": " : "", *reason = errno ? strerror(errno) : "";
	if (errno == EEXIST)
		log_line("%s: %s: %s is there already and readers trust it; --renew keeps the key, "
		         "and only a key that is lost needs moving away",
		         pair->hosts[0], why, pair->key);
	else
		log_line("%s: %s%s%s", pair->hosts[0], why, colon, reason);
}

/* Clients pin the one or the other, and show it each in its own way. */
static void
print_fingerprints(const struct certfacts *facts)
{
	char capitals[CERTFACTS_HEX_SIZE];
	for (size_t i = 0; i < sizeof capitals; i++)
		capitals[i] = (char)toupper((unsigned char)facts->key_fingerprint[i]);
	printf("  public key   %s (SHA-256, as Lagrange shows it)\n", facts->key_fingerprint);
	printf("               %s (the same, as amfora keeps it)\n", capitals);
	printf("  certificate  %s (SHA-256, %zu bytes)\n", facts->fingerprint, facts->size);
}

static void
print_dates(const struct certfacts *facts)
{
	char begins[16], ends[16];
	strftime(begins, sizeof begins, "%Y-%m-%d", gmtime(&facts->begins));
	strftime(ends, sizeof ends, "%Y-%m-%d", gmtime(&facts->ends));
	printf("  valid        from %s until %s\n", begins, ends);
}

static int
show_pair(const struct pair *pair)
{
	struct certfacts facts;
	struct handshake handshake;
	const char *why;
	if (certfacts_read(pair->crt, &facts, &why) < 0) {
		tell_failure(pair, why);
		return 1;
	}
	printf("%s\n  files        %s, %s\n", pair->hosts[0], pair->crt, pair->key);
	print_dates(&facts);
	print_fingerprints(&facts);
	if (handshake_measure(pair->crt, pair->key, &handshake) == 0)
		printf("  handshake    %zu bytes to the reader, %zu back\n", handshake.from_server,
		       handshake.from_client);
	return 0;
}

static int
make_pair(const struct pair *pair)
{
	const struct cert_hosts hosts = {pair->hosts, pair->count};
	const char *why;
	if (cert_create(&hosts, pair->crt, pair->key, &why) == 0)
		return show_pair(pair);
	tell_failure(pair, why);
	return 1;
}

static int
renew_pair(const struct pair *pair)
{
	const struct cert_hosts hosts = {pair->hosts, pair->count};
	const char *why;
	if (cert_renew(&hosts, pair->crt, pair->key, &why) == 0)
		return show_pair(pair);
	tell_failure(pair, why);
	return 1;
}

static int
act_on(const char *host, int (*act)(const struct pair *), const char *dir,
       const struct pair *aliases)
{
	struct pair pair = {0};
	add_host(&pair, host);
	for (size_t i = 0; i < aliases->count; i++)
		add_host(&pair, aliases->hosts[i]);
	name_file(pair.crt, dir, pair.hosts[0], "crt");
	name_file(pair.key, dir, pair.hosts[0], "key");
	int status = act(&pair);
	free_hosts(&pair);
	return status;
}

int
command_cert(int argc, char **argv)
{
	static const struct option options[] = {{"dir", required_argument, NULL, 'd'},
	                                        {"alias", required_argument, NULL, 'a'},
	                                        {"show", no_argument, NULL, 's'},
	                                        {"renew", no_argument, NULL, 'r'},
	                                        {0}};
	int (*act)(const struct pair *) = make_pair;
	const char *dir = "certs";
	struct pair aliases = {0};
	int status = 0, c;
	opterr = 0;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'd')
			dir = optarg;
		else if (c == 'a')
			add_host(&aliases, optarg);
		else if ((c == 's' || c == 'r') && act == make_pair)
			act = c == 's' ? show_pair : renew_pair;
		else
			die_usage("%s", usage);
	}
	if (optind == argc)
		die_usage("cert: no host is named; %s", usage);
	for (int i = optind; i < argc; i++)
		status |= act_on(argv[i], act, dir, &aliases);
	free_hosts(&aliases);
	return fflush(stdout) == 0 ? status : 1;
}
