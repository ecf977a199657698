#include "publish/capsule/progress.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"

#include <stdio.h>
#include <unistd.h>

enum {
	FIRST = CLOCK_S,
	STEP = 200 * CLOCK_MS,
	LINE_MAX_BYTES = 80
};

void
progress_start(struct progress *progress)
{
	*progress = (struct progress){
	    .next = clock_read(CLOCK_MONOTONIC) + FIRST,
	    .is_terminal = isatty(STDERR_FILENO),
	};
}

void
progress_tell(struct progress *progress, size_t done, size_t all, const char *what)
{
	char line[LINE_MAX_BYTES];
	int64_t now = progress->is_terminal ? clock_read(CLOCK_MONOTONIC) : 0;
	if (!progress->is_terminal || now < progress->next)
		return;
	progress->next = now + STEP;
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
