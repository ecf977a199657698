#include "publish/capsule/name.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "publish/capsule/phrases.h"

#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

struct roman {
	uint32_t letter;
	const char *text;
};

/* The Georgian national system of 2002, without its apostrophes. */
static const char *const georgian[] = {
    "a", "b", "g", "d", "e", "v",  "z", "t",  "i",  "k",  "l",  "m",  "n",  "o",  "p", "zh", "r",
    "s", "t", "u", "p", "k", "gh", "q", "sh", "ch", "ts", "dz", "ts", "ch", "kh", "j", "h",
};

/* U+0430 and what follows it, as passports and road signs have it. */
static const char *const cyrillic[] = {
    "a", "b", "v", "g", "d", "e",  "zh", "z",  "i",  "y",    "k", "l", "m", "n", "o",  "p",
    "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "",  "y", "",  "e", "yu", "ya",
};

static const struct roman others[] = {
    {0x451, "yo"}, {0x454, "ye"}, {0x456, "i"}, {0x457, "yi"}, {0x491, "g"},
    {0xDF, "ss"},  {0xE6, "ae"},  {0xF8, "o"},  {0x153, "oe"}, {0x131, "i"},
    {0x142, "l"},  {0x111, "d"},  {0x259, "a"},
};

enum {
	GEORGIAN_FIRST = 0x10D0,
	GEORGIAN_CAPITALS = 0x1C90,
	CYRILLIC_FIRST = 0x430
};

/* NULL: the letter has no form of its own in Latin letters. */
static const char *
find_roman(uint32_t c)
{
	if (c >= GEORGIAN_CAPITALS && c - GEORGIAN_CAPITALS < sizeof georgian / sizeof *georgian)
		c = c - GEORGIAN_CAPITALS + GEORGIAN_FIRST;
	if (c >= GEORGIAN_FIRST && c - GEORGIAN_FIRST < sizeof georgian / sizeof *georgian)
		return georgian[c - GEORGIAN_FIRST];
	if (c >= CYRILLIC_FIRST && c - CYRILLIC_FIRST < sizeof cyrillic / sizeof *cyrillic)
		return cyrillic[c - CYRILLIC_FIRST];
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (others[i].letter == c)
			return others[i].text;
	return NULL;
}

/* "ä" gives "a"; letters of other scripts keep what belongs to them. */
static void
add_decomposed(struct buf *out, uint32_t c)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	int n = uc_canonical_decomposition(c, parts);
	if (n > 0 && parts[0] < 0x80)
		buf_add_char(out, (char)parts[0]);
	else
		utf8_add(out, c);
}

/* One dash for all that stands between letters, none at a segment's start. */
static void
add_dash(struct buf *out)
{
	if (out->n && out->p[out->n - 1] != '-' && out->p[out->n - 1] != '/')
		buf_add_char(out, '-');
}

static void
add_mark(struct buf *out, uint32_t c)
{
	while ((c == '.' || c == '/') && out->n && out->p[out->n - 1] == '-')
		buf_cut(out, out->n - 1);
	if (c == '.' || c == '/' || c == '_')
		buf_add_char(out, (char)c);
	else
		add_dash(out);
}

static void
add_letter(struct buf *out, uint32_t c)
{
	const char *roman = find_roman(c);
	if (roman)
		buf_add_str(out, str_of(roman));
	else if (c < 0x80 && !uc_is_alnum(c))
		add_mark(out, c);
	else if (c < 0x80)
		buf_add_char(out, (char)c);
	else if (uc_is_alnum(c))
		add_decomposed(out, c);
	else if (!uc_is_general_category(c, UC_CATEGORY_M))
		add_dash(out);
	else if (out->n && (unsigned char)out->p[out->n - 1] >= 0x80)
		utf8_add(out, c);
}

/* A combining mark behind its letter counts as one with it, so the name is composed first. */
static void
add_path(struct buf *out, struct str name)
{
	size_t n = 0;
	uint8_t *composed = u8_normalize(UNINORM_NFC, (const uint8_t *)name.p, name.n, NULL, &n);
	struct str rest = composed ? (struct str){(const char *)composed, n} : name;
	while (rest.n)
		add_letter(out, uc_tolower(utf8_next(&rest)));
	free(composed);
}

/* A name of nothing but marks would come out empty; it stays what it is. */
static bool
is_whole(struct str path)
{
	return path.n && str_find_str(path, STR("//")) == STR_NOWHERE &&
	       str_find_str(path, STR("/.")) == STR_NOWHERE;
}

struct str
name_path(struct arena *arena, struct str name)
{
	struct buf out = {0};
	add_path(&out, name);
	while (out.n > 1 && out.p[out.n - 1] == '-')
		buf_cut(&out, out.n - 1);
	bool is_good = buf_ok(&out) && is_whole(buf_str(&out));
	struct str path = is_good ? arena_copy(arena, buf_str(&out)) : name;
	buf_free(&out);
	return path;
}

/* "/news/a.ka" of "/news/a.ka.txt". */
static struct str
without_suffix(struct str path)
{
	size_t slash = str_find_last(path, '/'), dot = str_find_last(path, '.');
	bool has_suffix = dot != STR_NOWHERE && (slash == STR_NOWHERE || dot > slash + 1);
	return has_suffix ? str_upto(path, dot) : path;
}

struct str
name_language(struct str path)
{
	struct str stem = without_suffix(path), shorter = without_suffix(stem);
	if (stem.n == path.n || shorter.n == stem.n)
		return STR_NONE;
	struct str tag = str_from(stem, shorter.n + 1);
	return tag.n == 2 && phrases_own_name(tag).n ? tag : STR_NONE;
}

struct str
name_stem(struct str path)
{
	struct str stem = without_suffix(path);
	return name_language(path).n ? without_suffix(stem) : stem;
}
