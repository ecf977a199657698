/* kapsula undo [SOURCE [OUT]]: publishes the build before the present one again. */
#include "publish/command.h"

#include "base/log.h"
#include "publish/capsule/out.h"

#include <stdio.h>
#include <string.h>

static int
undo(struct str name)
{
	struct out out;
	unsigned long number;
	int end = out_undo(&out, name, &number);
	if (end == 0)
		printf("build %lu is published again in %.*s\n", number, STR_FMT(name));
	out_close(&out);
	return end == 0 && fflush(stdout) == 0 ? 0 : 1;
}

int
command_undo(int argc, char **argv)
{
	if (argc > 1 && argv[1][0] == '-')
		die_usage("undo has no option \"%s\"; it is undo [SOURCE [OUT]]", argv[1]);
	if (argc > 3)
		die_usage("undo takes two folders at most: undo [SOURCE [OUT]]");
	struct buf out = {0};
	buf_add_str(&out, str_of(argc > 2 ? argv[2] : argc > 1 ? argv[1] : "capsule"));
	if (argc <= 2)
		buf_add_str(&out, STR("/public"));
	int status = undo(buf_str(&out));
	buf_free(&out);
	return status;
}
