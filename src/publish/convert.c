/* kapsula convert: shows what a plain text becomes. */
#include "publish/command.h"

#include "base/fd.h"
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
		fd_close(fd);
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

static uint64_t
hash_written(const struct doc *doc, const struct writer *writer, struct buf *out)
{
	buf_reset(out);
	writer->write(doc, NULL, out);
	return str_hash(buf_str(out));
}

/* Writes it as plain text. Whether that, read again, becomes the same page, and the same text once
 * more. Of texts this long only one at a time is in memory, beside the two documents. */
static bool
write_unmarked(const struct doc *doc, bool strict, struct buf *out)
{
	uint64_t page = hash_written(doc, &writer_gemtext, out);
	uint64_t text = hash_written(doc, &writer_text, out);
	const struct read_options options = {.strict = strict, .source = out};
	struct doc copy;
	read_plain(buf_str(out), &options, &copy);
	bool same = hash_written(&copy, &writer_gemtext, out) == page &&
	            hash_written(&copy, &writer_text, out) == text;
	doc_free(&copy);
	return same && buf_ok(out);
}

/* Plain text says by marks what a reader would not see by its looks. */
static void
write_plain(const struct conversion *conversion, const struct doc *doc, struct buf *out)
{
	if (!doc->marked && write_unmarked(doc, conversion->read.strict, out))
		return;
	buf_reset(out);
	buf_spill(out, STDOUT_FILENO);
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
