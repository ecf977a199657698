/* cmocka, and assertions about slices. */
#ifndef UNIT_BASE_CHECK_H
#define UNIT_BASE_CHECK_H

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The slice holds these bytes, NULs included. */
#define assert_slice(slice, literal)                                                               \
	do {                                                                                       \
		struct str slice_ = (slice);                                                       \
		assert_int_equal(slice_.n, sizeof(literal) - 1);                                   \
		if (slice_.n)                                                                      \
			assert_memory_equal(slice_.p, literal, slice_.n);                          \
	} while (0)

#endif
