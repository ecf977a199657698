/* The system calls of a worker: those that serving needs, and no others, for good. */
#ifndef DAEMON_SYSCALLS_H
#define DAEMON_SYSCALLS_H

/* Any other call from now on is named in the log and ends the process by SIGSYS. 0, or -1 and
 * errno. Needs PR_SET_NO_NEW_PRIVS. */
int syscalls_limit(void);

#endif
