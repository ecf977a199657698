#include "publish/read/charset.h"

#include "base/utf8.h"
#include "publish/read/guess.h"
#include "publish/read/meta.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistr.h>

enum {
	NAME_MAX = 64,      /* bytes of a charset's name */
	SAMPLE = 64 * 1024, /* bytes that the NUL test looks at */
	REPORTS_MAX = 20,   /* wrong bytes told one by one */
	GOOD_PER_BAD = 99,  /* R0: at most 1 % of the sequences are wrong */
	UTF16_PERCENT = 10  /* R0: of one parity's bytes are NUL */
};

/* A file on its way to UTF-8. */
struct source {
	struct str bytes;
	const struct read_options *options;
	struct buf out; /* owned */
	size_t line, line_start, wrong;
	bool valid; /* they are UTF-8 as they are */
	char name[NAME_MAX];
};

static bool
keep_name(struct source *source, struct str name)
{
	if (name.n == 0 || name.n >= NAME_MAX)
		return false;
	memcpy(source->name, name.p, name.n);
	source->name[name.n] = '\0';
	return true;
}

/* iconv takes "" and "//" as names for the locale's charset, and what stands behind "//" as wishes:
 * not what anyone meant. One slash is a part of some names, "ISO-10646/UCS2". */
static iconv_t
open_charset(const char *name)
{
	if (!*name || *name == '/' || strstr(name, "//"))
		return (iconv_t)-1;
	return iconv_open("UTF-8", name);
}

bool
charset_is_known(struct str name)
{
	struct source source = {0};
	iconv_t cd = keep_name(&source, name) ? open_charset(source.name) : (iconv_t)-1;
	if (cd == (iconv_t)-1)
		return false;
	iconv_close(cd);
	return true;
}

static struct str
guess_option(struct source *source)
{
	return source->options->charset;
}

static struct str
guess_front_matter(struct source *source)
{
	return meta_charset(source->bytes);
}

static struct str
guess_mark(struct source *source)
{
	struct str bytes = source->bytes;
	if (str_starts(bytes, STR("\xEF\xBB\xBF")))
		return STR("UTF-8");
	if (str_starts(bytes, STR("\xFF\xFE\0\0")))
		return STR("UTF-32LE");
	if (str_starts(bytes, STR("\xFF\xFE")))
		return STR("UTF-16LE");
	if (str_starts(bytes, STR("\xFE\xFF")))
		return STR("UTF-16BE");
	return STR_NONE;
}

static struct str
guess_nul(struct source *source)
{
	struct str sample = str_upto(source->bytes, SAMPLE);
	size_t nul[2] = {0}, half = sample.n / 2;
	for (size_t i = 0; i < 2 * half; i++)
		nul[i & 1] += sample.p[i] == '\0';
	size_t many = half * UTF16_PERCENT / 100, few = half / 100;
	if (half && nul[1] > many && nul[0] <= few)
		return STR("UTF-16LE");
	if (half && nul[0] > many && nul[1] <= few)
		return STR("UTF-16BE");
	return STR_NONE;
}

static struct str
guess_escapes(struct source *source)
{
	struct str sample = str_upto(source->bytes, SAMPLE);
	if (!str_has(sample, '\x1B'))
		return STR_NONE;
	if (str_find_str(sample, STR("\x1B$)C")) != STR_NOWHERE)
		return STR("ISO-2022-KR");
	if (str_find_str(sample, STR("\x1B$B")) != STR_NOWHERE ||
	    str_find_str(sample, STR("\x1B$@")) != STR_NOWHERE)
		return STR("ISO-2022-JP");
	return STR_NONE;
}

static struct str
guess_utf8(struct source *source)
{
	source->valid = utf8_valid(source->bytes);
	return source->valid ? STR("UTF-8") : STR_NONE;
}

static struct str
guess_near_utf8(struct source *source)
{
	struct str rest = source->bytes;
	size_t good = 0, bad = 0, most = rest.n / (GOOD_PER_BAD + 1);
	while (rest.n && bad <= most) {
		bool ascii = (unsigned char)rest.p[0] < 0x80;
		size_t left = rest.n;
		uint32_t c = utf8_next(&rest);
		if (c == 0xFFFD && left - rest.n == 1)
			bad++;
		else
			good += !ascii;
	}
	return bad <= most && good >= bad * GOOD_PER_BAD ? STR("UTF-8") : STR_NONE;
}

static struct str
guess_default(struct source *source)
{
	return source->options->default_charset;
}

static struct str
guess_letters(struct source *source)
{
	return guess_charset(source->bytes);
}

static struct str
guess_western(struct source *source)
{
	(void)source;
	return STR("CP1252");
}

/* R0: the first that answers with a charset that iconv knows wins. */
static const struct guess {
	const char *rule;
	struct str (*charset)(struct source *source);
} guesses[] = {
    {"R0 given by name", guess_option},     {"R0 front matter", guess_front_matter},
    {"R0 byte order mark", guess_mark},     {"R0 NUL bytes", guess_nul},
    {"R0 escape sequences", guess_escapes}, {"R0 valid UTF-8", guess_utf8},
    {"R0 nearly UTF-8", guess_near_utf8},   {"R0 default", guess_default},
    {"R0 letters", guess_letters},          {"R0 western", guess_western},
};

static const char *
choose(struct source *source)
{
	for (size_t i = 0; i < sizeof guesses / sizeof *guesses; i++) {
		struct str name = guesses[i].charset(source);
		if (name.n == 0)
			continue;
		if (keep_name(source, name) && charset_is_known(name))
			return guesses[i].rule;
		trace_add(source->options->trace, 0, "charset not known", guesses[i].rule, name);
	}
	return "R0"; /* not reached: glibc knows the last one */
}

/* A wrong byte becomes U+FFFD and is told with the line and the column of what came before. */
static void
replace_byte(struct source *source, unsigned char byte)
{
	struct str told = buf_str(&source->out);
	for (size_t at; (at = str_find(str_from(told, source->line_start), '\n')) != STR_NOWHERE;) {
		source->line++;
		source->line_start += at + 1;
	}
	if (++source->wrong <= REPORTS_MAX) {
		char about[NAME_MAX];
		size_t column = utf8_columns(str_from(told, source->line_start)) + 1;
		int n = snprintf(about, sizeof about, "0x%02X in column %zu", byte, column);
		trace_add(source->options->trace, source->line + 1, "wrong byte replaced",
		          "R0 not in the charset", (struct str){about, (size_t)n});
	}
	buf_add_str(&source->out, STR("\xEF\xBF\xBD"));
}

static void
decode_utf8(struct source *source)
{
	struct str rest = source->bytes;
	while (rest.n) {
		const uint8_t *start = (const uint8_t *)rest.p;
		const uint8_t *wrong = u8_check(start, rest.n);
		size_t good = wrong ? (size_t)(wrong - start) : rest.n;
		buf_add(&source->out, rest.p, good);
		rest = str_from(rest, good);
		if (!rest.n)
			break;
		replace_byte(source, (unsigned char)rest.p[0]);
		rest = str_from(rest, 1);
	}
}

/* One call of iconv into fresh room; how it ended, as errno has it, 0 when all was taken. */
static int
convert_some(struct source *source, iconv_t cd, char **in, size_t *left)
{
	/* A letter of one byte becomes one of three at most, seldom all of them. */
	size_t room = *left + *left / 4 + NAME_MAX;
	char *out = buf_reserve(&source->out, room);
	if (!out)
		return ENOMEM;
	size_t unused = room;
	errno = 0;
	size_t end = iconv(cd, *left ? in : NULL, left, &out, &unused);
	source->out.n += room - unused;
	return end == (size_t)-1 ? errno : 0;
}

static void
decode_iconv(struct source *source)
{
	iconv_t cd = open_charset(source->name);
	if (cd == (iconv_t)-1)
		return;
	/* iconv's type does not say so, but it changes no byte. */
	char *in = (char *)(uintptr_t)source->bytes.p;
	size_t left = source->bytes.n;
	while (left) {
		int end = convert_some(source, cd, &in, &left);
		if (end == ENOMEM || !left)
			break;
		if (end != EILSEQ && end != EINVAL)
			continue;
		replace_byte(source, (unsigned char)*in);
		in++;
		left--;
	}
	convert_some(source, cd, &in, &left);
	iconv_close(cd);
}

/* iconv leaves the mark in where the name says the byte order. */
static struct str
without_mark(struct str text)
{
	return str_starts(text, STR("\xEF\xBB\xBF")) ? str_from(text, 3) : text;
}

/* Bytes that are UTF-8 already become the document's own: no second copy of a large file. */
static struct str
take_over(struct source *source, struct arena *arena)
{
	struct buf *held = source->options->source;
	if (held && held->p == source->bytes.p && held->n == source->bytes.n)
		return arena_adopt(arena, held);
	return arena_copy(arena, source->bytes);
}

struct str
charset_decode(struct str bytes, const struct read_options *options, struct arena *arena)
{
	struct source source = {.bytes = bytes, .options = options};
	const char *rule = choose(&source);
	trace_add(options->trace, 0, "charset", rule, str_of(source.name));
	bool utf8 = str_eq_nocase(str_of(source.name), STR("UTF-8"));
	if (utf8 && (source.valid || utf8_valid(bytes)))
		return without_mark(take_over(&source, arena));
	if (utf8)
		decode_utf8(&source);
	else
		decode_iconv(&source);
	return without_mark(arena_adopt(arena, &source.out));
}
