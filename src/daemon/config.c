#include "daemon/config.h"

#include "base/host.h"
#include "base/log.h"
#include "daemon/net/listen.h"
#include "daemon/net/sessions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct config defaults = {
    .first_byte_timeout = 30,
    .request_timeout = 60,
    .stall_timeout = 90,
    .drain_timeout = 10,
    .session_lifetime = SESSIONS_SECONDS,
};

char *
config_copy(const char *text)
{
	char *copy = strdup(text);
	if (!copy)
		die("configuration: out of memory");
	return copy;
}

char *
config_host(const char *text)
{
	struct buf ascii = {0};
	bool ok = host_add_ascii(&ascii, str_of(text));
	buf_add_char(&ascii, '\0');
	char *copy = ok && buf_ok(&ascii) ? config_copy(ascii.p) : NULL;
	buf_free(&ascii);
	return copy;
}

void
config_list_add(struct config_list *list, const char *text)
{
	char **grown = realloc(list->list, (list->count + 1) * sizeof *grown);
	if (!grown)
		die("configuration: out of memory");
	list->list = grown;
	list->list[list->count++] = config_copy(text);
}

static void
add_all(struct config_list *list, const struct config_list *from)
{
	for (size_t i = 0; i < from->count; i++)
		config_list_add(list, from->list[i]);
}

void
config_list_free(struct config_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->list[i]);
	free(list->list);
	*list = (struct config_list){0};
}

struct config_capsule *
config_add_capsule(struct config *config)
{
	size_t n = config->capsules_count + 1;
	struct config_capsule *grown = realloc(config->capsules, n * sizeof *grown);
	if (!grown)
		die("configuration: out of memory");
	config->capsules = grown;
	config->capsules_count = n;
	grown[n - 1] = (struct config_capsule){0};
	return &grown[n - 1];
}

static char *
pair_path(const char *certs, const char *host, const char *suffix)
{
	char *path;
	if (asprintf(&path, "%s/%s.%s", certs, host, suffix) < 0)
		die("configuration: out of memory");
	return path;
}

static void
check_addresses(const char *option, const struct config_list *addresses)
{
	struct sockaddr_storage address;
	socklen_t size;
	for (size_t i = 0; i < addresses->count; i++)
		if (listen_read(addresses->list[i], &address, &size) < 0)
			die_usage("%s %s: write an address and a port, such as 0.0.0.0:1965 or "
			          "[::]:1965",
			          option, addresses->list[i]);
}

void
config_use_pair(struct config_capsule *capsule, const char *certs, const char *host)
{
	capsule->certificate = pair_path(certs, host, "crt");
	capsule->key = pair_path(certs, host, "key");
	capsule->makes_pair = true;
}

/* Each host has its own certificate and so is a capsule of its own over the same folder; Gopher
 * knows no hosts and leads to the first. */
static void
add_host(struct config *config, const struct config_arguments *arguments, const char *host)
{
	char *ascii = config_host(host);
	if (!ascii)
		die_usage("--host %s: write a host name or an address", host);
	bool is_first = config->capsules_count == 0;
	struct config_capsule *capsule = config_add_capsule(config);
	config_list_add(&capsule->names, ascii);
	capsule->root = config_copy(arguments->folder);
	add_all(&capsule->gemini, &arguments->gemini);
	if (is_first)
		add_all(&capsule->gopher, &arguments->gopher);
	if (arguments->gemini.count)
		config_use_pair(capsule, arguments->certs, ascii);
	free(ascii);
}

static void
read_arguments(struct config *config, const struct config_arguments *arguments)
{
	check_addresses("--gemini", &arguments->gemini);
	check_addresses("--gopher", &arguments->gopher);
	for (size_t i = 0; i < arguments->hosts.count; i++)
		add_host(config, arguments, arguments->hosts.list[i]);
}

void
config_read(struct config *config, const struct config_arguments *arguments)
{
	char why[CONFIG_WHY_MAX];
	*config = defaults;
	if (!arguments->file)
		read_arguments(config, arguments);
	else if (config_read_file(config, arguments->file, why) < 0)
		die("%s", why);
}

static void
free_capsule(struct config_capsule *capsule)
{
	config_list_free(&capsule->names);
	config_list_free(&capsule->gemini);
	config_list_free(&capsule->gopher);
	config_list_free(&capsule->redirects);
	config_list_free(&capsule->indexes);
	config_list_free(&capsule->gone);
	config_list_free(&capsule->types);
	free(capsule->charset);
	free(capsule->root);
	free(capsule->certificate);
	free(capsule->key);
	free(capsule->language);
}

void
config_free(struct config *config)
{
	for (size_t i = 0; i < config->capsules_count; i++)
		free_capsule(&config->capsules[i]);
	free(config->capsules);
	free(config->user);
	*config = (struct config){0};
}
