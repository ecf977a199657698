/* The configuration of kapsulad, from a file or from the command line. Whatever is wrong with it
 * ends the program with one line that says where and what to do. */
#ifndef DAEMON_CONFIG_H
#define DAEMON_CONFIG_H

#include "base/buf.h"
#include "daemon/net/address.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	CONFIG_WHY_MAX = 1024
};

/* A list of C strings. */
struct config_list {
	char **list; /* owned, like the strings */
	size_t count;
};

struct config_capsule {
	struct config_list names;          /* its name, then its aliases */
	struct config_list gemini, gopher; /* "address:port" */
	struct config_list redirects;      /* as redirect_read takes them */
	struct config_list indexes;        /* file names */
	struct config_list gone;           /* paths */
	struct config_list types;          /* as mime_read takes them */
	char *root, *certificate, *key;    /* owned; the latter two NULL without Gemini */
	char *language, *charset;          /* owned; may be NULL */
	bool listing;
	bool makes_pair; /* a missing certificate and key are made at the start */
};

struct config {
	char *user;               /* owned; NULL: kapsula, or nobody where there is no such user */
	unsigned workers;         /* 0: one a core */
	unsigned max_connections; /* of all workers; 0: as many as usual */
	unsigned max_per_prefix;  /* 0: a quarter of those */
	enum address_form log_address;
	unsigned first_byte_timeout, request_timeout, stall_timeout, drain_timeout; /* seconds */
	unsigned session_lifetime;                                                  /* seconds */
	struct config_capsule *capsules; /* owned list, at least one */
	size_t capsules_count;
};

/* The command line; all borrowed. */
struct config_arguments {
	const char *file; /* NULL: the rest counts */
	struct config_list gemini, gopher, hosts;
	const char *certs, *folder;
};

/* Fills *config from the file or the rest of the command line. */
void config_read(struct config *config, const struct config_arguments *arguments);
void config_free(struct config *config);

/* Appends a copy. */
void config_list_add(struct config_list *list, const char *text);
void config_list_free(struct config_list *list);
char *config_copy(const char *text);
/* A host name, in Unicode or ASCII, or an address, as it stands in requests: a copy in ASCII (IDNA
 * 2008), owned by the caller; NULL when it is none. */
char *config_host(const char *text);

/* The part of config_read that reads a file (config_file.c); *config holds the defaults. 0, or -1
 * with what is wrong, where, and what to do in why. */
int config_read_file(struct config *config, const char *file, char why[static CONFIG_WHY_MAX]);
/* The same of a text, which is changed; name is told as the file's. */
int config_read_text(struct config *config, struct buf *text, const char *name,
                     char why[static CONFIG_WHY_MAX]);
/* Names the pair in the folder certs after that host, to be made when it is missing. */
void config_use_pair(struct config_capsule *capsule, const char *certs, const char *host);
/* One more capsule, empty. */
struct config_capsule *config_add_capsule(struct config *config);

#endif
