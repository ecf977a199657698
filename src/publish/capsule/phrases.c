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
        .bytes = "bytes",
        .kilo = "kB",
        .mega = "MB",
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
        .bytes = "ბაიტი",
        .kilo = "კბ",
        .mega = "მბ",
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
        .bytes = "Б",
        .kilo = "кБ",
        .mega = "МБ",
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

void
phrases_add_weight(const struct phrases *phrases, struct buf *out, off_t bytes)
{
	enum {
		KILO = 1000,
		MEGA = 1000 * KILO
	};
	long long n = bytes;
	if (n < KILO)
		buf_printf(out, "%lld %s", n, phrases->bytes);
	else if (n < MEGA)
		buf_printf(out, "%lld %s", (n + KILO / 2) / KILO, phrases->kilo);
	else
		buf_printf(out, "%lld.%lld %s", n / MEGA, n % MEGA / (MEGA / 10), phrases->mega);
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
