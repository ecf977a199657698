/* kapsula build [--dry-run] [SOURCE [OUT]]: makes the finished capsule of a folder and publishes
 * it. */
#include "publish/command.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "publish/capsule/capsule.h"

static struct str
without_slashes(struct str path)
{
	while (path.n > 1 && path.p[path.n - 1] == '/')
		path.n--;
	return path;
}

static int
print_result(const struct capsule *capsule)
{
	printf("%zu %s and %zu %s are published in %.*s (build %lu)\n", capsule->pages,
	       capsule->pages == 1 ? "page" : "pages", capsule->files,
	       capsule->files == 1 ? "file" : "files", STR_FMT(buf_str(&capsule->out.name)),
	       capsule->out.number);
	return fflush(stdout) == 0 ? 0 : 1;
}

static int
print_changes(const struct capsule *capsule)
{
	struct str changes = buf_str(&capsule->out.changes);
	if (changes.n == 0)
		changes = STR("nothing would change\n");
	fwrite(changes.p, 1, changes.n, stdout);
	return fflush(stdout) == 0 ? 0 : 1;
}

static int
build(struct str source, struct str out, bool is_trial)
{
	struct capsule capsule;
	int status = 1;
	if (capsule_make(&capsule, source, out) == 0) {
		if (is_trial)
			status = print_changes(&capsule);
		else if (capsule_publish(&capsule) == 0)
			status = print_result(&capsule);
	}
	capsule_free(&capsule);
	return status;
}

/* Takes the options off; *is_trial is set by --dry-run. */
static void
take_options(int *argc, char ***argv, bool *is_trial)
{
	while (*argc > 1 && (*argv)[1][0] == '-') {
		const char *option = (*argv)[1];
		++*argv;
		--*argc;
		if (!strcmp(option, "--"))
			return;
		if (strcmp(option, "--dry-run") != 0)
			die_usage(
			    "build has no option \"%s\"; it is build [--dry-run] [SOURCE [OUT]]",
			    option);
		*is_trial = true;
	}
}

int
command_build(int argc, char **argv)
{
	bool is_trial = false;
	take_options(&argc, &argv, &is_trial);
	if (argc > 3)
		die_usage("build takes two folders at most: build [--dry-run] [SOURCE [OUT]]");
	struct str source = without_slashes(str_of(argc > 1 ? argv[1] : "capsule"));
	if (source.n == 0 || (argc > 2 && argv[2][0] == '\0'))
		die_usage("build needs the name of a folder, not an empty one");
	struct buf out = {0};
	buf_add_str(&out, argc > 2 ? without_slashes(str_of(argv[2])) : source);
	if (argc <= 2)
		buf_add_str(&out, STR("/public"));
	int status = build(source, buf_str(&out), is_trial);
	buf_free(&out);
	return status;
}
