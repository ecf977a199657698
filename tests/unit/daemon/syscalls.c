/* The system calls of a worker: those that serving needs, tried in children behind the door. */
#include "daemon/syscalls.h"

#include "door.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>

static int out_fd, listener;
static struct sockaddr_in listener_address;

static int
try_open(void)
{
	return open("/etc/passwd", O_RDONLY) < 0;
}

static int
try_exec(void)
{
	char *none[] = {NULL};
	return execve("/bin/true", none, none);
}

static int
try_fork(void)
{
	return fork() < 0;
}

static int
try_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) < 0;
}

static int
try_socketpair(void)
{
	int ends[2];
	return socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
}

static int
try_connect(void)
{
	return connect(listener, (struct sockaddr *)&listener_address, sizeof listener_address);
}

static int
try_bind(void)
{
	return bind(listener, (struct sockaddr *)&listener_address, sizeof listener_address);
}

static int
try_ptrace(void)
{
	return ptrace(PTRACE_ATTACH, getpid() - 1, NULL, NULL) < 0;
}

static int
try_kill(void)
{
	return kill(1, 0);
}

static int
try_kill_thread_of_another(void)
{
	return tgkill(1, 1, 0);
}

static int
try_unlink(void)
{
	return unlink("/tmp/none");
}

static int
try_rename(void)
{
	return rename("/tmp/none", "/tmp/other");
}

static int
try_chmod(void)
{
	return fchmod(out_fd, 0777);
}

static int
try_truncate(void)
{
	return truncate("/tmp/none", 0);
}

static int
try_setuid(void)
{
	return setuid(0);
}

static int
try_unshare(void)
{
	return unshare(CLONE_NEWUSER);
}

static int
try_mount(void)
{
	return mount("none", "/", "tmpfs", 0, NULL);
}

static int
try_executable_memory(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
	       MAP_FAILED;
}

static int
try_making_executable(void)
{
	void *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return mprotect(page, 4096, PROT_READ | PROT_EXEC);
}

static int
try_prctl(void)
{
	return prctl(PR_SET_DUMPABLE, 1);
}

static int
try_rlimit(void)
{
	return setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
}

static int
try_memfd(void)
{
	return memfd_create("none", 0) < 0;
}

static int
try_other_memory(void)
{
	return process_vm_writev(getpid() - 1, NULL, 0, NULL, 0, 0) < 0;
}

static int
try_dup(void)
{
	return dup(out_fd) < 0;
}

static int
try_uring(void)
{
	return syscall(SYS_io_uring_setup, 1, NULL) < 0;
}

static int
try_bpf(void)
{
	return syscall(SYS_bpf, 0, NULL, 0) < 0;
}

static int
try_handle(void)
{
	return syscall(SYS_open_by_handle_at, out_fd, NULL, O_RDONLY) < 0;
}

static int
try_terminal(void)
{
	return syscall(SYS_ioctl, STDERR_FILENO, 0x5412L, "x") < 0; /* TIOCSTI */
}

static const struct forbidden {
	int (*try)(void);
	const char *call;
	bool is_for_instruments;
} forbidden[] = {
    {try_open, "openat", true},
    {try_fork, "clone", true},
    {try_kill, "kill", true},
    {try_ptrace, "ptrace", true},
    {try_prctl, "prctl", true},
    {try_rlimit, "prlimit64", true},
    {try_exec, "execve", false},
    {try_socket, "socket", false},
    {try_socketpair, "socketpair", false},
    {try_connect, "connect", false},
    {try_bind, "bind", false},
    {try_kill_thread_of_another, "tgkill", false},
    {try_unlink, "unlink", false},
    {try_rename, "rename", false},
    {try_chmod, "fchmod", false},
    {try_truncate, "truncate", false},
    {try_setuid, "setuid", false},
    {try_unshare, "unshare", false},
    {try_mount, "mount", false},
    {try_executable_memory, "mmap", false},
    {try_making_executable, "mprotect", false},
    {try_memfd, "memfd_create", false},
    {try_other_memory, "process_vm_writev", false},
    {try_dup, "dup", false},
    {try_uring, "io_uring_setup", false},
    {try_bpf, "bpf", false},
    {try_handle, "open_by_handle_at", false},
    {try_terminal, "ioctl", false},
};

static void
other_calls_are_named_and_end_the_process(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++) {
		if (IS_INSTRUMENTED && forbidden[i].is_for_instruments)
			continue;
		struct result result = behind_the_door(out_fd, forbidden[i].try);
		char line[256];
		snprintf(line, sizeof line,
		         "kapsulad: a worker is ended: serving needs no system call %s\n",
		         forbidden[i].call);
		assert_string_equal(result.told, line);
		assert_true(WIFSIGNALED(result.status));
		assert_int_equal(WTERMSIG(result.status), SIGSYS);
		assert_false(WCOREDUMP(result.status));
	}
}

static int
try_serving(void)
{
	struct epoll_event event = {.events = EPOLLIN};
	int loop = epoll_create1(EPOLL_CLOEXEC);
	if (loop < 0 || epoll_ctl(loop, EPOLL_CTL_ADD, listener, &event) < 0)
		return 1;
	epoll_wait(loop, &event, 1, 0);
	if (accept4(listener, NULL, NULL, SOCK_CLOEXEC) >= 0 || errno != EAGAIN)
		return 2;
	void *much = malloc(32 << 20);
	if (!much)
		return 3;
	free(much);
	return 0;
}

static void
serving_works(void **state)
{
	(void)state;
	struct result result = behind_the_door(out_fd, try_serving);
	assert_string_equal(result.told, "");
	assert_int_equal(result.status, 0);
}

static int
open_all(void **state)
{
	(void)state;
	socklen_t size = sizeof listener_address;
	out_fd = open("/tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	listener_address.sin_family = AF_INET;
	listener_address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (bind(listener, (struct sockaddr *)&listener_address, size) < 0)
		return -1;
	return listen(listener, 1) < 0
	           ? -1
	           : getsockname(listener, (struct sockaddr *)&listener_address, &size);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(other_calls_are_named_and_end_the_process),
	    cmocka_unit_test(serving_works),
	};
	return cmocka_run_group_tests(tests, open_all, NULL);
}
