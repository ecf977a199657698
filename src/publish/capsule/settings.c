#include "publish/capsule/settings.h"

#include "base/ascii.h"
#include "base/fd.h"
#include "base/lang.h"
#include "base/utf8.h"
#include "publish/capsule/report.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <unistd.h>

enum {
	SETTINGS_MAX = 64 * 1024,
	COUNT_MAX = 1000000,
	BUILDS_MAX = 99,
	NEWS_PER_PAGE = 30,
	PAGE_WEIGHT = 8 * 1024, /* a few seconds even at 9600 bit/s */
	KEEP_BUILDS = 3
};

static bool
is_made_of(struct str s, const char *others)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_alnum(s.p[i]) && !str_has(str_of(others), s.p[i]))
			return false;
	return s.n > 0;
}

static bool
is_host(struct str s)
{
	return is_made_of(s, ".-:[]");
}

static bool
is_charset(struct str s)
{
	return is_made_of(s, "-_.:+");
}

static bool
is_title(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return false;
	return s.n > 0 && utf8_valid(s);
}

static int
read_number(struct str s, unsigned long max, size_t *number)
{
	unsigned long value;
	if (str_number(s, max, &value) < 0 || value == 0)
		return -1;
	*number = value;
	return 0;
}

static int
read_count(struct str s, size_t *number)
{
	return read_number(s, COUNT_MAX, number);
}

static int
read_builds(struct str s, size_t *number)
{
	return read_number(s, BUILDS_MAX, number);
}

/* "8192", "8 kB": as weights are told to readers, a kB is a thousand. */
static int
read_size(struct str s, size_t *number)
{
	enum {
		KILO = 1000
	};
	if (!str_ends_nocase(s, STR("kb")))
		return read_number(s, COUNT_MAX, number);
	if (read_number(str_trim(str_upto(s, s.n - 2)), COUNT_MAX / KILO, number) < 0)
		return -1;
	*number *= KILO;
	return 0;
}

static bool
is_manner(struct str s)
{
	return str_eq_nocase(s, STR("tell")) || str_eq_nocase(s, STR("keep")) ||
	       str_eq_nocase(s, STR("drop"));
}

static bool
is_answer(struct str s)
{
	return str_eq_nocase(s, STR("yes")) || str_eq_nocase(s, STR("no"));
}

/* A text has is_right, a number has read; field is the offset of its struct str or size_t. */
struct key {
	const char *name;
	size_t field;
	bool (*is_right)(struct str value);
	int (*read)(struct str value, size_t *number);
	const char *remedy;
};

static const struct key keys[] = {
    {"Title", offsetof(struct settings, title), is_title, NULL, "write it in UTF-8, on one line"},
    {"Language", offsetof(struct settings, language), lang_is_tag, NULL,
     "write a language tag, such as en, ka or ru"},
    {"Host", offsetof(struct settings, host), is_host, NULL,
     "write a host name, such as example.org"},
    {"Charset", offsetof(struct settings, charset), is_charset, NULL,
     "write a charset's name, such as KOI8-R"},
    {"Subtitle", offsetof(struct settings, subtitle), is_title, NULL,
     "write it in UTF-8, on one line"},
    {"Footer", offsetof(struct settings, footer), is_title, NULL, "write it in UTF-8, on one line"},
    {"Menu", offsetof(struct settings, menu), is_title, NULL,
     "write names as in text/, parted by commas"},
    {"Author", offsetof(struct settings, author), is_title, NULL, "write it in UTF-8, on one line"},
    {"Search", offsetof(struct settings, search), is_answer, NULL, "write yes or no"},
    {"News-per-page", offsetof(struct settings, news_per_page), NULL, read_count,
     "write a number from 1 on"},
    {"Page-weight", offsetof(struct settings, page_weight), NULL, read_size,
     "write a number of bytes, such as 8192 or 8 kB"},
    {"Shared-lines", offsetof(struct settings, shared_lines), is_manner, NULL,
     "write tell, keep or drop"},
    {"Keep-builds", offsetof(struct settings, keep_builds), NULL, read_builds,
     "write a number from 1 to 99"},
};

static const struct key *
find_key(struct str name)
{
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (str_eq_nocase(name, str_of(keys[i].name)))
			return &keys[i];
	return NULL;
}

/* -1: the value cannot be right. */
static int
set(struct settings *settings, const struct key *key, struct str value)
{
	void *field = (char *)settings + key->field;
	if (key->read)
		return key->read(value, field);
	if (!key->is_right(value))
		return -1;
	*(struct str *)field = value;
	return 0;
}

static void
report_unknown(struct str file, size_t number)
{
	struct buf names = {0};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		buf_printf(&names, "%s%s", i ? ", " : "", keys[i].name);
	report_at(file, STR_NONE, number, "unknown setting, passed over; there are %.*s",
	          STR_FMT(buf_str(&names)));
	buf_free(&names);
}

static int
take_line(struct settings *settings, struct str file, size_t number, struct str line)
{
	struct str value = line;
	struct str name = str_trim(str_cut(&value, ':'));
	value = str_trim(value);
	const struct key *key = find_key(name);
	if (!key) {
		report_unknown(file, number);
		return 0;
	}
	if (value.n == 0)
		return 0;
	if (set(settings, key, value) == 0)
		return 0;
	report_at(file, STR_NONE, number, "the value of %s cannot be right; %s", key->name,
	          key->remedy);
	return -1;
}

static int
take_lines(struct settings *settings, struct str file)
{
	struct str rest = buf_str(&settings->text), line;
	if (str_starts(rest, STR("\xEF\xBB\xBF")))
		rest = str_from(rest, 3);
	int end = 0;
	for (size_t number = 1; str_line(&rest, &line); number++) {
		line = str_trim(line);
		if (line.n && take_line(settings, file, number, line) < 0)
			end = -1;
	}
	return end;
}

static int
read_file(struct settings *settings, struct str file)
{
	struct buf name = {0};
	buf_add_str(&name, file);
	buf_add_char(&name, '\0');
	int fd = buf_ok(&name) ? open(name.p, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
	buf_free(&name);
	if (fd < 0 && errno == ENOENT)
		return 0;
	int end = fd < 0 ? -1 : buf_read_fd(&settings->text, fd, SETTINGS_MAX);
	if (end < 0)
		report_errno(file, STR_NONE, "cannot be read", errno);
	fd_close(fd);
	return end;
}

int
settings_read(struct settings *settings, struct str source)
{
	struct buf file = {0};
	*settings = (struct settings){
	    .news_per_page = NEWS_PER_PAGE,
	    .page_weight = PAGE_WEIGHT,
	    .keep_builds = KEEP_BUILDS,
	};
	buf_add_str(&file, source);
	buf_add_str(&file, STR("/capsule.txt"));
	int end = read_file(settings, buf_str(&file));
	if (end == 0)
		end = take_lines(settings, buf_str(&file));
	buf_free(&file);
	return end;
}

void
settings_free(struct settings *settings)
{
	buf_free(&settings->text);
	*settings = (struct settings){0};
}
