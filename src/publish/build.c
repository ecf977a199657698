/* kapsula build [--dry-run | --watch] [--drop-shared-lines] [SOURCE [OUT]]: makes the finished
 * capsule of a folder and publishes it, once or whenever a source changes. */
#include "publish/command.h"

#include "base/buf.h"
#include "base/log.h"
#include "publish/capsule/capsule.h"
#include "publish/capsule/watch.h"

#include <stdio.h>
#include <string.h>

#define USAGE "build [--dry-run | --watch] [--drop-shared-lines] [SOURCE [OUT]]"

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
	const char *how = capsule->is_unchanged ? "unchanged, are" : "are";
	unsigned long number =
	    capsule->is_unchanged ? out_published(&capsule->out) : capsule->out.number;
	printf("%zu %s and %zu %s %s published in %.*s (build %lu)\n", capsule->pages,
	       capsule->pages == 1 ? "page" : "pages", capsule->files,
	       capsule->files == 1 ? "file" : "files", how, STR_FMT(buf_str(&capsule->out.name)),
	       number);
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

struct order {
	struct str source, out;
	struct capsule_wishes wishes;
	bool is_trial, is_watch;
};

static int
build(const struct order *order)
{
	struct capsule capsule;
	int status = 1;
	if (capsule_make(&capsule, order->source, order->out, &order->wishes) == 0) {
		if (order->is_trial)
			status = print_changes(&capsule);
		else if (capsule_publish(&capsule) == 0)
			status = print_result(&capsule);
	}
	capsule_free(&capsule);
	return status;
}

static bool
say(const char *words)
{
	return puts(words) >= 0 && fflush(stdout) == 0;
}

/* One build. A reader of what is told who went away ends the watch. */
static bool
build_again(const struct order *order, bool *is_good)
{
	bool was_good = *is_good;
	*is_good = build(order) == 0;
	if (!*is_good)
		return say("this is not published yet; I build again when something changes");
	return was_good || say("what was wrong is put right");
}

static int
build_and_watch(const struct order *order)
{
	struct watch watch;
	bool is_good = true;
	enum watch_end end = WATCH_FAILED;
	int opened = watch_open(&watch, order->source);
	while (opened == 0 && watch_renew(&watch) == 0 && build_again(order, &is_good) &&
	       (end = watch_wait(&watch)) == WATCH_CHANGED)
		;
	watch_close(&watch);
	if (end == WATCH_STOPPED)
		say("no longer watching");
	return end == WATCH_STOPPED ? 0 : 1;
}

static void
take_option(struct order *order, const char *option)
{
	if (!strcmp(option, "--dry-run"))
		order->is_trial = true;
	else if (!strcmp(option, "--watch"))
		order->is_watch = true;
	else if (!strcmp(option, "--drop-shared-lines"))
		order->wishes.drops_shared_lines = true;
	else
		die_usage("build has no option \"%s\"; it is " USAGE, option);
}

static void
take_options(struct order *order, int *argc, char ***argv)
{
	while (*argc > 1 && (*argv)[1][0] == '-') {
		const char *option = (*argv)[1];
		++*argv;
		--*argc;
		if (!strcmp(option, "--"))
			return;
		take_option(order, option);
	}
	if (order->is_watch)
		order->wishes.turn = OUT_IN_TURN;
}

int
command_build(int argc, char **argv)
{
	struct order order = {0};
	take_options(&order, &argc, &argv);
	if (order.is_watch && order.is_trial)
		die_usage("build either watches or tries: " USAGE);
	if (argc > 3)
		die_usage("build takes two folders at most: " USAGE);
	order.source = without_slashes(str_of(argc > 1 ? argv[1] : "capsule"));
	if (order.source.n == 0 || (argc > 2 && argv[2][0] == '\0'))
		die_usage("build needs the name of a folder, not an empty one");
	struct buf out = {0};
	buf_add_str(&out, argc > 2 ? without_slashes(str_of(argv[2])) : order.source);
	if (argc <= 2)
		buf_add_str(&out, STR("/public"));
	order.out = buf_str(&out);
	int status = order.is_watch ? build_and_watch(&order) : build(&order);
	buf_free(&out);
	return status;
}
