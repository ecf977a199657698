/* The configuration: what is taken is fit to be served, and what is refused is told in one line
 * that names a line of the file. */
#include "base/lang.h"
#include "daemon/config.h"
#include "daemon/net/listen.h"
#include "daemon/site/mime.h"
#include "daemon/site/redirect.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
	DAY = 24 * 60 * 60
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
check_addresses(const struct config_list *addresses)
{
	struct sockaddr_storage address;
	socklen_t size;
	for (size_t i = 0; i < addresses->count; i++)
		assert(listen_read(addresses->list[i], &address, &size) == 0);
}

static void
check_lists(const struct config_capsule *capsule)
{
	struct redirect redirect;
	struct mime_suffix suffix;
	const char *why;
	for (size_t i = 0; i < capsule->redirects.count; i++)
		assert(redirect_read(str_of(capsule->redirects.list[i]), &redirect, &why) == 0);
	for (size_t i = 0; i < capsule->types.count; i++)
		assert(mime_read(str_of(capsule->types.list[i]), &suffix) == 0);
	for (size_t i = 0; i < capsule->gone.count; i++)
		assert(capsule->gone.list[i][0] == '/');
	for (size_t i = 0; i < capsule->indexes.count; i++)
		assert(!strchr(capsule->indexes.list[i], '/'));
}

static void
check_capsule(const struct config_capsule *capsule)
{
	assert(capsule->names.count >= 1 && capsule->root);
	for (size_t i = 0; i < capsule->names.count; i++) {
		char *host = config_host(capsule->names.list[i]);
		assert(host && strcmp(host, capsule->names.list[i]) == 0);
		free(host);
	}
	assert(capsule->gemini.count + capsule->gopher.count > 0);
	assert(!capsule->gemini.count || (capsule->certificate && capsule->key));
	assert(!capsule->language || lang_is_tag(str_of(capsule->language)));
	check_addresses(&capsule->gemini);
	check_addresses(&capsule->gopher);
	check_lists(capsule);
}

static void
check_config(const struct config *config)
{
	const unsigned timeouts[] = {config->first_byte_timeout, config->request_timeout,
	                             config->stall_timeout, config->drain_timeout};
	for (size_t i = 0; i < sizeof timeouts / sizeof *timeouts; i++)
		assert(timeouts[i] >= 1 && timeouts[i] <= DAY);
	assert(config->max_connections >= 1 && config->capsules_count >= 1);
	for (size_t i = 0; i < config->capsules_count; i++)
		check_capsule(&config->capsules[i]);
}

static void
check_complaint(struct str why, struct str file)
{
	unsigned long number;
	size_t lines = 1;
	for (size_t i = 0; i < file.n; i++)
		lines += file.p[i] == '\n';
	for (size_t i = 0; i < why.n; i++)
		assert((unsigned char)why.p[i] >= ' ' && why.p[i] != 0x7F);
	assert(str_eq(str_cut(&why, ':'), STR("fuzz.conf")));
	assert(str_number(str_cut(&why, ':'), lines, &number) == 0 && number >= 1);
	assert(why.n > 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	char why[CONFIG_WHY_MAX];
	struct config config = {
	    .max_connections = 1,
	    .max_per_prefix = 1,
	    .first_byte_timeout = 1,
	    .request_timeout = 1,
	    .stall_timeout = 1,
	    .drain_timeout = 1,
	};
	struct buf text = {0};
	struct str input = {(const char *)bytes, strnlen((const char *)bytes, n)};
	buf_add_str(&text, input);
	if (config_read_text(&config, &text, "fuzz.conf", why) == 0)
		check_config(&config);
	else
		check_complaint(str_of(why), input);
	buf_free(&text);
	config_free(&config);
	return 0;
}
