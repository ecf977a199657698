#include "publish/read/language.h"

#include "check.h"

static void
test_of_name(void **state)
{
	(void)state;
	assert_slice(language_of_name(STR("text/about.ka.txt")), "ka");
	assert_slice(language_of_name(STR("about.zh-Hant.txt")), "zh-Hant");
	assert_slice(language_of_name(STR("about.txt")), "");
	assert_slice(language_of_name(STR("about.v2.txt")), "");
	assert_slice(language_of_name(STR("x.ka/about")), "");
	assert_slice(language_of_name(STR_NONE), "");
}

static void
test_of_text(void **state)
{
	(void)state;
	assert_slice(language_of_text(STR("ცენტრი და Centre")), "ka");
	assert_slice(language_of_text(STR("Центр помогает морякам")), "ru");
	assert_slice(language_of_text(STR("Центр допомагає їхнім родинам і дітям")), "uk");
	assert_slice(language_of_text(STR("Կենտրոնը")), "hy");
	assert_slice(language_of_text(STR("المركز")), "ar");
	assert_slice(language_of_text(STR("これは本です")), "ja");
	assert_slice(language_of_text(STR("The centre")), "");
	assert_slice(language_of_text(STR_NONE), "");
}

static void
test_tag(void **state)
{
	(void)state;
	assert_true(language_is_tag(STR("ka")));
	assert_true(language_is_tag(STR("zh-Hant-TW")));
	assert_false(language_is_tag(STR("")));
	assert_false(language_is_tag(STR("k")));
	assert_false(language_is_tag(STR("ka-")));
	assert_false(language_is_tag(STR("ka; x")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_of_name),
	    cmocka_unit_test(test_of_text),
	    cmocka_unit_test(test_tag),
	};
	return cmocka_run_group_tests_name("language", tests, NULL, NULL);
}
