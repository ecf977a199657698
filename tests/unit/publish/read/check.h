/* cmocka, assertions about slices, and a document read from a literal. */
#ifndef UNIT_READ_CHECK_H
#define UNIT_READ_CHECK_H

#include "publish/read/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* For tables, where STR would be no constant. */
#define STR_CONST(literal)                                                                         \
	{                                                                                          \
		(literal), sizeof(literal) - 1                                                     \
	}

#define assert_slice(slice, cstring)                                                               \
	do {                                                                                       \
		struct str slice_ = (slice);                                                       \
		const char *wanted_ = (cstring);                                                   \
		assert_int_equal(slice_.n, strlen(wanted_));                                       \
		if (slice_.n)                                                                      \
			assert_memory_equal(slice_.p, wanted_, slice_.n);                          \
	} while (0)

#endif
