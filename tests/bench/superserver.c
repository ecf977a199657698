/* Runs a program for each connection, as inetd and a systemd socket with Accept=yes do, with less
 * ado than either: `superserver PROGRAM ARGUMENT...`, the listening socket being standard input. */
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	CHILDREN_MAX = 64 /* what systemd.socket(5) allows, too */
};

static void
become(char **argv, int fd)
{
	if (dup2(fd, STDIN_FILENO) >= 0 && dup2(fd, STDOUT_FILENO) >= 0)
		execv(argv[0], argv);
	_exit(127);
}

/* Takes leave of those that are done; waits for one when there are too many. */
static int
reap(int children)
{
	while (children > 0 && waitpid(-1, NULL, children < CHILDREN_MAX ? WNOHANG : 0) > 0)
		children--;
	return children;
}

int
main(int argc, char **argv)
{
	int children = 0;
	if (argc < 2)
		return 2;
	for (;;) {
		int fd = accept4(STDIN_FILENO, NULL, NULL, SOCK_CLOEXEC);
		if (fd < 0)
			continue;
		pid_t child = fork();
		if (child == 0)
			become(argv + 1, fd);
		children += child > 0;
		close(fd);
		children = reap(children);
	}
}
