/* kapsulad: serves finished capsules over Gemini and Gopher. */
#include "base/log.h"
#include "daemon/config.h"
#include "daemon/inherit.h"
#include "daemon/sandbox.h"
#include "daemon/server.h"
#include "daemon/site/shelf.h"
#include "daemon/supervise.h"

#include <getopt.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum {
	DESCRIPTORS_RESERVED = 32,                /* for listeners and the loop */
	DESCRIPTORS_A_CAPSULE = SHELF_PLACES + 4, /* the folders besides */
	DESCRIPTORS_A_CONNECTION = 2,             /* a socket and a file */
	CONNECTIONS_DEFAULT = 8192                /* 512 MB hold them, whatever they do */
};

static const char help[] =
    "usage: kapsulad [-n] -c FILE\n"
    "       kapsulad [-n] [--gemini ADDR:PORT]... [--gopher ADDR:PORT]... [--certs DIR]\n"
    "                [--host NAME]... DIR\n"
    "Serves DIR, a folder that `kapsula build` made or one with pages, over Gemini and Gopher.\n"
    "  -c FILE             read the configuration from FILE; see kapsulad.conf(5)\n"
    "  -n                  check the configuration, serve nothing\n"
    "  --gemini ADDR:PORT  without both: [::] and 0.0.0.0 on port 1965\n"
    "  --gopher ADDR:PORT  and 70\n"
    "  --certs DIR         holds HOST.crt and HOST.key, which are made when missing (certs)\n"
    "  --host NAME         a name under which the capsule is reached (localhost)\n"
    "  --help, --version\n";

enum option_code {
	OPTION_GEMINI = 256,
	OPTION_GOPHER,
	OPTION_CERTS,
	OPTION_HOST,
	OPTION_HELP,
	OPTION_VERSION
};

static const struct option options[] = {
    {"gemini", required_argument, NULL, OPTION_GEMINI},
    {"gopher", required_argument, NULL, OPTION_GOPHER},
    {"certs", required_argument, NULL, OPTION_CERTS},
    {"host", required_argument, NULL, OPTION_HOST},
    {"help", no_argument, NULL, OPTION_HELP},
    {"version", no_argument, NULL, OPTION_VERSION},
    {0},
};

static void
say_and_exit(const char *text)
{
	fputs(text, stdout);
	exit(fflush(stdout) == 0 ? 0 : 1);
}

static void
read_option(int code, const char *word, struct config_arguments *arguments, bool *checks_only)
{
	switch (code) {
	case 'c':
		arguments->file = optarg;
		break;
	case 'n':
		*checks_only = true;
		break;
	case OPTION_GEMINI:
		config_list_add(&arguments->gemini, optarg);
		break;
	case OPTION_GOPHER:
		config_list_add(&arguments->gopher, optarg);
		break;
	case OPTION_CERTS:
		arguments->certs = optarg;
		break;
	case OPTION_HOST:
		config_list_add(&arguments->hosts, optarg);
		break;
	case OPTION_HELP:
		say_and_exit(help);
		break;
	case OPTION_VERSION:
		say_and_exit("kapsulad " KAPSULA_VERSION "\n");
		break;
	default:
		die_usage("\"%s\" is no option, or lacks its value; see kapsulad --help", word);
	}
}

static void
set_defaults(struct config_arguments *arguments)
{
	if (arguments->gemini.count + arguments->gopher.count == 0) {
		config_list_add(&arguments->gemini, "[::]:1965");
		config_list_add(&arguments->gemini, "0.0.0.0:1965");
		config_list_add(&arguments->gopher, "[::]:70");
		config_list_add(&arguments->gopher, "0.0.0.0:70");
	}
	if (arguments->hosts.count == 0)
		config_list_add(&arguments->hosts, "localhost");
}

static void
read_arguments(int argc, char **argv, struct config_arguments *arguments, bool *checks_only)
{
	int code;
	opterr = 0;
	while ((code = getopt_long(argc, argv, "nc:", options, NULL)) != -1)
		read_option(code, argv[optind - 1], arguments, checks_only);
	bool has_rest = optind < argc || arguments->gemini.count || arguments->gopher.count ||
	                arguments->hosts.count;
	if (arguments->file && has_rest)
		die_usage("-c FILE stands alone: write the rest into the file");
	if (arguments->file)
		return;
	if (optind + 1 != argc)
		die_usage("name one folder to serve, or -c FILE; see kapsulad --help");
	arguments->folder = argv[optind];
	set_defaults(arguments);
}

static void
free_arguments(struct config_arguments *arguments)
{
	config_list_free(&arguments->gemini);
	config_list_free(&arguments->gopher);
	config_list_free(&arguments->hosts);
}

/* Files that a worker has open whoever is connected. */
static size_t
files_reserved(const struct config *config)
{
	return DESCRIPTORS_RESERVED + config->capsules_count * DESCRIPTORS_A_CAPSULE;
}

/* Files that a process may have open, once that is as many as the system lets it have. */
static size_t
raise_file_limit(const struct config *config)
{
	struct rlimit files;
	if (getrlimit(RLIMIT_NOFILE, &files) < 0)
		die("reading the limit of open files:");
	files.rlim_cur = files.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &files) < 0)
		die("raising the limit of open files:");
	if (files.rlim_cur <= files_reserved(config) + DESCRIPTORS_A_CONNECTION)
		die("the limit of open files is too low; raise it (ulimit -n 1024)");
	return files.rlim_cur;
}

/* Each worker's part of what all of them may have; at least one. */
static size_t
part_of(size_t whole, size_t workers)
{
	return (whole + workers - 1) / workers;
}

/* As many connections of a worker as the configuration and its files allow. */
static size_t
connections_allowed(const struct config *config, size_t workers, size_t files)
{
	size_t reserved = files_reserved(config);
	size_t allowed = (files - reserved) / DESCRIPTORS_A_CONNECTION;
	size_t most = config->max_connections ? config->max_connections : CONNECTIONS_DEFAULT;
	size_t wanted = part_of(most, workers);
	if (wanted <= allowed)
		return wanted;
	if (config->max_connections)
		log_line("max-connections %zu needs %zu open files a worker, and the system lets "
		         "it have %zu: %zu connections at once; raise that (LimitNOFILE, ulimit "
		         "-Hn)",
		         most, wanted * DESCRIPTORS_A_CONNECTION + reserved, files,
		         allowed * workers);
	return allowed;
}

/* One worker a core, unless the configuration says how many. */
static size_t
count_workers(const struct config *config)
{
	cpu_set_t cores;
	if (config->workers)
		return config->workers;
	return sched_getaffinity(0, sizeof cores, &cores) == 0 ? (size_t)CPU_COUNT(&cores) : 1;
}

static int
serve(const struct server *server, char **argv)
{
	const struct config *config = server->config;
	size_t files = raise_file_limit(config);
	const struct supervise_options supervision = {
	    .server = server,
	    .argv = argv,
	    .worker =
	        {
	            .listeners = server->listeners,
	            .listeners_count = server->listeners_count,
	            .workers = server->workers,
	            .max_connections = connections_allowed(config, server->workers, files),
	            .descriptors = files,
	            .max_per_prefix = part_of(config->max_per_prefix, server->workers),
	            .patience =
	                {
	                    [WAIT_FIRST_BYTE] = config->first_byte_timeout * 1000LL,
	                    [WAIT_REQUEST] = config->request_timeout * 1000LL,
	                    [WAIT_READER] = config->stall_timeout * 1000LL,
	                    [WAIT_END] = config->drain_timeout * 1000LL,
	                },
	            .log_address = config->log_address,
	            .farewell = config->drain_timeout * 1000LL,
	        },
	};
	char why[SANDBOX_WHY_MAX];
	if (sandbox_keep_watch(why) < 0)
		die("%s", why);
	log_never_wait();
	server_announce(server);
	const char *gap = sandbox_gap();
	if (gap)
		log_line("%s", gap);
	return supervise_run(&supervision);
}

int
main(int argc, char **argv)
{
	log_open("kapsulad");
	struct config_arguments arguments = {.certs = "certs"};
	struct config config;
	struct inherit inherit;
	char why[SERVER_WHY_MAX];
	struct server server = {.config = &config, .inherit = &inherit};
	int result = 0;
	inherit_take(&inherit);
	read_arguments(argc, argv, &arguments, &server.checks_only);
	config_read(&config, &arguments);
	server.workers = count_workers(&config);
	if (server_open(&server, why) < 0)
		die("%s", why);
	inherit_drop(&inherit);
	/* Whether a worker could read it all; -n has nothing else to do with its rights. */
	if (server.checks_only && server_drop_rights(&server, why) < 0)
		die("%s", why);
	if (!server.checks_only)
		result = serve(&server, argv);
	server_close(&server);
	config_free(&config);
	free_arguments(&arguments);
	return result == 0 ? 0 : 1;
}
