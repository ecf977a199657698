/* What a process may still do behind the door, tried in children that went through it. */
#include "daemon/sandbox.h"

#include "daemon/landlock.h"
#include "door.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>

enum {
	NOT_FORCED = -1
};

static char out[] = "/tmp/kapsula-sandbox-XXXXXX";
static int out_fd;

static int forced_version = NOT_FORCED;

/* Stands in for the C library's: a kernel with another version of landlock, or without it. Like
 * that one it reads six words, however few were handed over. */
__attribute__((no_sanitize_address)) long
syscall(long number, ...)
{
	long (*real)(long, ...);
	void *found = dlsym(RTLD_NEXT, "syscall");
	memcpy(&real, &found, sizeof real);
	long words[6];
	va_list args;
	va_start(args, number);
	for (size_t i = 0; i < 6; i++)
		words[i] = va_arg(args, long);
	va_end(args);
	bool asks = number == SYS_landlock_create_ruleset && words[2];
	if (forced_version > 0 && asks)
		return forced_version;
	if (forced_version == 0 && number >= SYS_landlock_create_ruleset &&
	    number <= SYS_landlock_restrict_self) {
		errno = ENOSYS;
		return -1;
	}
	return real(number, words[0], words[1], words[2], words[3], words[4], words[5]);
}

static int
open_like_a_worker(int folder, const char *name, uint64_t flags)
{
	struct open_how how = {.flags = flags, .mode = flags & O_CREAT ? 0644 : 0};
	return (int)syscall(SYS_openat2, folder, name, &how, sizeof how);
}

static void
assert_works(int (*try)(void))
{
	struct result result = behind_the_door(out_fd, try);
	assert_string_equal(result.told, "");
	assert_true(WIFEXITED(result.status));
	assert_int_equal(WEXITSTATUS(result.status), 0);
}

/* Files */

static int
fails_by_access(int fd)
{
	return fd < 0 && errno == EACCES ? 0 : 1;
}

static int
try_file_outside(void)
{
	return fails_by_access(open_like_a_worker(AT_FDCWD, "/etc/passwd", O_RDONLY));
}

static int
try_way_out(void)
{
	return fails_by_access(open_like_a_worker(out_fd, "../../etc/passwd", O_RDONLY));
}

static int
try_folder_outside(void)
{
	return fails_by_access(open_like_a_worker(AT_FDCWD, "/", O_RDONLY | O_DIRECTORY));
}

static int
try_process(void)
{
	return fails_by_access(open_like_a_worker(AT_FDCWD, "/proc/self/maps", O_RDONLY));
}

static int
try_writing_inside(void)
{
	return fails_by_access(open_like_a_worker(out_fd, "page", O_WRONLY));
}

static int
try_emptying_inside(void)
{
	return fails_by_access(open_like_a_worker(out_fd, "page", O_RDONLY | O_TRUNC));
}

static int
try_making_inside(void)
{
	return fails_by_access(open_like_a_worker(out_fd, "new", O_WRONLY | O_CREAT));
}

static int
try_reading_inside(void)
{
	char byte;
	int fd = open_like_a_worker(out_fd, "page", O_RDONLY);
	return fd >= 0 && pread(fd, &byte, 1, 0) == 1 && byte == 'p' && close(fd) == 0 ? 0 : 1;
}

static int
try_most_files(void)
{
	int failed = try_reading_inside();
	if (IS_INSTRUMENTED)
		return failed;
	return failed | try_file_outside() << 1 | try_way_out() << 2 | try_folder_outside() << 3 |
	       try_process() << 4 | try_writing_inside() << 5 | try_making_inside() << 6;
}

static int
try_all_files(void)
{
	int failed = try_most_files();
	return IS_INSTRUMENTED ? failed : failed | try_emptying_inside() << 7;
}

/* The rights on the files themselves allow it all. */
static void
only_reading_beneath_the_folder(void **state)
{
	(void)state;
	if (landlock_version() == 0)
		skip();
	assert_works(try_all_files);
}

static int
try_later_build(void)
{
	/* Made by the parent once this process is behind the door. */
	char byte;
	if (write(STDOUT_FILENO, "", 1) != 1 || read(STDIN_FILENO, &byte, 1) != 1)
		return 1;
	int fd = open_like_a_worker(out_fd, "builds/2/page", O_RDONLY);
	return fd >= 0 && read(fd, &byte, 1) == 1 && byte == 'n' ? 0 : 1;
}

static void
make_build(void)
{
	assert_int_equal(mkdirat(out_fd, "builds", 0755), 0);
	assert_int_equal(mkdirat(out_fd, "builds/2", 0755), 0);
	int fd = openat(out_fd, "builds/2/page", O_WRONLY | O_CREAT, 0644);
	assert_int_equal(write(fd, "new", 3), 3);
	close(fd);
}

static void
later_builds_can_be_read(void **state)
{
	(void)state;
	char why[SANDBOX_WHY_MAX], byte;
	int status, ends[2];
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	pid_t child = fork();
	if (child == 0) {
		dup2(ends[1], STDIN_FILENO);
		dup2(ends[1], STDOUT_FILENO);
		bool is_in = sandbox_drop(NULL, why) == 0 && sandbox_enter(&out_fd, 1, why) == 0;
		_exit(is_in ? try_later_build() : FAILED_TO_ENTER);
	}
	close(ends[1]);
	assert_int_equal(read(ends[0], &byte, 1), 1);
	make_build();
	assert_int_equal(write(ends[0], "", 1), 1);
	assert_int_equal(waitpid(child, &status, 0), child);
	close(ends[0]);
	assert_int_equal(status, 0);
}

static int
try_looking_at_limits(void)
{
	char text[4096];
	FILE *status = fdopen(STDIN_FILENO, "r");
	bool has_flag = false;
	while (status && fgets(text, sizeof text, status))
		has_flag |= strcmp(text, "NoNewPrivs:\t1\n") == 0;
	return has_flag ? 0 : 1;
}

/* The kernel's own account of the child, opened before the door was shut. */
static void
no_new_rights_and_no_core_dumps(void **state)
{
	(void)state;
	char why[SANDBOX_WHY_MAX];
	int status;
	pid_t child = fork();
	if (child == 0) {
		struct rlimit core;
		int failed = sandbox_drop(NULL, why) < 0;
		failed |= prctl(PR_GET_DUMPABLE) != 0;
		failed |= getrlimit(RLIMIT_CORE, &core) < 0 || core.rlim_max != 0;
		failed |= geteuid() == 0;
		dup2(open("/proc/thread-self/status", O_RDONLY), STDIN_FILENO);
		_exit(failed || try_looking_at_limits());
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

/* The supervisor */

static bool
is_refused(int result)
{
	return result < 0 && errno == EPERM;
}

/* What it needs works, and nothing else that only root may do. */
static int
try_watching(void)
{
	char why[SANDBOX_WHY_MAX];
	struct rlimit core;
	int failed = sandbox_keep_watch(why) < 0;
	failed |= (prctl(PR_GET_DUMPABLE) != 0) << 1;
	failed |= (getrlimit(RLIMIT_CORE, &core) < 0 || core.rlim_max != 0) << 2;
	failed |= !is_refused(chroot("/")) << 3;
	failed |= !is_refused(mount("none", "/", NULL, MS_REMOUNT, NULL)) << 4;
	failed |= !is_refused(socket(AF_PACKET, SOCK_RAW, 0)) << 5;
	failed |= !is_refused(chown(out, 1, 1)) << 6;
	failed |= (sandbox_drop(NULL, why) < 0) << 7;
	return failed;
}

static void
supervisor_keeps_what_it_needs(void **state)
{
	(void)state;
	int status;
	if (geteuid() != 0)
		skip();
	pid_t child = fork();
	if (child == 0)
		_exit(try_watching());
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

/* Other kernels */

static void
without_landlock_it_serves_and_tells(void **state)
{
	(void)state;
	forced_version = 0;
	assert_int_equal(landlock_version(), 0);
	assert_non_null(strstr(sandbox_gap(), "none"));
	assert_works(try_reading_inside);
	forced_version = NOT_FORCED;
}

static void
old_landlock_keeps_files_as_well(void **state)
{
	(void)state;
	if (landlock_version() == 0)
		skip();
	forced_version = 1;
	assert_non_null(strstr(sandbox_gap(), "old"));
	assert_works(try_most_files);
	forced_version = NOT_FORCED;
}

static void
new_landlock_has_no_gap(void **state)
{
	(void)state;
	forced_version = LANDLOCK_TRUNCATE;
	assert_null(sandbox_gap());
	forced_version = NOT_FORCED;
}

static void
unknown_user_and_root_are_refused(void **state)
{
	(void)state;
	char why[SANDBOX_WHY_MAX];
	if (geteuid() != 0)
		skip();
	assert_int_equal(sandbox_drop("nobody-of-that-name", why), -1);
	assert_non_null(strstr(why, "nobody-of-that-name"));
	assert_int_equal(sandbox_drop("root", why), -1);
	assert_non_null(strstr(why, "root"));
}

static int
open_all(void **state)
{
	(void)state;
	const char name[] = "page";
	if (!mkdtemp(out) || chmod(out, 0777) < 0)
		return -1;
	out_fd = open(out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int page = openat(out_fd, name, O_WRONLY | O_CREAT, 0666);
	if (page < 0 || fchmod(page, 0666) < 0 || write(page, name, sizeof name - 1) < 0)
		return -1;
	close(page);
	return 0;
}

static int
remove_all(void **state)
{
	(void)state;
	unlinkat(out_fd, "builds/2/page", 0);
	unlinkat(out_fd, "builds/2", AT_REMOVEDIR);
	unlinkat(out_fd, "builds", AT_REMOVEDIR);
	unlinkat(out_fd, "page", 0);
	return rmdir(out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(only_reading_beneath_the_folder),
	    cmocka_unit_test(later_builds_can_be_read),
	    cmocka_unit_test(no_new_rights_and_no_core_dumps),
	    cmocka_unit_test(supervisor_keeps_what_it_needs),
	    cmocka_unit_test(without_landlock_it_serves_and_tells),
	    cmocka_unit_test(old_landlock_keeps_files_as_well),
	    cmocka_unit_test(new_landlock_has_no_gap),
	    cmocka_unit_test(unknown_user_and_root_are_refused),
	};
	return cmocka_run_group_tests(tests, open_all, remove_all);
}
