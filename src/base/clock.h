/* The kernel's clocks, each as one number. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>
#include <time.h>

enum {
	CLOCK_MS = 1000,       /* microseconds */
	CLOCK_S = 1000 * 1000, /* microseconds */
};

/* Microseconds of that clock, one that the kernel always has: CLOCK_MONOTONIC, … */
int64_t clock_read(clockid_t clock);

#endif
