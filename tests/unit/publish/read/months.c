/* Month names in every language and form that is known. */
#include "publish/read/months.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static const char *const names[12] = {
    "january jan იანვარი იანვრის იან января январь янв հունվարի հունվար yanvarın yanvar ocak يناير "
    "січня січень",
    "february feb თებერვალი თებერვლის თებ февраля февраль фев փետրվարի փետրվար fevralın fevral "
    "şubat "
    "فبراير лютого лютий",
    "march mar მარტი მარტის მარ марта март մարտի մարտ martın mart مارس آذار березня березень",
    "april apr აპრილი აპრილის აპრ апреля апрель апр ապրիլի ապրիլ aprelin aprel nisan أبريل نيسان "
    "квітня "
    "квітень",
    "may მაისი მაისის мая май մայիսի մայիս mayın mayıs مايو أيار травня травень",
    "june jun ივნისი ივნისის ივნ июня июнь հունիսի հունիս iyunun iyun haziran يونيو حزيران червня "
    "червень",
    "july jul ივლისი ივლისის ივლ июля июль հուլիսի հուլիս iyulun iyul temmuz يوليو تموز липня "
    "липень",
    "august aug აგვისტო აგვისტოს აგვ августа август авг օգոստոսի օգոստոս avqustun avqust ağustos "
    "أغسطس آب серпня серпень",
    "september sept sep სექტემბერი სექტემბრის სექ сентября сентябрь сен սեպտեմբերի սեպտեմբեր "
    "sentyabrın sentyabr eylül سبتمبر أيلول вересня вересень",
    "october oct ოქტომბერი ოქტომბრის ოქტ октября октябрь окт հոկտեմբերի հոկտեմբեր oktyabrın "
    "oktyabr "
    "ekim أكتوبر жовтня жовтень",
    "november nov ნოემბერი ნოემბრის ნოე ноября ноябрь ноя նոյեմբերի նոյեմբեր noyabrın noyabr kasım "
    "نوفمبر листопада листопад",
    "december dec დეკემბერი დეკემბრის დეკ декабря декабрь дек դեկտեմբերի դեկտեմբեր dekabrın dekabr "
    "aralık ديسمبر грудня грудень",
};

static void
test_every_name_is_found(void **state)
{
	(void)state;
	for (unsigned month = 0; month < 12; month++)
		for (struct str list = str_of(names[month]); list.n;) {
			struct str name = str_cut(&list, ' ');
			size_t length = 0;
			assert_int_equal(months_find(name, &length), month + 1);
			assert_int_equal(length, name.n);
		}
}

static void
test_capitals_and_what_follows_do_not_matter(void **state)
{
	(void)state;
	size_t length;
	assert_int_equal(months_find(STR("MAY 2021"), &length), 5);
	assert_int_equal(length, 3);
	assert_int_equal(months_find(STR("Мая, 12"), &length), 5);
	assert_int_equal(months_find(STR("Dec. 3"), &length), 12);
}

static void
test_a_name_within_a_word_is_none(void **state)
{
	(void)state;
	size_t length;
	assert_int_equal(months_find(STR("market"), &length), 0);
	assert_int_equal(months_find(STR("Мартын"), &length), 0);
	assert_int_equal(months_find(STR_NONE, &length), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_name_is_found),
	    cmocka_unit_test(test_capitals_and_what_follows_do_not_matter),
	    cmocka_unit_test(test_a_name_within_a_word_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
