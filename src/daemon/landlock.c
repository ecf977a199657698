#include "daemon/landlock.h"

#include "base/fd.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What Debian 12's header does not know yet; a kernel takes the longer form of its time when what
 * it does not know is zero. */
struct ruleset {
	uint64_t files, network, scopes;
};

enum {
	FIRST_FILE_RIGHTS = 13, /* of version 1, the lowest bits */
	READ = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR
};

static const struct addition {
	int version;
	struct ruleset rights;
} additions[] = {
    {1, {.files = (UINT64_C(1) << FIRST_FILE_RIGHTS) - 1}},
    {2, {.files = UINT64_C(1) << 13}}, /* link and rename between folders */
    {3, {.files = UINT64_C(1) << 14}}, /* truncate */
    {4, {.network = 3}},               /* bind and connect over TCP */
    {5, {.files = UINT64_C(1) << 15}}, /* ioctl on devices */
    {6, {.scopes = 3}},                /* abstract sockets and signals of others */
};

static struct ruleset
rights_of(int version)
{
	struct ruleset all = {0};
	for (size_t i = 0; i < sizeof additions / sizeof *additions; i++) {
		if (additions[i].version > version)
			break;
		all.files |= additions[i].rights.files;
		all.network |= additions[i].rights.network;
		all.scopes |= additions[i].rights.scopes;
	}
	return all;
}

int
landlock_version(void)
{
	long version =
	    syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION);
	return version > 0 ? (int)version : 0;
}

static int
allow(int ruleset, int folder, uint64_t rights)
{
	const struct landlock_path_beneath_attr rule = {
	    .allowed_access = rights,
	    .parent_fd = folder,
	};
	return (int)syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
}

static int
restrict_self(int ruleset, const int *folders, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (allow(ruleset, folders[i], READ) < 0)
			return -1;
#ifdef SANDBOX_INSTRUMENTED
	/* Sanitizers and coverage have files of their own, anywhere. */
	int all = open("/", O_PATH);
	if (allow(ruleset, all,
	          READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG) < 0)
		return -1;
	close(all);
#endif
	return (int)syscall(SYS_landlock_restrict_self, ruleset, 0);
}

int
landlock_enter(const int *folders, size_t count)
{
	int version = landlock_version();
	if (version == 0)
		return 0;
	struct ruleset rights = rights_of(version);
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rights, sizeof rights, 0);
	if (ruleset < 0)
		return -1;
	int result = restrict_self(ruleset, folders, count);
	fd_close(ruleset);
	return result;
}
