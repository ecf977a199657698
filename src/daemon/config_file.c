/* The configuration file, by libconfuse; kapsulad.conf(5) describes it. */
#include "daemon/config.h"

#include "base/fd.h"
#include "base/log.h"
#include "daemon/config_check.h"
#include "daemon/config_text.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	MESSAGE_MAX = 512,
	FILE_MAX = 1 << 20 /* bytes */
};

/* The first complaint about the file that is being read; libconfuse hands nothing of ours on to
 * where it is made. */
static struct {
	const char *file; /* borrowed */
	char text[CONFIG_WHY_MAX];
} complaint;

/* One line, whatever a value is made of. */
static void
make_line(char *text)
{
	for (; *text; text++)
		if (iscntrl((unsigned char)*text))
			*text = '?';
}

/* Libconfuse's complaints and ours name the file and the line; after the first, the rest may follow
 * from it. */
static void
complain(cfg_t *cfg, const char *format, va_list args)
{
	char message[MESSAGE_MAX];
	if (complaint.text[0])
		return;
	vsnprintf(message, sizeof message, format, args);
	make_line(message);
	snprintf(complaint.text, sizeof complaint.text, "%s:%d: %s; see kapsulad.conf(5)",
	         complaint.file, cfg->line, message);
}

static void
copy_list(cfg_t *cfg, const char *key, struct config_list *list)
{
	for (unsigned i = 0; i < cfg_size(cfg, key); i++)
		config_list_add(list, cfg_getnstr(cfg, key, i));
}

static char *
copy_text(cfg_t *cfg, const char *key)
{
	const char *text = cfg_getstr(cfg, key);
	return text ? config_copy(text) : NULL;
}

static void
add_host(struct config_list *names, const char *text)
{
	char *ascii = config_host(text);
	config_list_add(names, ascii);
	free(ascii);
}

static void
read_capsule(cfg_t *cfg, struct config_capsule *capsule, const char *certs)
{
	add_host(&capsule->names, cfg_title(cfg));
	for (unsigned i = 0; i < cfg_size(cfg, "aliases"); i++)
		add_host(&capsule->names, cfg_getnstr(cfg, "aliases", i));
	copy_list(cfg, "gemini", &capsule->gemini);
	copy_list(cfg, "gopher", &capsule->gopher);
	copy_list(cfg, "redirect", &capsule->redirects);
	copy_list(cfg, "index", &capsule->indexes);
	copy_list(cfg, "gone", &capsule->gone);
	copy_list(cfg, "types", &capsule->types);
	capsule->root = copy_text(cfg, "root");
	capsule->certificate = copy_text(cfg, "certificate");
	capsule->key = copy_text(cfg, "key");
	if (capsule->gemini.count && !capsule->key)
		config_use_pair(capsule, certs, capsule->names.list[0]);
	capsule->language = copy_text(cfg, "language");
	capsule->charset = copy_text(cfg, "charset");
	capsule->listing = cfg_getbool(cfg, "listing");
}

static void
read_all(cfg_t *cfg, struct config *config)
{
	config->user = copy_text(cfg, "user");
	config_check_workers(cfg_getstr(cfg, "workers"), &config->workers);
	config_check_form(cfg_getstr(cfg, "log-address"), &config->log_address);
	config->max_connections = (unsigned)cfg_getint(cfg, "max-connections");
	config->max_per_prefix = (unsigned)cfg_getint(cfg, "max-per-prefix");
	config->first_byte_timeout = (unsigned)cfg_getint(cfg, "first-byte-timeout");
	config->request_timeout = (unsigned)cfg_getint(cfg, "request-timeout");
	config->stall_timeout = (unsigned)cfg_getint(cfg, "stall-timeout");
	config->drain_timeout = (unsigned)cfg_getint(cfg, "drain-timeout");
	config->session_lifetime = (unsigned)cfg_getint(cfg, "session-lifetime");
	for (unsigned i = 0; i < cfg_size(cfg, "capsule"); i++)
		read_capsule(cfg_getnsec(cfg, "capsule", i), config_add_capsule(config),
		             cfg_getstr(cfg, "certs"));
}

static int
parse(cfg_t *cfg, char *text, const char *name, char why[static CONFIG_WHY_MAX])
{
	cfg_set_error_function(cfg, complain);
	config_check_all(cfg);
	complaint.file = name;
	complaint.text[0] = '\0';
	int parsed = cfg_parse_buf(cfg, text);
	if (complaint.text[0])
		snprintf(why, CONFIG_WHY_MAX, "%s", complaint.text);
	else if (parsed != CFG_SUCCESS)
		snprintf(why, CONFIG_WHY_MAX, "%s:%d: this is not understood; see kapsulad.conf(5)",
		         name, cfg->line);
	else if (cfg_size(cfg, "capsule") == 0)
		snprintf(why, CONFIG_WHY_MAX,
		         "%s:1: no capsule is configured; add capsule \"HOST\" { … }", name);
	else
		return 0;
	return -1;
}

static int
read_options(cfg_opt_t *options, struct config *config, struct buf *text, const char *name,
             char why[static CONFIG_WHY_MAX])
{
	cfg_t *cfg = cfg_init(options, CFGF_NONE);
	config_text_blank_comments(text->p, text->n);
	buf_add_char(text, '\0');
	if (!cfg || !buf_ok(text))
		die("configuration: out of memory");
	int result = parse(cfg, text->p, name, why);
	if (result == 0)
		read_all(cfg, config);
	cfg_free(cfg);
	return result;
}

int
config_read_text(struct config *config, struct buf *text, const char *name,
                 char why[static CONFIG_WHY_MAX])
{
	cfg_opt_t capsule[] = {
	    CFG_STR_LIST("aliases", NULL, CFGF_NODEFAULT),
	    CFG_STR_LIST("gemini", NULL, CFGF_NODEFAULT),
	    CFG_STR_LIST("gopher", NULL, CFGF_NODEFAULT),
	    CFG_STR_LIST("redirect", NULL, CFGF_NODEFAULT),
	    CFG_STR_LIST("index", NULL, CFGF_NODEFAULT),
	    CFG_STR_LIST("gone", NULL, CFGF_NODEFAULT),
	    CFG_STR_LIST("types", NULL, CFGF_NODEFAULT),
	    CFG_STR("charset", NULL, CFGF_NODEFAULT),
	    CFG_STR("root", NULL, CFGF_NODEFAULT),
	    CFG_STR("certificate", NULL, CFGF_NODEFAULT),
	    CFG_STR("key", NULL, CFGF_NODEFAULT),
	    CFG_STR("language", NULL, CFGF_NODEFAULT),
	    CFG_BOOL("listing", cfg_false, CFGF_NONE),
	    CFG_END(),
	};
	cfg_opt_t options[] = {
	    CFG_STR("user", NULL, CFGF_NODEFAULT),
	    CFG_STR("certs", NULL, CFGF_NODEFAULT),
	    CFG_STR("workers", "auto", CFGF_NONE),
	    CFG_STR("log-address", "none", CFGF_NONE),
	    CFG_INT("max-connections", config->max_connections, CFGF_NONE),
	    CFG_INT("max-per-prefix", config->max_per_prefix, CFGF_NONE),
	    CFG_INT("first-byte-timeout", config->first_byte_timeout, CFGF_NONE),
	    CFG_INT("request-timeout", config->request_timeout, CFGF_NONE),
	    CFG_INT("stall-timeout", config->stall_timeout, CFGF_NONE),
	    CFG_INT("drain-timeout", config->drain_timeout, CFGF_NONE),
	    CFG_INT("session-lifetime", config->session_lifetime, CFGF_NONE),
	    CFG_SEC("capsule", capsule, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
	    CFG_END(),
	};
	return read_options(options, config, text, name, why);
}

int
config_read_file(struct config *config, const char *file, char why[static CONFIG_WHY_MAX])
{
	struct buf text = {0};
	int result = -1;
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || buf_read_fd(&text, fd, FILE_MAX) < 0)
		snprintf(why, CONFIG_WHY_MAX, "%s: %s; name a configuration that can be read", file,
		         strerror(errno));
	else
		result = config_read_text(config, &text, file, why);
	fd_close(fd);
	buf_free(&text);
	return result;
}
