#include "daemon/config_check.h"

#include "base/lang.h"
#include "base/str.h"
#include "daemon/config.h"
#include "daemon/net/listen.h"
#include "daemon/site/mime.h"
#include "daemon/site/redirect.h"

#include <ctype.h>
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	TIMEOUT_MAX = 24 * 60 * 60, /* seconds */
	WORKERS_MAX = 256,
	CONNECTIONS_MAX = 1000000,
	INDEX_MAX = 15 /* bytes of a file's name */
};

static const char *
last_value(cfg_opt_t *option)
{
	return cfg_opt_getnstr(option, cfg_opt_size(option) - 1);
}

static void
check_number(cfg_t *cfg, cfg_opt_t *option, int most, const char *what)
{
	long value = cfg_opt_getnint(option, 0);
	if (value < 1 || value > most)
		cfg_error(cfg, "%s: write a number%s from 1 to %d", cfg_opt_name(option), what,
		          most);
}

static int
check_timeout(cfg_t *cfg, cfg_opt_t *option)
{
	check_number(cfg, option, TIMEOUT_MAX, " of seconds");
	return 0;
}

static int
check_connections(cfg_t *cfg, cfg_opt_t *option)
{
	check_number(cfg, option, CONNECTIONS_MAX, "");
	return 0;
}

int
config_check_workers(const char *text, unsigned *workers)
{
	unsigned long number = 0;
	bool is_auto = strcmp(text, "auto") == 0;
	if (!is_auto && (str_number(str_of(text), WORKERS_MAX, &number) < 0 || number == 0))
		return -1;
	*workers = (unsigned)number;
	return 0;
}

static int
check_workers(cfg_t *cfg, cfg_opt_t *option)
{
	unsigned workers;
	if (config_check_workers(last_value(option), &workers) < 0)
		cfg_error(cfg, "workers: write auto, or a number from 1 to %d", WORKERS_MAX);
	return 0;
}

int
config_check_form(const char *text, enum address_form *form)
{
	static const char *const forms[] = {
	    [ADDRESS_NONE] = "none",
	    [ADDRESS_PREFIX] = "prefix",
	    [ADDRESS_WHOLE] = "whole",
	};
	for (int i = 0; i < (int)(sizeof forms / sizeof *forms); i++)
		if (strcmp(text, forms[i]) == 0) {
			*form = (enum address_form)i;
			return 0;
		}
	return -1;
}

static int
check_form(cfg_t *cfg, cfg_opt_t *option)
{
	enum address_form form;
	if (config_check_form(last_value(option), &form) < 0)
		cfg_error(cfg, "log-address: write none, prefix or whole");
	return 0;
}

static int
check_address(cfg_t *cfg, cfg_opt_t *option)
{
	struct sockaddr_storage address;
	socklen_t size;
	const char *text = last_value(option);
	if (listen_read(text, &address, &size) < 0)
		cfg_error(cfg,
		          "%s \"%s\": write an address and a port, such as \"0.0.0.0:1965\" or "
		          "\"[::]:1965\"",
		          cfg_opt_name(option), text);
	return 0;
}

static bool
is_host(const char *text)
{
	char *ascii = config_host(text);
	free(ascii);
	return ascii != NULL;
}

static int
check_host(cfg_t *cfg, cfg_opt_t *option)
{
	const char *text = last_value(option);
	if (!is_host(text))
		cfg_error(cfg, "%s \"%s\": write a host name or an address", cfg_opt_name(option),
		          text);
	return 0;
}

static int
check_readable(cfg_t *cfg, cfg_opt_t *option)
{
	const char *path = last_value(option);
	if (access(path, R_OK) < 0)
		cfg_error(cfg, "%s \"%s\": %s; correct the path or make it readable",
		          cfg_opt_name(option), path, strerror(errno));
	return 0;
}

static int
check_user(cfg_t *cfg, cfg_opt_t *option)
{
	const char *name = last_value(option);
	if (!getpwnam(name))
		cfg_error(cfg, "user \"%s\": there is none; add it (adduser --system %s)", name,
		          name);
	return 0;
}

static int
check_language(cfg_t *cfg, cfg_opt_t *option)
{
	const char *text = last_value(option);
	if (!lang_is_tag(str_of(text)))
		cfg_error(cfg, "language \"%s\": write a language tag, such as en, ka or ru", text);
	return 0;
}

static int
check_redirect(cfg_t *cfg, cfg_opt_t *option)
{
	struct redirect redirect;
	const char *why, *text = last_value(option);
	if (redirect_read(str_of(text), &redirect, &why) < 0)
		cfg_error(cfg, "redirect \"%s\": %s", text, why);
	return 0;
}

static int
check_type(cfg_t *cfg, cfg_opt_t *option)
{
	struct mime_suffix suffix;
	const char *text = last_value(option);
	if (mime_read(str_of(text), &suffix) < 0)
		cfg_error(cfg,
		          "types \"%s\": write a suffix and a media type, such as \".gpx "
		          "application/gpx+xml\"",
		          text);
	return 0;
}

static int
check_index(cfg_t *cfg, cfg_opt_t *option)
{
	const char *text = last_value(option);
	if (text[0] == '\0' || text[0] == '.' || strchr(text, '/') || strlen(text) > INDEX_MAX)
		cfg_error(cfg, "index \"%s\": write a file's name, such as \"index.gmi\"", text);
	return 0;
}

static int
check_gone(cfg_t *cfg, cfg_opt_t *option)
{
	const char *text = last_value(option);
	if (text[0] != '/')
		cfg_error(cfg, "gone \"%s\": write a path that begins with '/'", text);
	return 0;
}

static int
check_charset(cfg_t *cfg, cfg_opt_t *option)
{
	const char *text = last_value(option);
	struct str name = str_of(text);
	for (size_t i = 0; i < name.n; i++)
		if (!isalnum((unsigned char)name.p[i]) && !strchr("-_.:+", name.p[i]))
			name.n = 0;
	if (name.n == 0)
		cfg_error(cfg, "charset \"%s\": write a charset's name, such as KOI8-R", text);
	return 0;
}

static bool
has_value(cfg_t *capsule, const char *key, const char *text)
{
	for (unsigned i = 0; i < cfg_size(capsule, key); i++)
		if (strcmp(cfg_getnstr(capsule, key, i), text) == 0)
			return true;
	return false;
}

/* Gopher names no host in its requests: an address of its own is all that a capsule has. */
static void
check_gopher_is_its_own(cfg_t *cfg, cfg_opt_t *option)
{
	cfg_t *last = cfg_opt_getnsec(option, cfg_opt_size(option) - 1);
	for (unsigned i = 0; i < cfg_size(last, "gopher"); i++) {
		const char *text = cfg_getnstr(last, "gopher", i);
		bool is_taken = has_value(last, "gemini", text);
		for (unsigned j = 0; j + 1 < cfg_opt_size(option); j++) {
			cfg_t *other = cfg_opt_getnsec(option, j);
			is_taken |=
			    has_value(other, "gopher", text) || has_value(other, "gemini", text);
		}
		/* Port 0 is any that is free. */
		if (is_taken && !str_ends(str_of(text), STR(":0")))
			cfg_error(
			    cfg,
			    "capsule \"%s\": gopher \"%s\" is taken; give each capsule its own "
			    "address or port",
			    cfg_title(last), text);
	}
}

/* Both halves, or neither and a folder where they are looked for. */
static bool
has_pair(cfg_t *cfg, cfg_t *capsule)
{
	bool has_certificate = cfg_getstr(capsule, "certificate");
	bool has_key = cfg_getstr(capsule, "key");
	return has_certificate == has_key && (has_key || cfg_getstr(cfg, "certs"));
}

/* What a capsule needs beside its single keys. */
static int
check_capsule(cfg_t *cfg, cfg_opt_t *option)
{
	cfg_t *capsule = cfg_opt_getnsec(option, cfg_opt_size(option) - 1);
	const char *title = cfg_title(capsule);
	if (!is_host(title))
		cfg_error(cfg, "capsule \"%s\": name it by its host", title);
	if (!cfg_getstr(capsule, "root"))
		cfg_error(cfg, "capsule \"%s\": add root = \"…\", the folder that holds it", title);
	if (cfg_size(capsule, "gemini") + cfg_size(capsule, "gopher") == 0)
		cfg_error(cfg, "capsule \"%s\": add gemini = {\"[::]:1965\"} or a gopher address",
		          title);
	check_gopher_is_its_own(cfg, option);
	if (cfg_size(capsule, "gemini") && !has_pair(cfg, capsule))
		cfg_error(cfg,
		          "capsule \"%s\": add certificate and key (`kapsula cert %s` makes them), "
		          "or above all capsules certs = \"…\", the folder for them",
		          title, title);
	return 0;
}

void
config_check_all(cfg_t *cfg)
{
	static const char *const timeouts[] = {"first-byte-timeout", "request-timeout",
	                                       "stall-timeout", "drain-timeout",
	                                       "session-lifetime"};
	for (size_t i = 0; i < sizeof timeouts / sizeof *timeouts; i++)
		cfg_set_validate_func(cfg, timeouts[i], check_timeout);
	cfg_set_validate_func(cfg, "max-connections", check_connections);
	cfg_set_validate_func(cfg, "max-per-prefix", check_connections);
	cfg_set_validate_func(cfg, "workers", check_workers);
	cfg_set_validate_func(cfg, "log-address", check_form);
	cfg_set_validate_func(cfg, "user", check_user);
	cfg_set_validate_func(cfg, "certs", check_readable);
	cfg_set_validate_func(cfg, "capsule", check_capsule);
	cfg_set_validate_func(cfg, "capsule|gemini", check_address);
	cfg_set_validate_func(cfg, "capsule|gopher", check_address);
	cfg_set_validate_func(cfg, "capsule|aliases", check_host);
	cfg_set_validate_func(cfg, "capsule|root", check_readable);
	cfg_set_validate_func(cfg, "capsule|certificate", check_readable);
	cfg_set_validate_func(cfg, "capsule|key", check_readable);
	cfg_set_validate_func(cfg, "capsule|language", check_language);
	cfg_set_validate_func(cfg, "capsule|redirect", check_redirect);
	cfg_set_validate_func(cfg, "capsule|types", check_type);
	cfg_set_validate_func(cfg, "capsule|index", check_index);
	cfg_set_validate_func(cfg, "capsule|gone", check_gone);
	cfg_set_validate_func(cfg, "capsule|charset", check_charset);
}
