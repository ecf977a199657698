/* The log: whole lines on standard error, with every hostile byte escaped by the caller. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/str.h"

enum {
	LOG_LINE_MAX = 2048 /* bytes, the LF included; longer lines are cut */
};

/* The word before each line, "kapsulad: "; borrowed for the life of the program. */
void log_open(const char *program);
/* From now on, and anew in a child: what standard error cannot take at once, because it is a full
 * pipe, a stopped terminal or a service manager that does not read, is dropped. How many lines were
 * is told before the next one that finds room. Who shares standard error notices nothing. */
void log_never_wait(void);
/* "program: message". */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Whole lines as they are, each with its LF. Async-signal-safe. */
void log_raw(struct str s);

/* "program: message[: reason of errno]", the reason when format ends in ':'; then exit(1).
 * Only main, config and command files may call it. */
void die(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
/* The same for a wrong command line: exit(2). */
void die_usage(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

#endif
