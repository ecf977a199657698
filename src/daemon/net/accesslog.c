#include "daemon/net/accesslog.h"

#include "base/log.h"
#include "base/span.h"

enum {
	TAIL_MAX = 128 /* what follows the path takes less */
};

static bool
is_plain(unsigned char c)
{
	return c > ' ' && c < 0x7F && c != '\\';
}

/* A path, whatever bytes it is made of; cut where the line would be too long. */
static void
add_path(struct span *line, struct str path)
{
	static const char hex[] = "0123456789abcdef";
	for (size_t i = 0; i < path.n && span_room(line) > TAIL_MAX; i++) {
		unsigned char c = (unsigned char)path.p[i];
		char code[4] = {'\\', 'x', hex[c >> 4], hex[c & 15]};
		if (is_plain(c))
			span_add_char(line, (char)c);
		else
			span_add(line, (struct str){code, sizeof code});
	}
	span_add(line, path.n ? STR(" ") : STR("- "));
}

static void
add_word(struct span *line, struct str word)
{
	span_add(line, word.n ? word : STR("-"));
	span_add_char(line, ' ');
}

void
accesslog_flush(struct accesslog *log)
{
	if (log->n)
		log_raw((struct str){log->bytes, log->n});
	log->n = 0;
}

void
accesslog_add(struct accesslog *log, const struct access *access)
{
	if (ACCESSLOG_SIZE - log->n < LOG_LINE_MAX)
		accesslog_flush(log);
	struct span line = {.p = log->bytes + log->n, .cap = LOG_LINE_MAX};
	add_word(&line, access->host);
	add_word(&line, str_of(access->protocol));
	add_path(&line, access->path);
	add_word(&line, str_of(access->status));
	span_add_number(&line, access->bytes);
	span_add_char(&line, ' ');
	span_add_number(&line, (unsigned long)access->milliseconds);
	add_word(&line, STR("ms"));
	add_word(&line, str_of(access->tls));
	span_add(&line, !access->tls          ? STR("-")
	                : access->was_resumed ? STR("resumed")
	                                      : STR("full"));
	if (log->form != ADDRESS_NONE) {
		span_add_char(&line, ' ');
		span_add(&line, access->address.n ? access->address : STR("-"));
	}
	span_add_char(&line, '\n');
	log->n += line.n;
}
