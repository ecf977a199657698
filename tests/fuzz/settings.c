/* A capsule's settings: what is taken is fit for pages and addresses, and what is refused is told
 * in whole lines. */
#include "base/lang.h"
#include "base/utf8.h"
#include "publish/capsule/settings.h"

#include <assert.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
	TOLD_MAX = 1 << 20
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static char folder[] = "/tmp/kapsula-fuzz-XXXXXX";
static char file[sizeof folder + 16];
static int log_file, standard_error;

static void
remove_all(void)
{
	unlink(file);
	rmdir(folder);
}

static void
open_all(void)
{
	if (log_file)
		return;
	assert(mkdtemp(folder));
	snprintf(file, sizeof file, "%s/capsule.txt", folder);
	log_file = memfd_create("told", MFD_CLOEXEC);
	standard_error = dup(STDERR_FILENO);
	assert(log_file >= 0 && standard_error >= 0);
	atexit(remove_all);
}

static void
write_file(const uint8_t *bytes, size_t n)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	assert(fd >= 0 && write(fd, bytes, n) == (ssize_t)n);
	close(fd);
}

/* What it says goes to a file; how much that is. */
static ssize_t
read_quietly(struct settings *settings, int *result, char told[static TOLD_MAX])
{
	assert(ftruncate(log_file, 0) == 0 && lseek(log_file, 0, SEEK_SET) == 0);
	dup2(log_file, STDERR_FILENO);
	*result = settings_read(settings, str_of(folder));
	dup2(standard_error, STDERR_FILENO);
	return pread(log_file, told, TOLD_MAX, 0);
}

static void
check_told(struct str told)
{
	for (struct str line; str_line(&told, &line);) {
		assert(str_find_str(line, str_of(file)) != STR_NOWHERE);
		assert(utf8_valid(line));
		for (size_t i = 0; i < line.n; i++)
			assert((unsigned char)line.p[i] >= ' ');
	}
}

static void
check_text(const struct settings *settings, struct str text)
{
	if (text.n)
		assert(text.p >= settings->text.p &&
		       text.p + text.n <= settings->text.p + settings->text.n);
	assert(utf8_valid(text) && !str_has(text, '\n') && !str_has(text, '\0'));
}

static void
check_settings(const struct settings *settings)
{
	check_text(settings, settings->title);
	check_text(settings, settings->subtitle);
	check_text(settings, settings->footer);
	check_text(settings, settings->menu);
	check_text(settings, settings->author);
	check_text(settings, settings->host);
	check_text(settings, settings->charset);
	assert(!str_has(settings->host, '/') && !str_has(settings->host, ' '));
	assert(settings->language.n == 0 || lang_is_tag(settings->language));
	assert(settings->news_per_page >= 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static char told[TOLD_MAX];
	struct settings settings;
	int result;
	open_all();
	write_file(bytes, n);
	ssize_t length = read_quietly(&settings, &result, told);
	assert(length >= 0 && (result == 0 || length > 0));
	check_told((struct str){told, (size_t)length});
	check_settings(&settings);
	settings_free(&settings);
	return 0;
}
