#include "daemon/sandbox.h"

#include "daemon/capabilities.h"
#include "daemon/landlock.h"
#include "daemon/syscalls.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

static const struct passwd *
find_user(const char *user)
{
	if (user)
		return getpwnam(user);
	const struct passwd *found = getpwnam("kapsula");
	return found ? found : getpwnam("nobody");
}

static int
become(const struct passwd *user)
{
	if (setgroups(0, NULL) < 0 || setresgid(user->pw_gid, user->pw_gid, user->pw_gid) < 0)
		return -1;
	return setresuid(user->pw_uid, user->pw_uid, user->pw_uid);
}

static int
drop_root(const char *name, char why[static SANDBOX_WHY_MAX])
{
	const struct passwd *user = find_user(name);
	if (!user) {
		snprintf(why, SANDBOX_WHY_MAX,
		         "there is no user %s; add one (adduser --system %s) or name another",
		         name ? name : "nobody", name ? name : "kapsula");
		return -1;
	}
	if (user->pw_uid == 0) {
		snprintf(why, SANDBOX_WHY_MAX, "user %s is root; name one without rights",
		         user->pw_name);
		return -1;
	}
	if (become(user) == 0)
		return 0;
	snprintf(why, SANDBOX_WHY_MAX, "becoming user %s: %s", user->pw_name, strerror(errno));
	return -1;
}

static int
give_up_all_but(uint64_t capabilities, char why[static SANDBOX_WHY_MAX])
{
	const struct rlimit none = {0, 0};
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && capabilities_keep(capabilities) == 0 &&
	    prctl(PR_SET_DUMPABLE, 0) == 0 && setrlimit(RLIMIT_CORE, &none) == 0)
		return 0;
	snprintf(why, SANDBOX_WHY_MAX, "giving up rights: %s", strerror(errno));
	return -1;
}

int
sandbox_drop(const char *user, char why[static SANDBOX_WHY_MAX])
{
	if (geteuid() == 0 && drop_root(user, why) < 0)
		return -1;
	return give_up_all_but(CAPABILITIES_NONE, why);
}

int
sandbox_keep_watch(char why[static SANDBOX_WHY_MAX])
{
	/* To listen anew at low ports and read others' keys, and for workers of another user. */
	static const int needed[] = {CAP_NET_BIND_SERVICE, CAP_DAC_OVERRIDE, CAP_SETUID, CAP_SETGID,
	                             CAP_KILL};
	uint64_t set = CAPABILITIES_NONE;
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		set |= CAPABILITIES_OF(needed[i]);
	return give_up_all_but(set, why);
}

int
sandbox_enter(const int *folders, size_t count, char why[static SANDBOX_WHY_MAX])
{
	if (landlock_enter(folders, count) < 0) {
		snprintf(why, SANDBOX_WHY_MAX, "landlock: %s", strerror(errno));
		return -1;
	}
	if (syscalls_limit() == 0)
		return 0;
	snprintf(why, SANDBOX_WHY_MAX,
	         "limiting system calls: %s; kapsulad needs a kernel with seccomp filters",
	         strerror(errno));
	return -1;
}

const char *
sandbox_gap(void)
{
	int version = landlock_version();
	if (version == 0)
		return "landlock: this kernel has none; workers can open what their user may read";
	if (version < LANDLOCK_TRUNCATE)
		return "landlock: this kernel has an old one; workers can empty files that their "
		       "user may write";
	return NULL;
}
