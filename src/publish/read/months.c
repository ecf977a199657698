#include "publish/read/months.h"

#include "base/utf8.h"
#include "publish/read/line.h"

/* Names of one month are parted by blanks, longer forms before those they begin with. */
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

/* A name ends where its letters end: "mar" is not the beginning of "market". */
static bool
ends_word(struct str rest)
{
	enum line_start kind = rest.n ? line_start(rest) : START_OTHER;
	return !rest.n || rest.p[0] == ' ' || kind == START_DIGIT || kind == START_OTHER ||
	       str_has(STR(".,)"), rest.p[0]);
}

unsigned
months_find(struct str text, size_t *length)
{
	for (unsigned month = 0; month < 12; month++) {
		struct str list = str_of(names[month]);
		while (list.n) {
			struct str name = str_cut(&list, ' ');
			size_t n = line_folded_prefix(name, text);
			if (n == STR_NOWHERE || !ends_word(str_from(text, n)))
				continue;
			*length = n;
			return month + 1;
		}
	}
	return 0;
}
