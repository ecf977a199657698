#include "publish/capsule/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/str.h"

enum {
	FIRST_MS = 1000,
	STEP_MS = 200,
	LINE_MAX_BYTES = 80
};

static long long
now(void)
{
	enum {
		MS = 1000,
		NS_A_MS = 1000000
	};
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * MS + now.tv_nsec / NS_A_MS;
}

void
progress_start(struct progress *progress)
{
	*progress = (struct progress){
	    .next = now() + FIRST_MS,
	    .is_terminal = isatty(STDERR_FILENO),
	};
}

void
progress_tell(struct progress *progress, size_t done, size_t all, const char *what)
{
	char line[LINE_MAX_BYTES];
	if (!progress->is_terminal || now() < progress->next)
		return;
	progress->next = now() + STEP_MS;
	progress->is_shown = true;
	snprintf(line, sizeof line, "kapsula: %zu of %zu %s   \r", done, all, what);
	log_raw(str_of(line));
}

void
progress_end(struct progress *progress)
{
	if (progress->is_shown)
		log_raw(STR("                                        \r"));
	progress->is_shown = false;
}
