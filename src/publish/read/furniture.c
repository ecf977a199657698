#include "publish/read/furniture.h"

#include "base/utf8.h"
#include "publish/read/join.h"
#include "publish/read/phrase.h"

#include <string.h>

enum {
	BUTTON_WIDTH = 40,
	NOTICE_WIDTH = 250, /* of a footer or cookie line */
	TRAIL_WIDTH = 160,
	PLACE_WIDTH = 80, /* of one place in a trail */
	ENTRY_WIDTH = 30, /* of one word of a menu */
	PLACES_MIN = 3    /* where the first is not known to be a home page */
};

/* What pages say in the languages that the rules know. Each table is in the order of the first
 * letters, so that few phrases are tried at a word; of two that begin alike the longer one is
 * first. At the start of a line, … */
static const struct phrase openings[] = {
    {FURNITURE_FOOTER, "(c) 19"},
    {FURNITURE_FOOTER, "(c) 20"},
    {FURNITURE_BUTTON, "back to top"},
    {FURNITURE_FOOTER, "copyright ©"},
    {FURNITURE_FOOTER, "copyright (c)"},
    {FURNITURE_FOOTER, "copyright 19"},
    {FURNITURE_FOOTER, "copyright 20"},
    {FURNITURE_BUTTON, "e-mail this"},
    {FURNITURE_BUTTON, "email this"},
    {FURNITURE_BUTTON, "follow us on "},
    {FURNITURE_BUTTON, "facebook'ta payla"},
    {FURNITURE_BUTTON, "jump to "},
    {FURNITURE_BUTTON, "print this"},
    {FURNITURE_FOOTER, "powered by "},
    {FURNITURE_BUTTON, "share on "},
    {FURNITURE_BUTTON, "share via "},
    {FURNITURE_BUTTON, "share by "},
    {FURNITURE_BUTTON, "share with "},
    {FURNITURE_BUTTON, "share this"},
    {FURNITURE_BUTTON, "skip to "},
    {FURNITURE_BUTTON, "tweet this"},
    {FURNITURE_FOOTER, "©"},
    {FURNITURE_BUTTON, "версия для печати"},
    {FURNITURE_BUTTON, "версія для друку"},
    {FURNITURE_BUTTON, "поделиться"},
    {FURNITURE_BUTTON, "поширити"},
    {FURNITURE_BUTTON, "поділитися"},
    {FURNITURE_BUTTON, "կիսվել"},
    {FURNITURE_BUTTON, "شارك على"},
    {FURNITURE_BUTTON, "გააზიარე"},
};

/* … as the whole line but for a mark behind it, … */
static const struct phrase wholes[] = {
    {FURNITURE_BUTTON, "accept all cookies"},
    {FURNITURE_BUTTON, "accept all"},
    {FURNITURE_BUTTON, "devamını oku"},
    {FURNITURE_BUTTON, "follow us"},
    {FURNITURE_BUTTON, "learn more"},
    {FURNITURE_BUTTON, "log in"},
    {FURNITURE_BUTTON, "paylaş"},
    {FURNITURE_BUTTON, "print"},
    {FURNITURE_BUTTON, "read more"},
    {FURNITURE_BUTTON, "share"},
    {FURNITURE_BUTTON, "sign in"},
    {FURNITURE_BUTTON, "subscribe"},
    {FURNITURE_BUTTON, "tweet"},
    {FURNITURE_BUTTON, "yazdır"},
    {FURNITURE_BUTTON, "çap et"},
    {FURNITURE_BUTTON, "ətraflı"},
    {FURNITURE_BUTTON, "войти"},
    {FURNITURE_BUTTON, "докладніше"},
    {FURNITURE_BUTTON, "наверх"},
    {FURNITURE_BUTTON, "подробнее"},
    {FURNITURE_BUTTON, "печать"},
    {FURNITURE_BUTTON, "читать далее"},
    {FURNITURE_BUTTON, "читати далі"},
    {FURNITURE_BUTTON, "شارك"},
    {FURNITURE_BUTTON, "طباعة"},
    {FURNITURE_BUTTON, "مشاركة"},
    {FURNITURE_BUTTON, "გაზიარება"},
    {FURNITURE_BUTTON, "დაბეჭდვა"},
    {FURNITURE_BUTTON, "ვრცლად"},
    {FURNITURE_BUTTON, "სრულად ნახვა"},
};

/* … or anywhere in it. */
static const struct phrase parts[] = {
    {FURNITURE_FOOTER, "all rights reserved"},
    {FURNITURE_FOOTER, "bütün hüquqlar qorun"},
    {FURNITURE_COOKIES, "cookie policy"},
    {FURNITURE_COOKIES, "cookie settings"},
    {FURNITURE_COOKIES, "kukilər"},
    {FURNITURE_FOOTER, "tüm hakları saklı"},
    {FURNITURE_COOKIES, "uses cookies"},
    {FURNITURE_COOKIES, "use of cookies"},
    {FURNITURE_COOKIES, "we use cookies"},
    {FURNITURE_COOKIES, "çerez"},
    {FURNITURE_FOOTER, "все права защищены"},
    {FURNITURE_FOOTER, "всі права захищен"},
    {FURNITURE_COOKIES, "использует cookie"},
    {FURNITURE_COOKIES, "используем cookie"},
    {FURNITURE_COOKIES, "файлы cookie"},
    {FURNITURE_COOKIES, "файли cookie"},
    {FURNITURE_FOOTER, "բոլոր իրավունքները պաշտպանված"},
    {FURNITURE_COOKIES, "քուքի"},
    {FURNITURE_FOOTER, "جميع الحقوق محفوظة"},
    {FURNITURE_COOKIES, "ملفات تعريف الارتباط"},
    {FURNITURE_COOKIES, "ქუქი-ფაილებ"},
    {FURNITURE_COOKIES, "ქუქი ფაილებ"},
    {FURNITURE_FOOTER, "ყველა უფლება დაცულია"},
};

/* The kind of the first of the phrases that stands in the text where one of its words begins. */
static enum furniture
find_part(struct str text)
{
	while (text.n) {
		const struct phrase *part = phrase_start(parts, sizeof parts / sizeof *parts, text);
		if (part)
			return part->kind;
		text = str_trim(str_from(text, str_find(text, ' ')));
	}
	return FURNITURE_NONE;
}

/* Without the arrow or stop behind a button's word. */
static struct str
without_marks(struct str text)
{
	static const char *const marks[] = {"»", "›", "→", ">", "…", ".", "!"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_ends(text, str_of(marks[i])))
			return without_marks(str_trim(str_upto(text, text.n - strlen(marks[i]))));
	return text;
}

static enum furniture
find_phrase(const struct line *line)
{
	bool button = line->width <= BUTTON_WIDTH && line_end(line->text) != END_STOP;
	const struct phrase *phrase =
	    phrase_start(openings, sizeof openings / sizeof *openings, line->text);
	if (phrase && (button || phrase->kind != FURNITURE_BUTTON))
		return phrase->kind;
	phrase = button ? phrase_start(wholes, sizeof wholes / sizeof *wholes, line->text) : NULL;
	if (phrase && line_folded_equal(str_of(phrase->words), without_marks(line->text)))
		return phrase->kind;
	return find_part(line->text);
}

bool
furniture_is_home(struct str place)
{
	static const char *const words[] = {"home",       "home page", "main",     "start",
	                                    "главная",    "головна",   "მთავარი",  "գլխավոր",
	                                    "ana səhifə", "ana sayfa", "anasayfa", "الرئيسية",
	                                    "首页",       "ホーム",    "หน้าแรก"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (line_folded_equal(str_of(words[i]), place))
			return true;
	return false;
}

/* The parts that the mark keeps apart; 0: it is not there, or one of them is empty or wider than
 * that. */
static unsigned
count_parts(struct str text, struct str mark, size_t widest)
{
	unsigned count = 0;
	/* Blanks are everywhere; what stands between those of the mark is rare. */
	if (!str_has(text, mark.p[1]) || str_find_str(text, mark) == STR_NOWHERE)
		return 0;
	for (;;) {
		size_t at = str_find_str(text, mark);
		struct str part = str_trim(at == STR_NOWHERE ? text : str_upto(text, at));
		if (!part.n || utf8_columns(part) > widest)
			return 0;
		count++;
		if (at == STR_NOWHERE)
			return count;
		text = str_from(text, at + mark.n);
	}
}

/* "Home > News": where the page stands among others. */
static bool
is_trail(const struct line *line)
{
	static const char *const marks[] = {" > ", " » ", " › ", " → ", " / "};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		struct str mark = str_of(marks[i]);
		unsigned places = count_parts(line->text, mark, PLACE_WIDTH);
		if (places < 2)
			continue;
		struct str first = str_trim(str_upto(line->text, str_find_str(line->text, mark)));
		if (furniture_is_home(first) || (places >= PLACES_MIN && mark.p[1] != '/'))
			return true;
	}
	return false;
}

enum furniture
furniture_of(const struct line *line)
{
	size_t offset;
	if (!line->text.n || line->width > NOTICE_WIDTH ||
	    line_bullet(line->text, &offset) != BULLET_NONE)
		return FURNITURE_NONE;
	enum furniture kind = find_phrase(line);
	if (kind != FURNITURE_NONE)
		return kind;
	if (line->width > TRAIL_WIDTH || line_end(line->text) != END_WORD)
		return FURNITURE_NONE;
	if (count_parts(line->text, STR(" | "), ENTRY_WIDTH) >= PLACES_MIN)
		return FURNITURE_MENU;
	return is_trail(line) ? FURNITURE_TRAIL : FURNITURE_NONE;
}

/* The line is set in under that furniture and belongs to it. */
static bool
hangs(const struct page *page, size_t at, size_t next)
{
	return page->lines[next].indent > page->lines[at].indent;
}

/* A margin broke the line there in the middle of its sentence. */
static bool
is_broken(const struct page *page, size_t at)
{
	return !page->block_long && line_end(page->lines[at].text) != END_STOP &&
	       !hangs(page, at, at + 1) && join_is_forced(page, at, page->block_width);
}

bool
furniture_starts(const struct page *page, size_t at, size_t end)
{
	bool pushed = !page_starts_block(page, at) && is_broken(page, at - 1);
	if (pushed || (at + 1 < end && is_broken(page, at)))
		return false;
	enum furniture kind = furniture_of(&page->lines[at]);
	if (kind != FURNITURE_MENU || page->block_long)
		return kind != FURNITURE_NONE;
	/* Behind other furniture, or before it. */
	return page->lines[at].flags & LINE_OPENS ||
	       (at + 1 < end && furniture_of(&page->lines[at + 1]) != FURNITURE_NONE);
}

size_t
furniture_take(struct page *page, size_t at, size_t end)
{
	static const char *const rules[] = {[FURNITURE_BUTTON] = "R4.6 button",
	                                    [FURNITURE_COOKIES] = "R4.6 cookie line",
	                                    [FURNITURE_FOOTER] = "R4.6 footer",
	                                    [FURNITURE_TRAIL] = "R4.6 breadcrumb",
	                                    [FURNITURE_MENU] = "R4.6 menu line"};
	struct node *lines = NULL;
	bool has_text = page->has_text;
	size_t to = at;
	while (to < end && furniture_starts(page, to, end)) {
		const char *rule = rules[furniture_of(&page->lines[to])];
		size_t next = to + 1;
		while (next < end && hangs(page, to, next))
			next++;
		if (!lines)
			lines = block_add(page, NODE_LINES, to, rule, STR_NONE);
		block_add_part(page, lines, NODE_LINE, to, rule, join_lines(page, to, next, 0));
		if (next < end)
			page->lines[next].flags |= LINE_OPENS;
		to = next;
	}
	page->has_text = has_text; /* the title may still come */
	return to - at;
}
