#include "daemon/capabilities.h"

#include <linux/capability.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Whether there was anything to take. */
static bool
take(uint32_t *set, uint32_t kept)
{
	bool has_more = (*set & ~kept) != 0;
	*set &= kept;
	return has_more;
}

int
capabilities_keep(uint64_t set)
{
	/* glibc has no wrapper for the two calls. */
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct own[_LINUX_CAPABILITY_U32S_3];
	bool has_more = false;
	if (syscall(SYS_capget, &header, own) < 0)
		return -1;
	for (size_t i = 0; i < _LINUX_CAPABILITY_U32S_3; i++) {
		uint32_t kept = (uint32_t)(set >> 32 * i);
		has_more |= take(&own[i].effective, kept);
		has_more |= take(&own[i].permitted, kept);
		has_more |= take(&own[i].inheritable, kept);
	}
	/* A service manager may refuse even this call to who has nothing to give up. */
	return has_more ? (int)syscall(SYS_capset, &header, own) : 0;
}
