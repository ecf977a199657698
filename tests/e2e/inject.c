/* Preloaded into kapsulad: makes the k-th call of one kind fail in its workers. Which one is read
 * from shared memory, the file that INJECT_PLAN names, so that a test can choose anew while the
 * daemon runs; behind the door this makes no system call of its own. And lets their clock leap, so
 * that a test need not wait for what is looked at once a second. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

/* The same order as in test_injected.py. */
enum call {
	CALL_NONE,
	CALL_MALLOC,
	CALL_RECV,
	CALL_SEND,
	CALL_WRITE,
	CALL_ACCEPT,
	CALL_OPEN,
	CALL_WAIT,
	CALL_WATCH,
	CALL_MAP,
	CALL_PREAD
};

struct plan {
	_Atomic int32_t call, countdown, error, has_failed;
	_Atomic int32_t leap; /* seconds that the clock is ahead */
};

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t count, size_t n);
void *__libc_realloc(void *p, size_t n);
void *__libc_memalign(size_t alignment, size_t n);

static struct plan *plan;
static bool is_worker;

/* Which function comes next under that name; a pointer to an object is no function's in C. */
static void
find(void *function, const char *name)
{
	void *found = dlsym(RTLD_NEXT, name);
	memcpy(function, &found, sizeof found);
}

/* A pointer to the real one, found at the first call. */
#define REAL(type, name, ...)                                                                      \
	static type (*real)(__VA_ARGS__);                                                          \
	if (!real)                                                                                 \
	find(&real, name)

static bool
fails(enum call call)
{
	if (!plan || !is_worker || plan->call != (int32_t)call)
		return false;
	if (atomic_fetch_sub(&plan->countdown, 1) != 1)
		return false;
	errno = plan->error;
	plan->has_failed = 1;
	return true;
}

__attribute__((constructor)) static void
open_plan(void)
{
	const char *path = getenv("INJECT_PLAN");
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	void *map = MAP_FAILED;
	if (fd >= 0)
		map = mmap(NULL, sizeof *plan, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (map != MAP_FAILED)
		plan = map;
	if (fd >= 0)
		close(fd);
}

pid_t
fork(void)
{
	REAL(pid_t, "fork", void);
	pid_t pid = real();
	is_worker |= pid == 0;
	return pid;
}

void *
malloc(size_t n)
{
	return fails(CALL_MALLOC) ? NULL : __libc_malloc(n);
}

void *
calloc(size_t count, size_t n)
{
	return fails(CALL_MALLOC) ? NULL : __libc_calloc(count, n);
}

void *
realloc(void *p, size_t n)
{
	return fails(CALL_MALLOC) ? NULL : __libc_realloc(p, n);
}

void *
aligned_alloc(size_t alignment, size_t n)
{
	return fails(CALL_MALLOC) ? NULL : __libc_memalign(alignment, n);
}

/* The exact clock, by which a search is cut off, stands still meanwhile. */
int
clock_gettime(clockid_t clock, struct timespec *now)
{
	REAL(int, "clock_gettime", clockid_t, struct timespec *);
	int result = real(clock, now);
	if (!plan || !is_worker)
		return result;
	if (clock == CLOCK_MONOTONIC)
		*now = (struct timespec){0};
	now->tv_sec += plan->leap;
	return result;
}

ssize_t
recv(int fd, void *bytes, size_t n, int flags)
{
	REAL(ssize_t, "recv", int, void *, size_t, int);
	return fails(CALL_RECV) ? -1 : real(fd, bytes, n, flags);
}

ssize_t
read(int fd, void *bytes, size_t n)
{
	REAL(ssize_t, "read", int, void *, size_t);
	return fails(CALL_RECV) ? -1 : real(fd, bytes, n);
}

ssize_t
send(int fd, const void *bytes, size_t n, int flags)
{
	REAL(ssize_t, "send", int, const void *, size_t, int);
	return fails(CALL_SEND) ? -1 : real(fd, bytes, n, flags);
}

ssize_t
sendmsg(int fd, const struct msghdr *message, int flags)
{
	REAL(ssize_t, "sendmsg", int, const struct msghdr *, int);
	return fails(CALL_SEND) ? -1 : real(fd, message, flags);
}

ssize_t
write(int fd, const void *bytes, size_t n)
{
	REAL(ssize_t, "write", int, const void *, size_t);
	return fails(CALL_WRITE) ? -1 : real(fd, bytes, n);
}

int
accept4(int fd, __SOCKADDR_ARG address, socklen_t *size, int flags)
{
	REAL(int, "accept4", int, __SOCKADDR_ARG, socklen_t *, int);
	return fails(CALL_ACCEPT) ? -1 : real(fd, address, size, flags);
}

int
epoll_wait(int loop, struct epoll_event *events, int most, int milliseconds)
{
	REAL(int, "epoll_wait", int, struct epoll_event *, int, int);
	return fails(CALL_WAIT) ? -1 : real(loop, events, most, milliseconds);
}

int
epoll_ctl(int loop, int what, int fd, struct epoll_event *event)
{
	REAL(int, "epoll_ctl", int, int, int, struct epoll_event *);
	return fails(CALL_WATCH) ? -1 : real(loop, what, fd, event);
}

void *
mmap(void *where, size_t n, int protection, int flags, int fd, off_t at)
{
	REAL(void *, "mmap", void *, size_t, int, int, int, off_t);
	return fails(CALL_MAP) ? MAP_FAILED : real(where, n, protection, flags, fd, at);
}

ssize_t
pread(int fd, void *bytes, size_t n, off_t at)
{
	REAL(ssize_t, "pread", int, void *, size_t, off_t);
	return fails(CALL_PREAD) ? -1 : real(fd, bytes, n, at);
}

/* openat2 has no wrapper. */
long
syscall(long number, ...)
{
	static long (*real)(long, ...);
	if (!real)
		find(&real, "syscall");
	long words[6];
	va_list args;
	va_start(args, number);
	for (size_t i = 0; i < 6; i++)
		words[i] = va_arg(args, long);
	va_end(args);
	if (number == SYS_openat2 && fails(CALL_OPEN))
		return -1;
	return real(number, words[0], words[1], words[2], words[3], words[4], words[5]);
}
