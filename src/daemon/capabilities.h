/* Capabilities: root's rights one by one (capabilities(7)). */
#ifndef DAEMON_CAPABILITIES_H
#define DAEMON_CAPABILITIES_H

#include <stdint.h>

/* A set of one, such as CAP_KILL; joined by |. */
#define CAPABILITIES_OF(number) (UINT64_C(1) << (number))

enum {
	CAPABILITIES_NONE = 0
};

/* Gives up all but these for good, in programs after this one too if PR_SET_NO_NEW_PRIVS is set;
 * adds none. 0, or -1 and errno. */
int capabilities_keep(uint64_t set);

#endif
