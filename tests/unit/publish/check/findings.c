#include "../../base/check.h"
#include "publish/check/findings.h"

static void
test_stand_in_the_order_of_files_and_lines(void **state)
{
	(void)state;
	struct findings findings = {0};
	struct buf out = {0};
	findings_add(&findings, FINDING_WARNING, STR("b"), 10, "%d", 4);
	findings_add(&findings, FINDING_ERROR, STR("b"), 9, "three");
	findings_add(&findings, FINDING_WARNING, STR("a"), 0, "one");
	findings_add(&findings, FINDING_WARNING, STR("b\n"), 1, "five\x1b");
	findings_add(&findings, FINDING_ERROR, STR("b"), 9, "three");
	findings_sort(&findings);
	assert_int_equal(findings_count(&findings, FINDING_ERROR), 1);
	assert_int_equal(findings_count(&findings, FINDING_WARNING), 3);
	findings_print(&findings, &out);
	assert_slice(buf_str(&out), "a: warning: one\nb:9: error: three\nb:10: warning: 4\n"
	                            "b\\x0a:1: warning: five\\x1b\n");
	buf_free(&out);
	findings_free(&findings);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_stand_in_the_order_of_files_and_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
