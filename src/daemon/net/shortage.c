#include "daemon/net/shortage.h"

#include "base/log.h"

#include <errno.h>

enum shortage
shortage_of(int error)
{
	switch (error) {
	case EMFILE:
		return SHORTAGE_DESCRIPTORS;
	case ENFILE:
		return SHORTAGE_FILES;
	case ENOMEM:
	case ENOBUFS:
		return SHORTAGE_MEMORY;
	case EIO:
		return SHORTAGE_DISK;
	default:
		return SHORTAGE_NONE;
	}
}

static void
tell(const struct shortages *shortages, enum shortage shortage, struct str capsule)
{
	switch (shortage) {
	case SHORTAGE_PLACES:
		log_line("no place left: all %zu connections of this worker are being served, and "
		         "others wait; raise max-connections",
		         shortages->places);
		break;
	case SHORTAGE_DESCRIPTORS:
		log_line("no descriptor left: all %zu of this worker are in use; raise LimitNOFILE "
		         "(ulimit -Hn) or lower max-connections",
		         shortages->descriptors);
		break;
	case SHORTAGE_FILES:
		log_line("no descriptor left in the whole system; raise it (sysctl fs.file-max)");
		break;
	case SHORTAGE_MEMORY:
		log_line("no memory left for a connection or its reply; lower max-connections, or "
		         "give the machine more");
		break;
	case SHORTAGE_DISK:
		log_line("%.*s: a published file or search.db cannot be read; look after the disk, "
		         "and build anew",
		         STR_FMT(capsule));
		break;
	case SHORTAGE_BUILD:
		log_line(
		    "%.*s: the newest build cannot be opened, and the one before it is served; "
		    "build anew",
		    STR_FMT(capsule));
		break;
	case SHORTAGE_INDEX:
		log_line("%.*s: search.db is broken or of another version, and nothing is found; "
		         "build anew",
		         STR_FMT(capsule));
		break;
	case SHORTAGE_NONE:
	case SHORTAGES:
		break;
	}
}

void
shortage_tell(struct shortages *shortages, enum shortage shortage, struct str capsule, int64_t now)
{
	int64_t *told = &shortages->told[shortage];
	if (*told && now - *told < SHORTAGE_PAUSE)
		return;
	*told = now;
	tell(shortages, shortage, capsule);
}
