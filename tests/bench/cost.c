/* What one program costs: `cost PROGRAM ARGUMENT...` prints its processor time in microseconds and
 * the most memory it held, in bytes. It is started from here, for the memory of a process counts
 * from its fork on, and this one is small. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void
become(char **argv)
{
	int nothing = open("/dev/null", O_RDWR);
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		dup2(nothing, fd);
	execvp(argv[0], argv);
	_exit(127);
}

static long
microseconds(struct timeval t)
{
	return t.tv_sec * 1000000L + t.tv_usec;
}

int
main(int argc, char **argv)
{
	int status;
	struct rusage usage;
	if (argc < 2)
		return 2;
	pid_t child = fork();
	if (child == 0)
		become(argv + 1);
	if (wait4(child, &status, 0, &usage) != child || status != 0)
		return 1;
	printf("time=%ld\nmemory=%ld\n",
	       microseconds(usage.ru_utime) + microseconds(usage.ru_stime), usage.ru_maxrss * 1024);
	return 0;
}
