/* kapsula build [SOURCE [OUT]]: makes the finished capsule of a folder and publishes it. */
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
build(struct str source, struct str out)
{
	struct capsule capsule;
	int status = 1;
	if (capsule_build(&capsule, source, out) == 0)
		status = print_result(&capsule);
	capsule_free(&capsule);
	return status;
}

int
command_build(int argc, char **argv)
{
	if (argc > 1 && !strcmp(argv[1], "--")) {
		argv++;
		argc--;
	} else if (argc > 1 && argv[1][0] == '-') {
		die_usage("build has no option \"%s\"; it is build [SOURCE [OUT]]", argv[1]);
	}
	if (argc > 3)
		die_usage("build takes two folders at most: build [SOURCE [OUT]]");
	struct str source = without_slashes(str_of(argc > 1 ? argv[1] : "capsule"));
	if (source.n == 0 || (argc > 2 && argv[2][0] == '\0'))
		die_usage("build needs the name of a folder, not an empty one");
	struct buf out = {0};
	buf_add_str(&out, argc > 2 ? without_slashes(str_of(argv[2])) : source);
	if (argc <= 2)
		buf_add_str(&out, STR("/public"));
	int status = build(source, buf_str(&out));
	buf_free(&out);
	return status;
}
