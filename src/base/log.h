/* The log: whole lines on standard error, one write(2) each, with every hostile byte escaped by the
 * caller's choice. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/str.h"

enum {
	LOG_LINE_MAX = 2048
}; /* bytes, the LF included; longer lines are cut */

/* The word before each line, "kapsulad: "; borrowed for the life of the program. */
void log_open(const char *program);
/* "program: message". */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The bytes as they are, for the access log; s holds its own LF. */
void log_raw(struct str s);

/* "program: message[: reason of errno]", the reason when format ends in ':'; then exit(1).
 * Only main, config and command files may call it. */
void die(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
/* The same for a wrong command line: exit(2). */
void die_usage(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

#endif
