#include "base/clock.h"

int64_t
clock_read(clockid_t clock)
{
	struct timespec now;
	clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * CLOCK_S + now.tv_nsec / 1000;
}
