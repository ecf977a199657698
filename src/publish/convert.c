/* kapsula convert: shows what a plain text becomes. */
#include "publish/command.h"

#include "base/log.h"
#include "publish/read/charset.h"
#include "publish/read/read.h"
#include "publish/write/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
    "kapsula convert [--to gemtext|gophermap|text] [--charset NAME] [--explain] "
    "[--strict] [FILE]";

struct conversion {
	const struct writer *writer;
	struct read_options read;
	struct trace trace;
	const char *file; /* NULL: standard input */
};

/* The value of an option, as "--to NAME" or "--to=NAME"; NULL: argv[*i] is another word. */
static const char *
take_value(char **argv, int *i, const char *option)
{
	size_t n = strlen(option);
	if (strncmp(argv[*i], option, n))
		return NULL;
	if (argv[*i][n] == '=')
		return argv[*i] + n + 1;
	if (argv[*i][n])
		return NULL;
	if (!argv[*i + 1])
		die_usage("convert: %s wants a value; usage: %s", option, usage);
	return argv[++*i];
}

static void
set_writer(struct conversion *conversion, const char *name)
{
	conversion->writer = writer_find(str_of(name));
	if (!conversion->writer)
		die_usage("convert: no format \"%s\"; --to takes gemtext, gophermap or text", name);
}

static void
set_charset(struct conversion *conversion, const char *name)
{
	conversion->read.charset = str_of(name);
	if (!charset_is_known(str_of(name)))
		die_usage("convert: no charset \"%s\"; iconv -l lists those there are", name);
}

static void
take_word(struct conversion *conversion, char **argv, int *i)
{
	const char *word = argv[*i], *value;
	if (!strcmp(word, "--explain"))
		conversion->trace.wanted = true;
	else if (!strcmp(word, "--strict"))
		conversion->read.strict = true;
	else if ((value = take_value(argv, i, "--to")))
		set_writer(conversion, value);
	else if ((value = take_value(argv, i, "--charset")))
		set_charset(conversion, value);
	else if (word[0] == '-' && word[1])
		die_usage("convert: no option \"%s\"; usage: %s", word, usage);
	else if (conversion->file)
		die_usage("convert: one file at a time; usage: %s", usage);
	else
		conversion->file = word;
}

static void
read_input(const char *file, struct buf *bytes)
{
	bool standard = !file || !strcmp(file, "-");
	int fd = standard ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);
	const char *name = standard ? "standard input" : file;
	if (fd < 0)
		die("convert: cannot open %s; give the name of a text file:", name);
	if (buf_read_fd(bytes, fd, SIZE_MAX) < 0)
		die("convert: cannot read %s; give the name of a text file:", name);
	if (!standard)
		close(fd);
}

static bool
is_gemtext(const char *file)
{
	return file && str_ends_nocase(str_of(file), STR(".gmi"));
}

static void
write_all(const struct buf *out, int fd, const char *name)
{
	errno = out->error;
	if (!buf_ok(out) || buf_write_fd(out, fd) < 0)
		die("convert: cannot write to %s:", name);
}

static void
explain(struct trace *trace)
{
	write_all(&trace->text, STDERR_FILENO, "standard error");
	trace_free(trace);
}

/* Whether that text, read again, becomes the same page, and the same text once more. */
static bool
reads_back(const struct doc *doc, struct str text, bool strict)
{
	static const struct writer *const writers[] = {&writer_gemtext, &writer_text};
	const struct read_options options = {.strict = strict};
	struct buf once = {0}, again = {0};
	struct doc copy;
	bool same = true;
	read_plain(text, &options, &copy);
	for (size_t i = 0; same && i < sizeof writers / sizeof *writers; i++) {
		buf_reset(&once);
		buf_reset(&again);
		writers[i]->write(doc, NULL, &once);
		writers[i]->write(&copy, NULL, &again);
		same = buf_ok(&once) && buf_ok(&again) && str_eq(buf_str(&once), buf_str(&again));
	}
	buf_free(&once);
	buf_free(&again);
	doc_free(&copy);
	return same;
}

/* Plain text says by marks what a reader would not see by its looks. */
static void
write_plain(const struct conversion *conversion, const struct doc *doc, struct buf *out)
{
	if (!doc->marked)
		writer_text.write(doc, NULL, out);
	if (!doc->marked && reads_back(doc, buf_str(out), conversion->read.strict))
		return;
	buf_reset(out);
	writer_marked.write(doc, NULL, out);
}

static void
convert(struct conversion *conversion)
{
	struct buf bytes = {0}, out = {0};
	bool gemtext = is_gemtext(conversion->file);
	struct doc doc;
	read_input(conversion->file, &bytes);
	conversion->read.source = &bytes;
	if (gemtext)
		read_gemtext(buf_str(&bytes), &conversion->read, &doc);
	else
		read_plain(buf_str(&bytes), &conversion->read, &doc);
	buf_free(&bytes);
	explain(&conversion->trace);
	if (conversion->writer == &writer_text && !gemtext) {
		write_plain(conversion, &doc, &out);
	} else {
		buf_spill(&out, STDOUT_FILENO);
		conversion->writer->write(&doc, NULL, &out);
	}
	write_all(&out, STDOUT_FILENO, "standard output");
	buf_free(&out);
	doc_free(&doc);
}

int
command_convert(int argc, char **argv)
{
	struct conversion conversion = {.writer = &writer_gemtext};
	conversion.read.trace = &conversion.trace;
	for (int i = 1; i < argc; i++)
		take_word(&conversion, argv, &i);
	if (conversion.file && strcmp(conversion.file, "-"))
		conversion.read.name = str_of(conversion.file);
	convert(&conversion);
	return 0;
}
