/* kapsula new TITLE [SOURCE]: makes the file of today's news, to be filled in. */
#include "publish/command.h"

#include "base/log.h"
#include "base/utf8.h"
#include "publish/capsule/name.h"
#include "publish/read/date.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* "Opening: soon" gives "opening-soon"; no '/' of a title parts folders. */
static void
add_slug(struct buf *out, struct str title)
{
	struct arena arena = {0};
	struct buf plain = {0};
	for (size_t i = 0; i < title.n; i++) {
		bool is_part = title.p[i] != '/' && title.p[i] != '.';
		buf_add_char(&plain, is_part ? title.p[i] : ' ');
	}
	struct str slug = name_path(&arena, str_trim(buf_str(&plain)));
	enum {
		SLUG_MAX = 60
	};
	size_t end = slug.n;
	while (end > SLUG_MAX || (end > 0 && end < slug.n && slug.p[end] != '-'))
		end--;
	buf_add_str(out, end ? str_upto(slug, end) : STR("item"));
	buf_free(&plain);
	arena_free(&arena);
}

static void
make_news_folder(struct str source)
{
	struct buf name = {0};
	buf_printf(&name, "%.*s/text/news", STR_FMT(source));
	buf_add_char(&name, '\0');
	if (!buf_ok(&name))
		die("out of memory");
	if (mkdir(name.p, 0777) < 0 && errno != EEXIST)
		die("make %s (name the folder that holds text/):", name.p);
	buf_free(&name);
}

static int
write_item(const char *name, struct str title, const char *date)
{
	struct buf text = {0};
	buf_printf(&text, "Title: %.*s\nDate: %s\n\n", STR_FMT(title), date);
	int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0 && errno == EEXIST)
		die("%s: is there already; choose another title", name);
	if (fd < 0 || buf_write_fd(&text, fd) < 0 || close(fd) < 0)
		die("%s: cannot be written:", name);
	buf_free(&text);
	return puts(name) >= 0 && fflush(stdout) == 0 ? 0 : 1;
}

static bool
is_title(struct str title)
{
	for (size_t i = 0; i < title.n; i++)
		if ((unsigned char)title.p[i] < 0x20 || title.p[i] == 0x7f)
			return false;
	return title.n > 0 && utf8_valid(title);
}

int
command_new(int argc, char **argv)
{
	char date[DATE_ISO];
	struct buf name = {0};
	if (argc > 1 && !strcmp(argv[1], "--")) {
		argv++;
		argc--;
	} else if (argc > 1 && argv[1][0] == '-') {
		die_usage("new has no option \"%s\"; it is new TITLE [SOURCE]", argv[1]);
	}
	if (argc < 2 || argc > 3)
		die_usage("new needs a title, in quotes: new TITLE [SOURCE]");
	struct str title = str_trim(str_of(argv[1]));
	struct str source = str_of(argc > 2 ? argv[2] : "capsule");
	if (!is_title(title))
		die_usage("new needs a title of one line, in UTF-8");
	if (!date_today(date))
		die("what day is it:");
	make_news_folder(source);
	buf_printf(&name, "%.*s/text/news/%s-", STR_FMT(source), date);
	add_slug(&name, title);
	buf_add_str(&name, STR(".txt"));
	buf_add_char(&name, '\0');
	int status = buf_ok(&name) ? write_item(name.p, title, date) : 1;
	buf_free(&name);
	return status;
}
