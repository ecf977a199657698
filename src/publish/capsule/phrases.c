#include "publish/capsule/phrases.h"

/* The first is for all languages that have none. */
static const struct phrases all[] = {
    {
        .language = "en",
        .home = "Home",
        .news = "News",
        .all_news = "All news",
        .latest = "Latest news in one page",
        .undated = "Undated",
        .feed = "Atom feed",
        .newer = "Newer: ",
        .older = "Older: ",
        .pages = "Pages",
        .files = "Files",
        .units = {STR_CONST("bytes"), STR_CONST("kB"), STR_CONST("MB")},
        .search = "Search",
        .prompt = "What are you looking for?",
        .again = "Search again",
        .none = "No page has these words.",
        .some = "No page has all of these words; each of these has some of them.",
        .more = "There is more; another word would narrow the search.",
        .cut = "The search ran out of time; this is what it had found.",
        .blank = "There is no word to look for; write one or more.",
    },
    {
        .language = "ka",
        .home = "მთავარი",
        .news = "სიახლეები",
        .all_news = "ყველა სიახლე",
        .latest = "ბოლო სიახლეები ერთ გვერდზე",
        .undated = "უთარიღო",
        .feed = "Atom-არხი",
        .newer = "უფრო ახალი: ",
        .older = "უფრო ძველი: ",
        .pages = "გვერდები",
        .files = "ფაილები",
        .units = {STR_CONST("ბაიტი"), STR_CONST("კბ"), STR_CONST("მბ")},
        .search = "ძიება",
        .prompt = "რას ეძებთ?",
        .again = "ახალი ძიება",
        .none = "ამ სიტყვებით გვერდი ვერ მოიძებნა.",
        .some = "ყველა ეს სიტყვა ერთად არც ერთ გვერდზე არ არის; ამ გვერდებზე ზოგიერთი მათგანი "
                "გვხვდება.",
        .more = "მოიძებნა უფრო მეტიც; კიდევ ერთი სიტყვა ძიებას დააზუსტებს.",
        .cut = "ძიების დრო ამოიწურა; აქ ის არის, რისი მოძებნაც მოესწრო.",
        .blank = "საძებნი სიტყვა არ არის; დაწერეთ ერთი ან მეტი.",
    },
    {
        .language = "ru",
        .home = "Главная",
        .news = "Новости",
        .all_news = "Все новости",
        .latest = "Последние новости на одной странице",
        .undated = "Без даты",
        .feed = "Лента Atom",
        .newer = "Следующая: ",
        .older = "Предыдущая: ",
        .pages = "Страницы",
        .files = "Файлы",
        .units = {STR_CONST("Б"), STR_CONST("кБ"), STR_CONST("МБ")},
        .search = "Поиск",
        .prompt = "Что вы ищете?",
        .again = "Новый поиск",
        .none = "Страниц с этими словами нет.",
        .some = "Ни на одной странице нет всех этих слов; на этих есть некоторые из них.",
        .more = "Найдено больше; ещё одно слово сузит поиск.",
        .cut = "Время поиска истекло; вот что успело найтись.",
        .blank = "Искать нечего; напишите одно слово или больше.",
    },
};

/* Only these are read as a language in a file's name, so that "plan.no.txt" stays a plan. */
static const struct own_name {
	const char *language, *name;
} own_names[] = {
    {"ab", "Аԥсшәа"},   {"ar", "العربية"},    {"az", "Azərbaycanca"}, {"de", "Deutsch"},
    {"el", "Ελληνικά"}, {"en", "English"},    {"es", "Español"},      {"fa", "فارسی"},
    {"fr", "Français"}, {"he", "עברית"},      {"hy", "Հայերեն"},      {"it", "Italiano"},
    {"ka", "ქართული"},  {"os", "Ирон"},       {"pl", "Polski"},       {"ru", "Русский"},
    {"tr", "Türkçe"},   {"uk", "Українська"},
};

const struct phrases *
phrases_of(struct str language)
{
	struct str main = str_cut(&language, '-');
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (str_eq_nocase(main, str_of(all[i].language)))
			return &all[i];
	return &all[0];
}

struct str
phrases_own_name(struct str language)
{
	struct str main = str_cut(&language, '-');
	for (size_t i = 0; i < sizeof own_names / sizeof *own_names; i++)
		if (str_eq_nocase(main, str_of(own_names[i].language)))
			return str_of(own_names[i].name);
	return STR_NONE;
}
