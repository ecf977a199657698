#include "base/weight.h"

#include "check.h"

static void
assert_weight(off_t bytes, const char *wanted)
{
	struct weight_units units = {STR("bytes"), STR("kB"), STR("MB")};
	struct buf out = {0};
	weight_add(&out, bytes, &units);
	assert_true(str_eq(buf_str(&out), str_of(wanted)));
	buf_free(&out);
}

static void
a_thousand_is_the_next_unit(void **state)
{
	(void)state;
	assert_weight(0, "0 bytes");
	assert_weight(999, "999 bytes");
	assert_weight(1499, "1 kB");
	assert_weight(1500, "2 kB");
	assert_weight(1550000, "1.5 MB");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_thousand_is_the_next_unit),
	};
	return cmocka_run_group_tests_name("weight", tests, NULL, NULL);
}
