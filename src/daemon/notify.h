/* Words to the service manager (sd_notify(3)), where one waits for them at NOTIFY_SOCKET. */
#ifndef DAEMON_NOTIFY_H
#define DAEMON_NOTIFY_H

/* "READY=1", "STOPPING=1"; without a service manager nothing happens. */
void notify_manager(const char *state);
/* "RELOADING=1" with the time, as sd_notify(3) wants it. */
void notify_reloading(void);

#endif
