#include "publish/read/guess.h"

#include "base/utf8.h"
#include "publish/read/line.h"

#include <iconv.h>
#include <string.h>
#include <strings.h>
#include <uchardet/uchardet.h>
#include <unicase.h>

enum {
	SAMPLE = 64 * 1024, /* bytes looked at */
	FEW_PERCENT = 1,    /* of the bytes: fewer than that are only quotes and dashes */
	FEW = 6,
	HIGH = 128, /* bytes above ASCII */
	/* What one byte tells about a language, in hundredths. */
	COMMONEST = 1000,
	RARER = 30,         /* less for each place further down the list of letters */
	STRANGE = -1000,    /* no letter of that language, or beside a Latin one */
	MIXED_CASE = -1000, /* a capital behind a small letter */
	CAPITAL = 100,      /* less for a capital, of which there are fewer */
	SURE = 500 * 1000,  /* on average, in thousandths: it is that language */
	ENOUGH = 8          /* letters */
};

/* Letters of a language, the commonest first, and the charsets that it is written in. */
static const struct language {
	const char *letters;
	const char *charsets[6];
} languages[] = {
    {"оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
     {"CP1251", "KOI8-R", "IBM866", "ISO-8859-5", "MAC-CYRILLIC"}},
    {"оанивтіерслкдмупзяьбгчйхцїжющєфшґ", {"CP1251", "KOI8-U", "IBM1125"}},
    {"აიესრმნდოლვბთგუტწქკხშცზყჩღძფჭპჯჟჰ", {"GEORGIAN-PS", "GEORGIAN-ACADEMY"}},
    {"աներոիտկւմսվլհդցյգպըբծխքշզթջղճչռձփժօֆէև", {"ARMSCII-8"}},
    {"αοιετσνηυρπκμλδςγωίόάέθήύχφώβξζψϊ", {"CP1253", "ISO-8859-7", "CP737"}},
    {"יולהאמתרבנשקעדחצפסכגטזםןךףץ", {"CP1255", "ISO-8859-8"}},
    {"اليمنوترهبدسفعكقحجشطصخةىذضزثغءأإؤئظآ", {"CP1256", "ISO-8859-6"}},
};

enum {
	LANGUAGES = sizeof languages / sizeof *languages
};

/* What each byte above ASCII is worth in a charset, if the text is in that language. */
struct values {
	int value[HIGH];
	bool small[HIGH], capital[HIGH];
};

static int
letter_value(const char *letters, uint32_t c)
{
	struct str rest = str_of(letters);
	for (int place = 0; rest.n; place++)
		if (utf8_next(&rest) == c)
			return COMMONEST - RARER * place;
	return STRANGE;
}

/* Dashes, quotes and the numero sign stand in any text. */
static bool
is_common_mark(uint32_t c)
{
	return (c >= 0x2010 && c <= 0x2030) || c == 0xAB || c == 0xBB || c == 0xA0 || c == 0x2116 ||
	       c == 0x60C || c == 0x61F || c == 0x61B || c == 0x2122 || c == 0x589;
}

static void
value_byte(struct values *values, int byte, const char *letters, uint32_t c)
{
	values->capital[byte] = uc_tolower(c) != c;
	values->value[byte] = is_common_mark(c) ? 0 : letter_value(letters, uc_tolower(c));
	if (values->capital[byte])
		values->value[byte] -= CAPITAL;
	values->small[byte] = !values->capital[byte] && values->value[byte] > 0;
}

/* Of the bytes that were seen; what the others are worth is not asked. */
static bool
make_values(struct values *values, const char *charset, const char *letters, const bool seen[HIGH])
{
	iconv_t cd = iconv_open("UTF-8", charset);
	if (cd == (iconv_t)-1)
		return false;
	*values = (struct values){0};
	for (int byte = 0; byte < HIGH; byte++) {
		if (!seen[byte])
			continue;
		char from = (char)(byte + HIGH), to[8], *in = &from, *out = to;
		size_t left = 1, room = sizeof to;
		values->value[byte] = STRANGE;
		if (iconv(cd, &in, &left, &out, &room) != (size_t)-1 && room < sizeof to)
			value_byte(values, byte, letters,
			           utf8_next(&(struct str){to, sizeof to - room}));
		iconv(cd, NULL, NULL, NULL, NULL);
	}
	iconv_close(cd);
	return true;
}

static bool
is_latin(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The average worth of the bytes above ASCII, in thousandths: one letter of many may decide. */
static long
score(const struct values *values, struct str s)
{
	long sum = 0, letters = 0;
	unsigned char before = ' ';
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c >= HIGH) {
			int value = values->value[c - HIGH];
			if (value > 0 && is_latin(before))
				value = STRANGE;
			if (values->capital[c - HIGH] && before >= HIGH &&
			    values->small[before - HIGH])
				value = MIXED_CASE;
			sum += value;
			letters += value != 0;
		} else if (is_latin(c) && before >= HIGH && values->value[before - HIGH] > 0) {
			sum += STRANGE;
		}
		before = c;
	}
	return letters >= ENOUGH ? sum * 1000 / letters : 0;
}

static struct str
ask_letters(struct str sample)
{
	bool seen[HIGH] = {false};
	for (size_t i = 0; i < sample.n; i++)
		if ((unsigned char)sample.p[i] >= HIGH)
			seen[(unsigned char)sample.p[i] - HIGH] = true;
	struct str best = STR_NONE;
	long most = SURE;
	struct values values;
	for (size_t i = 0; i < LANGUAGES; i++) {
		for (const char *const *charset = languages[i].charsets; *charset; charset++) {
			if (!make_values(&values, *charset, languages[i].letters, seen))
				continue;
			long points = score(&values, sample);
			if (points > most) {
				most = points;
				best = str_of(*charset);
			}
		}
	}
	return best;
}

/* What uchardet says rightly, and the charset meant by it; its other answers are worse than the
 * default. */
static const struct answer {
	const char *said, *meant;
} answers[] = {
    {"BIG5", "CP950"},
    {"EUC-JP", "EUC-JP"},
    {"EUC-KR", "CP949"},
    {"EUC-TW", "EUC-TW"},
    {"GB18030", "GB18030"},
    {"IBM866", "IBM866"},
    {"ISO-8859-1", "CP1252"},
    {"ISO-8859-15", "ISO-8859-15"},
    {"ISO-8859-2", "ISO-8859-2"},
    {"ISO-8859-3", "ISO-8859-3"},
    {"ISO-8859-4", "ISO-8859-4"},
    {"ISO-8859-5", "ISO-8859-5"},
    {"ISO-8859-6", "ISO-8859-6"},
    {"ISO-8859-7", "ISO-8859-7"},
    {"ISO-8859-8", "ISO-8859-8"},
    {"ISO-8859-9", "ISO-8859-9"},
    {"ISO-8859-13", "ISO-8859-13"},
    {"KOI8-R", "KOI8-R"},
    {"KOI8-U", "KOI8-U"},
    {"MAC-CYRILLIC", "MAC-CYRILLIC"},
    {"SHIFT_JIS", "CP932"},
    {"TIS-620", "TIS-620"},
    {"UHC", "CP949"},
    {"WINDOWS-1250", "CP1250"},
    {"WINDOWS-1251", "CP1251"},
    {"WINDOWS-1252", "CP1252"},
    {"WINDOWS-1253", "CP1253"},
    {"WINDOWS-1254", "CP1254"},
    {"WINDOWS-1255", "CP1255"},
    {"WINDOWS-1256", "CP1256"},
    {"WINDOWS-1257", "CP1257"},
    {"WINDOWS-1258", "CP1258"},
};

static struct str
trusted_name(const char *said)
{
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		if (!strcasecmp(said, answers[i].said))
			return str_of(answers[i].meant);
	return STR_NONE;
}

static struct str
ask_uchardet(struct str sample)
{
	uchardet_t detector = uchardet_new();
	if (!detector)
		return STR_NONE;
	struct str name = STR_NONE;
	if (uchardet_handle_data(detector, sample.p, sample.n) == 0) {
		uchardet_data_end(detector);
		name = trusted_name(uchardet_get_charset(detector));
	}
	uchardet_delete(detector);
	return name;
}

static size_t
count_high(struct str s)
{
	size_t high = 0;
	for (size_t i = 0; i < s.n; i++)
		high += (unsigned char)s.p[i] >= HIGH;
	return high;
}

/* Bytes that only the Windows charsets have as marks, and ISO 8859 as controls. */
static struct str
windows_twin(struct str name, struct str sample)
{
	static const char *const twins[][2] = {
	    {"ISO-8859-15", "CP1252"}, {"ISO-8859-2", "CP1250"}, {"ISO-8859-7", "CP1253"},
	    {"ISO-8859-8", "CP1255"},  {"ISO-8859-9", "CP1254"}, {"ISO-8859-13", "CP1257"},
	};
	size_t controls = 0;
	for (size_t i = 0; i < sample.n; i++)
		controls += ((unsigned char)sample.p[i] & 0xE0) == 0x80;
	for (size_t i = 0; controls && i < sizeof twins / sizeof *twins; i++)
		if (str_eq(name, str_of(twins[i][0])))
			return str_of(twins[i][1]);
	return name;
}

struct str
guess_charset(struct str bytes)
{
	struct str sample = str_upto(bytes, SAMPLE);
	size_t high = count_high(sample);
	struct str name = high < ENOUGH ? STR_NONE : ask_letters(sample);
	if (name.n)
		return name;
	if (high < FEW || high * 100 < sample.n * FEW_PERCENT)
		return STR_NONE;
	return windows_twin(ask_uchardet(sample), sample);
}
