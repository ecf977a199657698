#include "daemon/hosted.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct str *
slices(const struct config_list *texts)
{
	struct str *list = calloc(texts->count + 1, sizeof *list);
	for (size_t i = 0; list && i < texts->count; i++)
		list[i] = str_of(texts->list[i]);
	return list;
}

/* The configuration has been checked: each text can be read. */
static struct redirect *
redirects(const struct config_list *texts)
{
	const char *why;
	struct redirect *list = calloc(texts->count + 1, sizeof *list);
	for (size_t i = 0; list && i < texts->count; i++)
		redirect_read(str_of(texts->list[i]), &list[i], &why);
	return list;
}

static struct mime_suffix *
types(const struct config_list *texts)
{
	struct mime_suffix *list = calloc(texts->count + 1, sizeof *list);
	for (size_t i = 0; list && i < texts->count; i++)
		mime_read(str_of(texts->list[i]), &list[i]);
	return list;
}

static int
make_lists(struct hosted *hosted, const struct config_capsule *config)
{
	hosted->names = slices(&config->names);
	hosted->indexes = slices(&config->indexes);
	hosted->gone = slices(&config->gone);
	hosted->redirects = redirects(&config->redirects);
	hosted->types = types(&config->types);
	return hosted->names && hosted->indexes && hosted->gone && hosted->redirects &&
	               hosted->types
	           ? 0
	           : -1;
}

static void
lend(struct hosted *hosted, const struct config_capsule *config)
{
	hosted->site = (struct site){
	    .names = hosted->names,
	    .names_count = config->names.count,
	    .lang = str_of(config->language),
	    .charset = str_of(config->charset),
	    .indexes = hosted->indexes,
	    .indexes_count = config->indexes.count,
	    .gone = hosted->gone,
	    .gone_count = config->gone.count,
	    .types = hosted->types,
	    .types_count = config->types.count,
	    .redirects = hosted->redirects,
	    .redirects_count = config->redirects.count,
	    .listing = config->listing,
	    .out = -1,
	};
}

int
hosted_open(struct hosted *hosted, const struct config_capsule *config,
            char why[static HOSTED_WHY_MAX])
{
	if (make_lists(hosted, config) < 0) {
		snprintf(why, HOSTED_WHY_MAX, "out of memory");
		return -1;
	}
	lend(hosted, config);
	if (site_open(&hosted->site, config->root) == 0)
		return 0;
	snprintf(why, HOSTED_WHY_MAX,
	         "%s: %s; name the folder that `kapsula build` made, or one with pages",
	         config->root, strerror(errno));
	return -1;
}

void
hosted_close(struct hosted *hosted)
{
	if (hosted->site.names)
		site_close(&hosted->site);
	free(hosted->names);
	free(hosted->indexes);
	free(hosted->gone);
	free(hosted->redirects);
	free(hosted->types);
	*hosted = (struct hosted){0};
}
