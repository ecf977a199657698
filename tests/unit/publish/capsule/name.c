#include "publish/capsule/name.h"

#include "fixture.h"

struct case_of_name {
	const char *name, *path;
};

static const struct case_of_name cases[] = {
    {"/", "/"},
    {"/About Us.TXT", "/about-us.txt"},
    {"/news/Our  Plan (2).pdf", "/news/our-plan-2.pdf"},
    {"/a_b-c.txt", "/a_b-c.txt"},
    {"/სიახლე დღეს.ka.txt", "/siakhle-dghes.ka.txt"},
    {"/ჩვენი ჟურნალი/", "/chveni-zhurnali/"},
    {"/Новости Ёлки.ru.txt", "/novosti-yolki.ru.txt"},
    {"/Объявление.txt", "/obyavlenie.txt"},
    {"/Żółć & Škoda.txt", "/zolc-skoda.txt"},
    {"/Բարև.txt", "/բարև.txt"},
    {"/!!!.txt", "/!!!.txt"},
    {"/a -- b.txt", "/a-b.txt"},
    {"/e\xCC\x81.txt", "/e.txt"},
};

static void
test_names_become_readable_paths(void **state)
{
	(void)state;
	struct arena arena = {0};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str path = name_path(&arena, str_of(cases[i].name));
		assert_int_equal(path.n, strlen(cases[i].path));
		assert_memory_equal(path.p, cases[i].path, path.n);
	}
	arena_free(&arena);
}

static void
test_a_path_is_its_own_path(void **state)
{
	(void)state;
	struct arena arena = {0};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_true(
		    str_eq(name_path(&arena, str_of(cases[i].path)), str_of(cases[i].path)));
	arena_free(&arena);
}

static void
test_only_known_languages_are_read_in_names(void **state)
{
	(void)state;
	assert_slice(name_language(STR("/news/a.ka.txt")), "ka");
	assert_slice(name_language(STR("/a.b.ru.gmi")), "ru");
	assert_slice(name_language(STR("/a.no.txt")), "");
	assert_slice(name_language(STR("/a.txt")), "");
	assert_slice(name_language(STR("/ka.txt")), "");
	assert_slice(name_language(STR("/a.ka.b/c.txt")), "");
	assert_slice(name_stem(STR("/news/a.ka.txt")), "/news/a");
	assert_slice(name_stem(STR("/news/a.v2.txt")), "/news/a.v2");
	assert_slice(name_stem(STR("/news/a.txt")), "/news/a");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names_become_readable_paths),
	    cmocka_unit_test(test_a_path_is_its_own_path),
	    cmocka_unit_test(test_only_known_languages_are_read_in_names),
	};
	return cmocka_run_group_tests_name("name", tests, NULL, NULL);
}
