#include "daemon/syscalls.h"

#include "base/log.h"
#include "base/span.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
	CALLS_MAX = 512, /* numbers, by which a name is kept */
	NAME_ROOM = 24,
	LINE_ROOM = 96
};

/* Those whose arguments do not matter. None opens anything but beneath a folder (landlock), none
 * reaches another process, and none changes a file. The names are the C library's of today; where
 * two stand for one thing, another version or machine takes the other. */
static const int always[] = {
    /* Connections. */
    SCMP_SYS(accept4),
    SCMP_SYS(recvfrom),
    SCMP_SYS(recvmsg),
    SCMP_SYS(sendto),
    SCMP_SYS(sendmsg),
    SCMP_SYS(shutdown),
    SCMP_SYS(close),
    SCMP_SYS(getsockopt),
    SCMP_SYS(setsockopt),
    SCMP_SYS(getsockname),
    SCMP_SYS(getpeername),
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    /* The loop. */
    SCMP_SYS(epoll_create1),
    SCMP_SYS(epoll_ctl),
    SCMP_SYS(epoll_wait),
    SCMP_SYS(epoll_pwait),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(signalfd4),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(restart_syscall),
    /* Published files. */
    SCMP_SYS(openat2),
    SCMP_SYS(readlinkat),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(fstatat64),
    SCMP_SYS(fstat64),
    SCMP_SYS(pread64),
    SCMP_SYS(lseek),
    SCMP_SYS(getdents64),
    /* Memory. */
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(sysinfo),
    /* Signals, locks and random numbers. */
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(futex),
    SCMP_SYS(getrandom),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
#ifdef SANDBOX_INSTRUMENTED
    /* What sanitizers and coverage do besides: they write reports, and look at the process from
     * another one. */
    SCMP_SYS(clone),
    SCMP_SYS(getdents),
    SCMP_SYS(getppid),
    SCMP_SYS(kill),
    SCMP_SYS(mkdir),
    SCMP_SYS(open),
    SCMP_SYS(openat),
    SCMP_SYS(pipe),
    SCMP_SYS(prctl),
    SCMP_SYS(prlimit64),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(ptrace),
    SCMP_SYS(readlink),
    SCMP_SYS(sched_yield),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(uname),
    SCMP_SYS(wait4),
    SCMP_SYS(ftruncate),
    SCMP_SYS(access),
    SCMP_SYS(sched_getaffinity),
#endif
};

/* Those that are harmless with one value, or one bit unset, of one argument. */
static const struct limited {
	int call;
	struct scmp_arg_cmp wanted; /* which argument, how it is compared, with what */
} limited[] = {
    {SCMP_SYS(mmap), {2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0}},
    {SCMP_SYS(mmap2), {2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0}},
    {SCMP_SYS(mprotect), {2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0}},
    {SCMP_SYS(ioctl), {1, SCMP_CMP_EQ, SIOCOUTQ, 0}},
    {SCMP_SYS(fcntl), {1, SCMP_CMP_EQ, F_GETFL, 0}},
    {SCMP_SYS(fcntl), {1, SCMP_CMP_EQ, F_SETFL, 0}},
    {SCMP_SYS(fcntl), {1, SCMP_CMP_EQ, F_GETFD, 0}},
    {SCMP_SYS(fcntl), {1, SCMP_CMP_EQ, F_SETFD, 0}},
#ifdef SANDBOX_INSTRUMENTED
    {SCMP_SYS(fcntl), {1, SCMP_CMP_EQ, F_SETLK, 0}},
    {SCMP_SYS(fcntl), {1, SCMP_CMP_EQ, F_SETLKW, 0}},
#endif
};

static char names[CALLS_MAX][NAME_ROOM];

/* Known before they are needed: a signal handler may not ask for memory. */
static void
learn_names(void)
{
	for (int number = 0; number < CALLS_MAX; number++) {
		char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, number);
		if (name && strlen(name) < NAME_ROOM)
			memcpy(names[number], name, strlen(name));
		free(name);
	}
}

/* Only what is async-signal-safe. */
static void
on_forbidden_call(int signal, siginfo_t *info, void *context)
{
	(void)context;
	char bytes[LINE_ROOM];
	struct span line = {.p = bytes, .cap = sizeof bytes};
	unsigned number = (unsigned)info->si_syscall;
	span_add(&line, STR("kapsulad: a worker is ended: serving needs no system call "));
	if (number < CALLS_MAX && names[number][0])
		span_add(&line, str_of(names[number]));
	else
		span_add_number(&line, number);
	span_add_char(&line, '\n');
	log_raw(span_str(&line));
	raise(signal);
	_exit(1);
}

/* SA_RESETHAND and SA_NODEFER: the second SIGSYS, the handler's own, ends the process. */
static int
handle_forbidden_calls(void)
{
	struct sigaction action = {
	    .sa_sigaction = on_forbidden_call,
	    .sa_flags = SA_SIGINFO | SA_RESETHAND | SA_NODEFER,
	};
	learn_names();
	return sigaction(SIGSYS, &action, NULL);
}

/* libseccomp gives errno's values, negative. */
static int
add_rules(scmp_filter_ctx filter, pid_t self)
{
	int result = seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	for (size_t i = 0; result == 0 && i < sizeof always / sizeof *always; i++)
		result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, always[i], 0);
	for (size_t i = 0; result == 0 && i < sizeof limited / sizeof *limited; i++)
		result = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, limited[i].call, 1,
		                                &limited[i].wanted);
	/* raise and abort. */
	const struct scmp_arg_cmp is_own = {0, SCMP_CMP_EQ, (scmp_datum_t)self, 0};
	if (result == 0)
		result =
		    seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, &is_own);
	return result;
}

int
syscalls_limit(void)
{
	if (handle_forbidden_calls() < 0)
		return -1;
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_TRAP);
	if (!filter) {
		errno = ENOMEM;
		return -1;
	}
	int result = add_rules(filter, getpid());
	if (result == 0)
		result = seccomp_load(filter);
	seccomp_release(filter);
	if (result == 0)
		return 0;
	errno = -result;
	return -1;
}
