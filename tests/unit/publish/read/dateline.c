#include "check.h"

static const struct case_of_text {
	struct str text;
	const char *date;
} cases[] = {
    {STR_CONST("Portville, 12 May 2021 - The centre has opened a house.\n"), "2021-05-12"},
    {STR_CONST("House opens\n===========\n\nMonday, 3 June 2019\n\nIt opens.\n"), "2019-06-03"},
    {STR_CONST("Minutes of the board\n\n(Gori, 4.2.2020)\n\nAll came.\n"), "2020-02-04"},
    {STR_CONST("Опубликовано: 5 марта 2018 года\n\nДом открыт.\n"), "2018-03-05"},
    {STR_CONST("თბილისი, 12 მაისი 2021\n\nცენტრი გაიხსნა.\n"), "2021-05-12"},
    {STR_CONST("Երևան, 7 հունիսի 2017 թ.\n\nԿենտրոնը բացվեց։\n"), "2017-06-07"},
    {STR_CONST("Bakı, 9 iyul 2016\n\nMərkəz açıldı.\n"), "2016-07-09"},
    {STR_CONST("Ankara, 1 Ağustos 2015 – Merkez açıldı ve ilk konuklar geldi.\n"), "2015-08-01"},
    {STR_CONST("Київ, 2 вересня 2014 р.\n\nЦентр відкрито.\n"), "2014-09-02"},
    {STR_CONST("بيروت، 3 أيلول 2013\n\nافتتح المركز.\n"), "2013-09-03"},
    {STR_CONST("The house was opened on 12 May 2021 by the mayor and is full.\n"), ""},
    {STR_CONST("One.\n\nTwo.\n\nThree.\n\n12 May 2021\n\nFive.\n"), ""},
    {STR_CONST("Date: 1 May 2020\n\nGori, 2 May 2020\n\nText.\n"), "2020-05-01"},
};

static void
test_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct doc doc;
		read_plain(cases[i].text, &(struct read_options){0}, &doc);
		assert_slice(doc.date, cases[i].date);
		doc_free(&doc);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_cases),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
