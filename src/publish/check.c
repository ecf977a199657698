/* kapsula check [--weights] [SOURCE]: looks for what readers would stumble over, or tells what the
 * pages cost them, and writes nothing. */
#include "publish/command.h"

#include "base/log.h"
#include "publish/check/checkup.h"
#include "publish/check/weights.h"
#include "publish/read/date.h"

#include <stdio.h>
#include <string.h>

static void
add_count(struct buf *out, size_t count, const char *what)
{
	buf_printf(out, "%zu %s%s", count, what, count == 1 ? "" : "s");
}

static void
add_summary(const struct checkup *checkup, struct buf *out)
{
	size_t errors = findings_count(&checkup->findings, FINDING_ERROR);
	size_t warnings = findings_count(&checkup->findings, FINDING_WARNING);
	add_count(out, errors, "error");
	buf_add_str(out, STR(" and "));
	add_count(out, warnings, "warning");
	buf_add_str(out, STR(" in "));
	add_count(out, checkup->count, "page");
	buf_add_char(out, '\n');
}

static int
print(const struct checkup *checkup, bool weights)
{
	struct buf out = {0};
	if (weights) {
		weights_print(checkup, &out);
	} else {
		findings_print(&checkup->findings, &out);
		add_summary(checkup, &out);
	}
	if (!buf_ok(&out))
		die("out of memory");
	fwrite(out.p, 1, out.n, stdout);
	buf_free(&out);
	return fflush(stdout) == 0 ? 0 : -1;
}

static int
check(struct str source, bool weights)
{
	struct checkup checkup;
	char today[DATE_ISO];
	if (!date_today(today))
		die("what day is it:");
	int status = 1;
	if (checkup_make(&checkup, source, (struct str){today, DATE_ISO - 1}) == 0 &&
	    print(&checkup, weights) == 0)
		status = weights || !findings_count(&checkup.findings, FINDING_ERROR) ? 0 : 1;
	checkup_free(&checkup);
	return status;
}

int
command_check(int argc, char **argv)
{
	bool weights = false;
	for (; argc > 1 && argv[1][0] == '-'; argv++, argc--) {
		if (strcmp(argv[1], "--weights") != 0)
			die_usage("check has no option \"%s\"; it is check [--weights] [SOURCE]",
			          argv[1]);
		weights = true;
	}
	if (argc > 2)
		die_usage("check takes one folder: check [--weights] [SOURCE]");
	struct str source = str_of(argc > 1 ? argv[1] : "capsule");
	while (source.n > 1 && source.p[source.n - 1] == '/')
		source.n--;
	if (source.n == 0)
		die_usage("check needs the name of a folder, not an empty one");
	return check(source, weights);
}
