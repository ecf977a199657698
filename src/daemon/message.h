/* The messages between a protocol and a site: a request, its outcome, and the reply to it. Values
 * only: whoever holds one can decide without a socket. */
#ifndef DAEMON_MESSAGE_H
#define DAEMON_MESSAGE_H

#include "base/path.h"
#include "base/span.h"
#include "base/str.h"
#include "base/weight.h"

#include <stdint.h>
#include <sys/types.h>

/* The half of a capsule that a request is for. */
enum mirror {
	MIRROR_GEMINI,
	MIRROR_GOPHER,
	MIRRORS
};

/* What a request came to. The first two are said by a parser only. */
enum outcome {
	OUTCOME_MORE,      /* the request is not whole yet */
	OUTCOME_REQUEST,   /* it is: a site has to answer it */
	OUTCOME_FILE,      /* reply->file */
	OUTCOME_ENTRIES,   /* reply->entries */
	OUTCOME_INPUT,     /* reply->results: a search page that wants words first */
	OUTCOME_RESULTS,   /* reply->results */
	OUTCOME_INTRODUCE, /* the root menu as an item, for Gopher+ */
	OUTCOME_REFER,     /* reply->text is a URI on another server, to be shown as a page */
	OUTCOME_MOVED,     /* reply->text is a URI-reference, for good */
	OUTCOME_MOVED_FOR_NOW,
	OUTCOME_NOT_FOUND,
	OUTCOME_GONE,
	OUTCOME_NOT_SERVED, /* another scheme, host or port than ours */
	OUTCOME_BAD_REQUEST,
	OUTCOME_FAILED,    /* our fault, for now */
	OUTCOME_SLOW_DOWN, /* too many connections from there, for now */
	OUTCOMES
};

struct request {
	enum mirror mirror;
	struct str host; /* as written, without a trailing dot; empty: the protocol names none */
	bool host_is_address;    /* IPv4 or IPv6 (without brackets), not a name */
	unsigned port;           /* 0: not written */
	struct str path;         /* clean (base/path.h), decoded; a slice of path_bytes */
	struct str query;        /* as sent */
	bool has_query;          /* there was one, though it may be empty */
	struct str target;       /* OUTCOME_REFER: the URI to refer to */
	bool wants_introduction; /* Gopher+: not the root menu, but its item */
	char path_bytes[PATH_LIMIT];
};

struct site;

/* Where a request came in, and what is served there. */
struct endpoint {
	struct site *const *sites; /* borrowed; the first is for requests without a name */
	size_t sites_count;
	unsigned port;       /* listened on */
	unsigned usual_port; /* the protocol's own, which a forwarded one may stand for */
	struct str address;  /* the local one, as text; needed only where host_is_address */
	struct str sni;      /* the name in the TLS hello; empty: none */
	int64_t now;         /* milliseconds of a clock that runs forward */
};

struct entry {
	struct str name; /* of the file, in entries->names: UTF-8 without control characters */
	struct str type; /* media type of a file, static */
	bool is_folder;
	int64_t changed; /* seconds since 1970 */
	off_t size;      /* bytes; of a file */
};

/* A folder's listing, in order. */
struct entries {
	struct entry *list; /* owned */
	size_t count;
	char *names; /* owned */
	bool is_cut; /* the folder holds more */
};

enum {
	RESULTS_MAX = 20,
	RESULTS_ROOM = 64 * 1024 /* bytes; a result that does not fit is left out */
};

/* A page that a search found. All texts are UTF-8, on one line, without control characters. */
struct result {
	struct str path, title;
	struct str date;     /* "2026-11-23"; empty: none */
	struct str language; /* what it calls itself; empty: the reader's */
	struct str snippet;
	off_t weight; /* bytes on Gemini */
	char item;    /* its type in a Gopher menu */
};

/* What a search found, best first, and the words to tell it with. Slices are of bytes. */
struct results {
	struct str path;  /* of the search page */
	struct str words; /* as the reader wrote them; empty: none */
	struct str title, prompt, again, none, some, more, cut, blank;
	struct weight_units units;
	struct str footer; /* of every page: none of its own words */
	bool has_words;    /* there was something to look for */
	bool is_some;      /* no page had all words, these have some */
	bool is_more;      /* the search knows of more */
	bool is_cut;       /* its time was over before it was done */
	size_t count;
	struct result list[RESULTS_MAX];
	struct span room; /* of bytes, as far as it is filled */
	char bytes[RESULTS_ROOM];
};

struct held;

/* An open file or folder (site/file.h). */
struct file {
	int fd;            /* -1 when there is none, or when its bytes are at hand */
	struct str bytes;  /* all of it; empty: to be read from fd */
	struct held *held; /* owned, with fd and bytes, by several; NULL: by this one alone */
	bool is_folder;
	off_t size; /* bytes when it was opened */
};

enum {
	REPLY_TEXT_MAX = 1024 /* bytes: Gemini 0.24.1 Responses */
};

struct reply {
	enum outcome what;
	struct str host;         /* the capsule's first name; empty where no capsule answers */
	unsigned port;           /* listened on */
	struct str path;         /* the folder listed */
	struct str type;         /* media type */
	struct str lang;         /* RFC 5646; empty: not known */
	struct str charset;      /* of a text whose type names none; empty: UTF-8 */
	struct str text;         /* as the outcome says */
	int error;               /* OUTCOME_FAILED: why, as errno has it */
	struct file file;        /* OUTCOME_FILE: owned; file_close */
	struct entries entries;  /* OUTCOME_ENTRIES: owned; entries_free */
	struct results *results; /* OUTCOME_INPUT, OUTCOME_RESULTS: owned; free */
	char text_bytes[REPLY_TEXT_MAX]; /* room for text where it is made for this reply */
};

#endif
