#include "daemon/site/stem.h"

#include "base/utf8.h"

/* Each list ends with NULL; the first ending that fits is taken off, so longer ones come first. */
static const char *const georgian_cases[] = {
    "ისთვის", "ასთან", "ისგან", "ისკენ", "იდან", "სთან", "ამდე", "აში", "აზე",
    "თან",    "მდე",   "ის",    "ით",    "ად",   "ას",   "ამ",   "მა",  "ში",
    "ზე",     "ს",     "მ",     "ი",     "ა",    "ე",    "ო",    "უ",   NULL};
static const char *const georgian_plurals[] = {"ებ", NULL};
static const char *const cyrillic_endings[] = {
    "иями", "ями", "ами", "иях", "иям", "ией", "ого", "его", "ому", "ему", "ыми", "ими",
    "ах",   "ях",  "ам",  "ям",  "ов",  "ев",  "ей",  "ом",  "ем",  "ой",  "ою",  "ый",
    "ий",   "ая",  "яя",  "ое",  "ее",  "ые",  "ие",  "ую",  "юю",  "ых",  "их",  "ым",
    "им",   "ия",  "ию",  "ии",  "ії",  "ією", "а",   "я",   "о",   "е",   "и",   "ы",
    "у",    "ю",   "ь",   "й",   "і",   "ї",   "є",   NULL};
static const char *const latin_endings[] = {"ies", "es", "y", "s", "e", NULL};

static struct str
without(struct str word, const char *const endings[], size_t min)
{
	for (; *endings; endings++) {
		struct str ending = str_of(*endings);
		struct str stem = str_upto(word, word.n - ending.n);
		if (str_ends(word, ending) && utf8_count(stem) >= min)
			return stem;
	}
	return word;
}

struct str
stem_of(struct str word)
{
	struct str rest = word;
	uint32_t last = word.n ? utf8_last(&rest) : 0;
	if (last >= 0x10D0 && last < 0x1100)
		return without(without(word, georgian_cases, STEM_LETTERS_MIN), georgian_plurals,
		               STEM_LETTERS_MIN);
	if (last >= 0x400 && last < 0x530)
		return without(word, cyrillic_endings, STEM_LETTERS_MIN);
	if (last < 0x80)
		return without(word, latin_endings, STEM_LATIN_MIN);
	return word;
}
