#include "publish/read/shape.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "publish/read/date.h"
#include "publish/read/furniture.h"
#include "publish/read/ordinal.h"

#include <ctype.h>
#include <string.h>

enum {
	KEY_WIDTH = 32,
	SHAPE_WIDTH = 120, /* of a heading at most */
	HEADING_WORDS = 14,
	NAMED_WORDS = 3,
	ADDRESSED_WORDS = 4,
	FILE_WORDS = 3,
	POST_WORDS = 2,
	PRICE_BYTES = 30,
	TITLED_WORD = 4 /* columns: shorter words may be small in a title */
};

bool
shape_has_address(struct str text)
{
	return str_find_str(text, STR("://")) != STR_NOWHERE ||
	       str_find_str(text, STR("www.")) != STR_NOWHERE || str_has(text, '@');
}

/* U+055D is a comma as well, but not before a number. */
static size_t
armenian_colon(struct str text)
{
	size_t colon = str_find_str(text, STR("\u055D "));
	struct str value =
	    colon == STR_NOWHERE ? STR_NONE : str_from(text, colon + strlen("\u055D "));
	bool counts = value.n && (ascii_is_digit(value.p[0]) || value.p[0] == '+');
	return counts ? colon : STR_NOWHERE;
}

bool
shape_is_record(struct str text)
{
	size_t colon = str_find_str(text, STR(": "));
	if (colon == STR_NOWHERE)
		colon = str_find_str(text, STR("："));
	if (colon == STR_NOWHERE)
		colon = armenian_colon(text);
	if (colon == STR_NOWHERE || colon == 0 || colon > 3 * KEY_WIDTH)
		return false;
	struct str key = str_upto(text, colon);
	return utf8_columns(key) <= KEY_WIDTH && line_words(key, 5) < 5 &&
	       line_start(key) != START_OTHER;
}

bool
shape_is_timed(struct str text)
{
	size_t n = 0;
	while (n < text.n && n < 2 && ascii_is_digit(text.p[n]))
		n++;
	return n > 0 && n + 3 < text.n && (text.p[n] == ':' || text.p[n] == '.') &&
	       ascii_is_digit(text.p[n + 1]) && ascii_is_digit(text.p[n + 2]) &&
	       !ascii_is_digit(text.p[n + 3]);
}

bool
shape_is_leader(struct str text)
{
	return text.n && ascii_is_digit(text.p[text.n - 1]) &&
	       (str_find_str(text, STR("....")) != STR_NOWHERE ||
	        str_find_str(text, STR(" . . . ")) != STR_NOWHERE);
}

bool
shape_is_priced(struct str text)
{
	size_t dots = str_find_str(text, STR("...."));
	if (dots == STR_NOWHERE)
		return false;
	struct str price = str_from(text, dots);
	while (price.n && (price.p[0] == '.' || price.p[0] == ' '))
		price = str_from(price, 1);
	return price.n && price.n <= PRICE_BYTES && line_has_digit(price);
}

static bool
is_named(struct str text, unsigned words)
{
	return shape_is_record(text) && line_words(text, words) == words &&
	       line_end(text) == END_WORD && line_start(text) != START_LOWER &&
	       !line_has_digit(text) && !shape_has_address(text);
}

bool
shape_is_named(struct str text)
{
	return is_named(text, NAMED_WORDS);
}

bool
shape_is_subtitled(struct str text)
{
	struct str value = str_trim(str_from(text, str_find_str(text, STR(": ")) + 1));
	return shape_is_record(text) && line_end(text) == END_WORD && !shape_has_address(text) &&
	       line_start(text) == START_UPPER && line_start(value) == START_LOWER &&
	       line_words(value, 2) == 2;
}

/* "To: members", "Author: Ana" */
static bool
is_letter_head(struct str text)
{
	static const char *const keys[] = {"to",     "from", "author", "by",     "re",    "cc",
	                                   "attn",   "кому", "от",     "автор",  "копия", "від",
	                                   "ავტორი", "ვის",  "kime",   "kimden", "kimə",  "müəllif",
	                                   "yazar",  "ում",  "إلى",    "من"};
	struct str key = str_upto(text, str_find(text, ':'));
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (line_folded_equal(str_of(keys[i]), key))
			return true;
	return false;
}

bool
shape_is_post(struct str text)
{
	return is_named(text, POST_WORDS) && !is_letter_head(text);
}

bool
shape_announces(struct str text)
{
	static const char *const keys[] = {"vacancy",
	                                   "job vacancy",
	                                   "vacancy announcement",
	                                   "job announcement",
	                                   "tender",
	                                   "call",
	                                   "call for proposals",
	                                   "invitation",
	                                   "announcement",
	                                   "вакансия",
	                                   "объявление",
	                                   "тендер",
	                                   "конкурс",
	                                   "вакансія",
	                                   "оголошення",
	                                   "ვაკანსია",
	                                   "განცხადება",
	                                   "ტენდერი",
	                                   "კონკურსი",
	                                   "iş ilanı",
	                                   "vakansiya",
	                                   "iş elanı",
	                                   "elan",
	                                   "duyuru",
	                                   "թափուր աշխատատեղ",
	                                   "մրցույթ",
	                                   "وظيفة شاغرة",
	                                   "إعلان"};
	struct str key = str_upto(text, str_find(text, ':'));
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (line_folded_equal(str_of(keys[i]), key))
			return is_named(text, POST_WORDS);
	return false;
}

bool
shape_is_notice(struct str text)
{
	return shape_is_named(text) && line_is_caps(str_upto(text, str_find(text, ':')));
}

bool
shape_is_occasion(struct str text)
{
	size_t colon = str_find(text, ':');
	if (colon == STR_NOWHERE || colon + 1 >= text.n || !ascii_is_digit(text.p[colon + 1]))
		return false;
	struct str day = str_upto(text, colon);
	size_t space = str_find_last(day, ' ');
	if (space == STR_NOWHERE)
		return false;
	day = str_trim(str_upto(day, space));
	if (str_ends(day, STR(",")))
		day.n--;
	return date_is_whole(day) || date_is_day(day);
}

bool
shape_has_sentences(struct str text)
{
	for (size_t at; (at = str_find_str(text, STR(". "))) != STR_NOWHERE;) {
		size_t word = at;
		while (word > 0 && text.p[word - 1] != ' ')
			word--;
		text = str_from(text, at + 2);
		/* "St. Nino", "J. Smith": an abbreviation ends no sentence. */
		if (at - word > 3 && line_start(text) == START_UPPER)
			return true;
	}
	return false;
}

/* "Table 3. Beds by house" */
static bool
is_caption(struct str text)
{
	static const char *const words[] = {"Table ",   "Figure ",  "Fig. ",   "Таблица ",
	                                    "Рис. ",    "Рисунок ", "ცხრილი ", "სურათი ",
	                                    "Tableau ", "Tabelle ", "Box "};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct str rest = str_from(text, strlen(words[i]));
		if (str_starts(text, str_of(words[i])) && rest.n && rest.p[0] >= '0' &&
		    rest.p[0] <= '9')
			return true;
	}
	return false;
}

bool
shape_is_stamp(struct str text)
{
	static const char *const words[] = {
	    "last updated",          "last chan",    "posted ",          "published ",   "updated ",
	    "for immediate release", "for release ", "для немедленного", "для негайного"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (line_folded_prefix(str_of(words[i]), text) != STR_NOWHERE)
			return true;
	return false;
}

bool
shape_is_trail(struct str text)
{
	static const char *const marks[] = {" > ", " » ", " › ", " | ", " → "};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		/* Blanks are everywhere; what stands between them is rare. */
		if (!str_has(text, marks[i][1]))
			continue;
		size_t at = str_find_str(text, str_of(marks[i]));
		if (at != STR_NOWHERE && at > 0)
			return true;
	}
	return false;
}

bool
shape_is_author(struct str text)
{
	static const char *const keys[] = {"author",  "автор", "ავტორი",
	                                   "müəllif", "yazar", "հեղինակ"};
	struct str key = str_upto(text, str_find(text, ':'));
	for (size_t i = 0; key.n < text.n && i < sizeof keys / sizeof *keys; i++)
		if (line_folded_equal(str_of(keys[i]), key))
			return true;
	return str_starts_nocase(text, STR("by ")) && line_start(str_from(text, 3)) == START_UPPER;
}

static bool
is_byline(struct str text)
{
	return shape_is_author(text) || str_starts_nocase(text, STR("page ")) ||
	       str_starts_nocase(text, STR("tel")) || str_starts_nocase(text, STR("photo")) ||
	       str_starts_nocase(text, STR("copyright")) || is_caption(text) ||
	       str_starts(text, STR("©"));
}

static bool
has_letter(struct str text)
{
	unsigned letters = 0;
	while (text.n && letters < 2) {
		enum line_start kind = line_start(str_upto(text, 4));
		letters += kind != START_OTHER && kind != START_DIGIT;
		utf8_next(&text);
	}
	return letters == 2;
}

static bool
ends_in_word(struct str text, const char *const *words, size_t count)
{
	size_t space = str_find_last(text, ' ');
	for (size_t i = 0; space != STR_NOWHERE && i < count; i++)
		if (str_eq(str_from(text, space + 1), str_of(words[i])))
			return true;
	return false;
}

/* "Who we are", "Where to write to": nothing is to follow the last word. */
static bool
begins_with_question(struct str text)
{
	static const char *const words[] = {"Who ", "What ", "Where ", "When ", "Why ", "How "};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_starts_nocase(text, str_of(words[i])))
			return true;
	return false;
}

/* "Dear colleagues" */
static bool
is_salutation(struct str text)
{
	static const char *const words[] = {"dear ",    "hello ",   "уважаем",   "дорогие ",
	                                    "дорогой ", "дорогая ", "шановн",    "პატივცემულ",
	                                    "ძვირფას",  "sayın ",   "hörmətli ", "հարգելի "};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (line_folded_prefix(str_of(words[i]), text) != STR_NOWHERE)
			return true;
	return false;
}

bool
shape_has_telephone(struct str text)
{
	size_t plus = str_find(text, '+');
	return plus != STR_NOWHERE && plus + 2 < text.n && ascii_is_digit(text.p[plus + 1]) &&
	       ascii_is_digit(text.p[plus + 2]);
}

/* Ends with a word that wants another behind it. */
static bool
wants_more(struct str text)
{
	static const char *const words[] = {"a",    "an",   "the", "of", "and", "or", "by",
	                                    "with", "from", "и",   "в",  "на",  "с",  "или",
	                                    "და",   "և",    "ve",  "və", "та",  "і"};
	static const char *const guarded[] = {"is", "are", "was", "were", "to", "at"};
	return ends_in_word(text, words, sizeof words / sizeof *words) ||
	       (ends_in_word(text, guarded, sizeof guarded / sizeof *guarded) &&
	        !begins_with_question(text));
}

/* All of it but that no address may stand in it. */
static bool
is_phrased_as_heading(const struct line *line)
{
	struct str text = line->text;
	enum line_start start = line_start(text);
	enum line_end end = line_end(text);
	if (start == START_LOWER || start == START_OTHER || line->flags & LINE_GAP)
		return false;
	if (line->width > SHAPE_WIDTH || text.p[0] == '[')
		return false;
	if (end != END_WORD && end != END_QUESTION)
		return false;
	return line_words(text, HEADING_WORDS + 1) <= HEADING_WORDS && has_letter(text) &&
	       !shape_has_telephone(text) && !shape_is_record(text) && !is_byline(text) &&
	       !shape_is_stamp(text) && !wants_more(text) && !is_salutation(text) &&
	       !shape_is_trail(text) && !shape_has_sentences(text) && !date_is_whole(text) &&
	       furniture_of(line) == FURNITURE_NONE;
}

bool
shape_is_heading(const struct line *line)
{
	return is_phrased_as_heading(line) && !shape_has_address(line->text);
}

bool
shape_is_addressed(const struct line *line)
{
	return is_phrased_as_heading(line) && shape_has_address(line->text) &&
	       line_words(line->text, ADDRESSED_WORDS) == ADDRESSED_WORDS;
}

bool
shape_is_titled(struct str text)
{
	unsigned words = 0;
	if (!str_ends(text, STR(".")) || shape_has_address(text) || date_is_whole(text))
		return false;
	while (text.n) {
		struct str word = str_cut(&text, ' ');
		bool small = utf8_columns(word) < TITLED_WORD;
		if (!small && line_start(word) != START_UPPER)
			return false;
		words += !small;
		if (text.n && str_has(STR(".!?:;,"), word.n ? word.p[word.n - 1] : ' '))
			return false;
	}
	return words > 1 && words <= HEADING_WORDS;
}

static bool
starts_command(struct str text)
{
	static const char *const starts[] = {
	    "$ ",   "# ",       "./",  "//",     "/*",     "#!",
	    ">>> ", "<?",       "</",  "sudo ",  "C:\\",   "apt-get ",
	    "git ", "#include", "cd ", "mkdir ", "chmod ", "make install"};
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (str_starts(text, str_of(starts[i])))
			return true;
	return text.n > 1 && text.p[0] == '/' && text.p[1] != ' ' && text.p[1] != '/';
}

static bool
holds_code(struct str text)
{
	static const char *const parts[] = {" = ", " [-", "=$", "()",  " && ", " || ", " | ", " --",
	                                    "->",  "==",  "{",  "=\"", " > /", "$(",   "<<"};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (str_find_str(text, str_of(parts[i])) != STR_NOWHERE)
			return true;
	return str_ends(text, STR(");")) || strchr("{}\\", text.p[text.n - 1]);
}

bool
shape_is_code(struct str text)
{
	return text.n && (starts_command(text) || holds_code(text));
}

/* "-o", "--quiet", "NAME=value", "|" */
static bool
is_argument(struct str word)
{
	size_t dashes = 0, equal = str_find(word, '=');
	while (dashes < word.n && dashes < 2 && word.p[dashes] == '-')
		dashes++;
	bool option = dashes > 0 && dashes < word.n && isalnum((unsigned char)word.p[dashes]);
	bool value =
	    equal != STR_NOWHERE && equal > 0 && equal + 1 < word.n && !shape_has_address(word);
	return option || value || str_eq(word, STR("|")) || str_eq(word, STR(">"));
}

bool
shape_is_command(struct str text)
{
	struct str first = str_cut(&text, ' ');
	for (size_t i = 0; i < first.n; i++)
		if (!isalnum((unsigned char)first.p[i]) && !strchr("_-./=+", first.p[i]))
			return false;
	if (is_argument(first) && str_has(first, '='))
		return true;
	while (text.n)
		if (is_argument(str_cut(&text, ' ')))
			return true;
	return false;
}

bool
shape_is_prompt(struct str text)
{
	return str_starts(text, STR("$ "));
}

/* "pump_1.3.tar", "lib/one.c 12": a dot, stroke or slash within its first word. */
bool
shape_is_file(struct str text)
{
	struct str word = str_upto(text, str_find(text, ' '));
	bool mark = false, letter = false;
	for (size_t i = 0; i < word.n; i++) {
		bool inside = i > 1 && i + 2 < word.n;
		mark = mark || (inside && strchr("._/", word.p[i]));
		letter = letter || ascii_is_letter(word.p[i]);
	}
	return mark && letter && line_words(text, FILE_WORDS + 1) <= FILE_WORDS &&
	       !shape_has_address(word);
}

bool
shape_is_bullet(const struct line *line)
{
	size_t offset;
	return line_bullet(line->text, &offset) != BULLET_NONE;
}

bool
shape_is_ordinal(const struct line *line)
{
	struct ordinal ordinal;
	return ordinal_parse(line->text, &ordinal);
}

bool
shape_may_lead(const struct line *line)
{
	return !(line->flags & LINE_LABEL) && !shape_is_bullet(line) && shape_is_heading(line);
}
