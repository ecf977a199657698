#include "base/ascii.h"

#include "check.h"

#include <ctype.h>

/* As ctype has them in the C locale, for every byte. */
static void
bytes_are_what_they_are_in_the_c_locale(void **state)
{
	(void)state;
	for (int byte = 0; byte < 256; byte++) {
		assert_int_equal(ascii_is_digit((char)byte), isdigit(byte) != 0);
		assert_int_equal(ascii_is_letter((char)byte), isalpha(byte) != 0);
		assert_int_equal(ascii_is_alnum((char)byte), isalnum(byte) != 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(bytes_are_what_they_are_in_the_c_locale),
	};
	return cmocka_run_group_tests_name("base/ascii", tests, NULL, NULL);
}
