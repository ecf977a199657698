#include "publish/read/language.h"

#include "base/utf8.h"

enum {
	SAMPLE = 16 * 1024, /* bytes of text looked at */
	UKRAINIAN_PER_MILLE = 10
};

static bool
is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_alnum(char c)
{
	return is_lower(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool
language_is_tag(struct str tag)
{
	struct str rest = tag;
	bool first = true;
	while (rest.n || first) {
		struct str part = str_cut(&rest, '-');
		if (part.n < (first ? 2 : 1) || part.n > 8)
			return false;
		for (size_t i = 0; i < part.n; i++)
			if (!is_alnum(part.p[i]))
				return false;
		first = false;
	}
	return tag.n > 0 && tag.p[tag.n - 1] != '-';
}

struct str
language_of_name(struct str name)
{
	size_t slash = str_find_last(name, '/');
	name = str_from(name, slash == STR_NOWHERE ? 0 : slash + 1);
	struct str stem = str_upto(name, str_find_last(name, '.'));
	size_t dot = str_find_last(stem, '.');
	if (stem.n == name.n || dot == STR_NOWHERE || dot == 0)
		return STR_NONE;
	struct str tag = str_from(stem, dot + 1);
	bool plain = tag.n == 2 && is_lower(tag.p[0]) && is_lower(tag.p[1]);
	bool long_tag = tag.n > 3 && tag.p[2] == '-' && is_lower(tag.p[0]) && language_is_tag(tag);
	return plain || long_tag ? tag : STR_NONE;
}

static const struct script {
	uint32_t from, to;
	const char *language;
} scripts[] = {
    {0x370, 0x3FF, "el"},   {0x400, 0x52F, "ru"},   {0x531, 0x58F, "hy"},   {0x591, 0x5F4, "he"},
    {0x620, 0x6FF, "ar"},   {0xE01, 0xE5B, "th"},   {0x10A0, 0x10FF, "ka"}, {0x3041, 0x30FF, "ja"},
    {0x4E00, 0x9FFF, "zh"}, {0xAC00, 0xD7A3, "ko"},
};

enum {
	SCRIPTS = sizeof scripts / sizeof *scripts,
	CYRILLIC = 1,
	KANA = 7,
	HAN = 8
};

/* Letters that Ukrainian has and Russian has not. */
static bool
is_ukrainian(uint32_t c)
{
	return c == 0x456 || c == 0x457 || c == 0x454 || c == 0x491;
}

struct tally {
	size_t scripts[SCRIPTS], letters, ukrainian;
	size_t last; /* the script of the last letter, which is likely that of the next */
};

static bool
is_of(uint32_t c, size_t script)
{
	return c >= scripts[script].from && c <= scripts[script].to;
}

static void
count(struct tally *tally, uint32_t c)
{
	tally->letters += c >= 0x80 || is_alnum((char)c);
	if (c < scripts[0].from)
		return;
	tally->ukrainian += is_ukrainian(c);
	for (size_t i = 0; i < SCRIPTS && !is_of(c, tally->last); i++)
		if (is_of(c, i))
			tally->last = i;
	tally->scripts[tally->last] += is_of(c, tally->last);
}

struct str
language_of_text(struct str text)
{
	struct tally tally = {0};
	for (text = str_upto(text, SAMPLE); text.n;)
		count(&tally, utf8_next(&text));
	for (size_t i = 0; i < SCRIPTS; i++) {
		size_t seen =
		    tally.scripts[i] + (i == KANA && tally.scripts[i] ? tally.scripts[HAN] : 0);
		if (2 * seen <= tally.letters)
			continue;
		if (i == CYRILLIC && tally.ukrainian * 1000 > seen * UKRAINIAN_PER_MILLE)
			return STR("uk");
		return str_of(scripts[i].language);
	}
	return STR_NONE;
}
