#include "publish/read/menu.h"

#include "publish/read/contact.h"
#include "publish/read/furniture.h"
#include "publish/read/phrase.h"
#include "publish/read/shape.h"

enum {
	ENTRY_WIDTH = 30, /* columns */
	ENTRY_WORDS = 4,
	ENTRIES_MIN = 3,
	ENTRIES_MAX = 15,
	HEAD_LINES = 6 /* before a menu, at most */
};

/* In the order of the first letters. */
static const struct phrase entries[] = {
    {0, "about"},         {0, "about us"},     {0, "bağış"},        {0, "donate"},
    {0, "events"},        {0, "faq"},          {0, "get involved"}, {0, "haberler"},
    {0, "hakkımızda"},    {0, "haqqımızda"},   {0, "join us"},      {0, "layihələr"},
    {0, "news"},          {0, "our work"},     {0, "projects"},     {0, "projeler"},
    {0, "publications"},  {0, "support us"},   {0, "vacancies"},    {0, "volunteer"},
    {0, "what we do"},    {0, "who we are"},   {0, "xəbərlər"},     {0, "вакансии"},
    {0, "вакансії"},      {0, "новини"},       {0, "новости"},      {0, "о нас"},
    {0, "про нас"},       {0, "проекти"},      {0, "проекты"},      {0, "публикации"},
    {0, "публікації"},    {0, "լուրեր"},       {0, "մեր մասին"},    {0, "նորություններ"},
    {0, "أخبار"},         {0, "الأخبار"},      {0, "المشاريع"},     {0, "من نحن"},
    {0, "პროექტები"},     {0, "პუბლიკაციები"}, {0, "სიახლეები"},    {0, "ჩვენ შესახებ"},
    {0, "ჩვენს შესახებ"},
};

/* What opens a menu and is no page. */
static const struct phrase openers[] = {
    {0, "menu"},      {0, "menyu"},   {0, "menü"},  {0, "меню"},
    {0, "ընտրացանկ"}, {0, "القائمة"}, {0, "მენიუ"},
};

static bool
may_be_entry(const struct line *line)
{
	enum line_start start = line_start(line->text);
	return !line_is_blank(line) && line->width <= ENTRY_WIDTH &&
	       line_end(line->text) == END_WORD && !line_has_digit(line->text) &&
	       (start == START_UPPER || start == START_CASELESS) &&
	       line_words(line->text, ENTRY_WORDS) < ENTRY_WORDS;
}

static bool
is_known(struct str text)
{
	return contact_is_label(text) ||
	       phrase_whole(entries, sizeof entries / sizeof *entries, text);
}

static bool
opens(struct str text)
{
	return furniture_is_home(text) ||
	       phrase_whole(openers, sizeof openers / sizeof *openers, text) != NULL;
}

/* "Skip to content" is what a menu is skipped with. */
static bool
follows_skip(const struct page *page, size_t at)
{
	return at > 0 &&
	       line_folded_prefix(STR("skip to "), page->lines[at - 1].text) != STR_NOWHERE;
}

/* The first line of the menu, behind "Skip to content" and what is said of cookies; page->count:
 * there is none at the head of the text. */
static size_t
find_first(const struct page *page)
{
	size_t at = page_next(page, 0);
	for (unsigned seen = 0; at < page->count && seen < HEAD_LINES; seen++) {
		if (opens(page->lines[at].text) || follows_skip(page, at))
			return at;
		at = page_next(page, at + 1);
	}
	return page->count;
}

/* One past the last line: a short one over a long one or a record is the title of that. */
static size_t
find_end(const struct page *page, size_t from)
{
	size_t to = from, known = from;
	for (; to < page->count && to < from + ENTRIES_MAX && may_be_entry(&page->lines[to]); to++)
		if (is_known(page->lines[to].text))
			known = to + 1;
	bool titled =
	    to < page->count && to > known &&
	    (page->lines[to].width > SURVEY_LONG || shape_is_record(page->lines[to].text));
	bool whole = to < page->count && !line_is_blank(&page->lines[to]);
	return !whole ? known : titled ? to - 1 : to;
}

void
menu_mark(struct page *page)
{
	size_t from = find_first(page), to = find_end(page, from);
	for (size_t i = from; i < to && to - from >= ENTRIES_MIN; i++)
		page->lines[i].flags |= LINE_LABEL;
}
