#include "publish/read/link.h"

#include "base/ascii.h"
#include "base/uri.h"
#include "base/utf8.h"
#include "publish/read/label.h"
#include "publish/read/telephone.h"

#include <stdlib.h>
#include <string.h>

enum {
	ADDRESS_MAX = 2000, /* bytes */
	NAME_WORDS_MAX = 8  /* of a file's name in a sentence */
};

/* Bytes of a scheme that ends where text begins with "://"; before holds what precedes it. */
static size_t
scheme_length(struct str before)
{
	static const char *const schemes[] = {"http", "https", "gemini",  "gopher",  "ftp",
	                                      "ftps", "titan", "spartan", "gophers", "finger"};
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		struct str scheme = str_of(schemes[i]);
		if (before.n < scheme.n ||
		    !str_eq_nocase(str_from(before, before.n - scheme.n), scheme))
			continue;
		if (before.n == scheme.n || !ascii_is_alnum(before.p[before.n - scheme.n - 1]))
			return scheme.n;
	}
	return 0;
}

static bool
ends_address(struct str rest)
{
	uint32_t c = utf8_next(&rest);
	return c <= ' ' || c == '<' || c == '>' || c == '"' || c == '`' || c == '|' || c == 0xA0 ||
	       c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x3000 ||
	       c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0x300D || c == 0xFF09 ||
	       c == '{' || c == '}' || c == '\\' || c == '^';
}

static size_t
raw_length(struct str s)
{
	struct str rest = s;
	while (rest.n && s.n - rest.n < ADDRESS_MAX && !ends_address(rest))
		utf8_next(&rest);
	return s.n - rest.n;
}

/* A bracket belongs to the address only when its partner does. */
static bool
is_unmatched(struct str s, char open, char close)
{
	size_t opened = 0, closed = 0;
	for (size_t i = 0; i < s.n; i++) {
		opened += s.p[i] == open;
		closed += s.p[i] == close;
	}
	return closed > opened;
}

/* Without the marks of the sentence around it. */
static struct str
trim_address(struct str s)
{
	while (s.n) {
		char c = s.p[s.n - 1];
		bool mark = strchr(".,;:!?'*", c) || (c == ')' && is_unmatched(s, '(', ')')) ||
		            (c == ']' && is_unmatched(s, '[', ']'));
		if (str_ends(s, STR("…")))
			s.n -= STR("…").n;
		else if (mark)
			s.n--;
		else
			break;
	}
	return s;
}

/* uriparser's room is bounded; what it does not take is no link. */
static bool
is_uri(const struct buf *target)
{
	struct uri uri;
	return buf_ok(target) && uri_parse(buf_str(target), &uri) == 0 && uri.scheme.n > 0;
}

static bool
make_target(struct buf *target, struct str prefix, struct str address)
{
	buf_reset(target);
	buf_add_str(target, prefix);
	return uri_add_iri(target, address) && is_uri(target);
}

/* "https://host/…" around the "://" at `at`. */
static bool
take_web(struct str text, size_t at, struct str *address, struct buf *target)
{
	size_t scheme = scheme_length(str_upto(text, at));
	if (!scheme)
		return false;
	struct str all = str_from(text, at - scheme);
	*address = trim_address(str_upto(all, raw_length(all)));
	return address->n > scheme + 3 && make_target(target, STR_NONE, *address);
}

/* "www.example.org/…" */
static bool
take_www(struct str text, size_t at, struct str *address, struct buf *target)
{
	struct str all = str_from(text, at);
	if (at > 0 && (ascii_is_alnum(text.p[at - 1]) || strchr("/.@-", text.p[at - 1])))
		return false;
	*address = trim_address(str_upto(all, raw_length(all)));
	if (address->n < 8 || str_has(*address, '@') || !str_has(str_from(*address, 4), '.'))
		return false;
	return make_target(target, STR("https://"), *address);
}

static bool
is_mail_byte(char c)
{
	return ascii_is_alnum(c) || (c && strchr(".-_+%", c));
}

/* "name@host.org": a Message-ID has digits enough in its name to tell it apart. */
static bool
looks_like_id(struct str name)
{
	size_t digits = 0;
	for (size_t i = 0; i < name.n; i++)
		digits += ascii_is_digit(name.p[i]);
	return digits >= 6 && 2 * digits >= name.n;
}

static bool
take_mail(struct str text, size_t at, struct str *address, struct buf *target)
{
	size_t start = at, end = at + 1;
	while (start > 0 && at - start < 64 && is_mail_byte(text.p[start - 1]))
		start--;
	while (end < text.n && end - at < 255 &&
	       (ascii_is_alnum(text.p[end]) || strchr(".-", text.p[end])))
		end++;
	while (end > at && strchr(".-", text.p[end - 1]))
		end--;
	while (start < at && strchr(".-", text.p[start]))
		start++;
	struct str name = {text.p + start, at - start}, host = {text.p + at, end - at};
	size_t dot = str_find_last(host, '.');
	if (!name.n || dot == STR_NOWHERE || dot < 2 || host.n - dot < 3 || looks_like_id(name) ||
	    (start > 0 && strchr("/=", text.p[start - 1])))
		return false;
	*address = (struct str){text.p + start, end - start};
	return make_target(target, STR("mailto:"), *address);
}

/* The high bit of each byte that is c, of those up to the first one; what follows it is guessed. */
static uint64_t
bytes_that_are(uint64_t word, char c)
{
	const uint64_t ones = 0x0101010101010101;
	uint64_t other = word ^ ones * (unsigned char)c;
	return (other - ones) & ~other & ones << 7;
}

/* Whether one of the eight bytes may begin an address. */
static bool
has_hint(const char *p)
{
	uint64_t word;
	memcpy(&word, p, sizeof word);
	return bytes_that_are(word, ':') | bytes_that_are(word, '@') | bytes_that_are(word, 'w');
}

/* Where an address may be: the nearest "://", '@' or "www.". */
static size_t
next_hint(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		while (i + 8 <= s.n && !has_hint(s.p + i))
			i += 8;
		char c = i < s.n ? s.p[i] : '\0';
		if (c != ':' && c != '@' && c != 'w')
			continue;
		struct str here = str_from(s, i);
		if (c == '@' || str_starts(here, STR("://")) || str_starts(here, STR("www.")))
			return i;
	}
	return STR_NOWHERE;
}

bool
link_next(struct str *rest, struct str *address, struct buf *target)
{
	struct str text = *rest;
	size_t from = 0, hint;
	while ((hint = next_hint(str_from(text, from))) != STR_NOWHERE) {
		size_t at = from + hint;
		bool found = text.p[at] == ':'   ? take_web(text, at, address, target)
		             : text.p[at] == '@' ? take_mail(text, at, address, target)
		                                 : take_www(text, at, address, target);
		if (found) {
			*rest = str_from(text, (size_t)(address->p - text.p) + address->n);
			return true;
		}
		from = at + 1;
	}
	*rest = str_from(text, text.n);
	return false;
}

/* Targets seen, so that each is linked once, where it stands first: hashes, open addressing. */
struct seen {
	uint64_t *slots; /* owned */
	size_t room, count;
};

static uint64_t *
seen_slot(struct seen *seen, uint64_t hash)
{
	size_t at = (size_t)(hash ^ hash >> 32) & (seen->room - 1);
	while (seen->slots[at] && seen->slots[at] != hash)
		at = (at + 1) & (seen->room - 1);
	return &seen->slots[at];
}

static void
seen_grow(struct seen *seen)
{
	struct seen wider = {.room = seen->room ? 2 * seen->room : 16, .count = seen->count};
	wider.slots = calloc(wider.room, sizeof *wider.slots);
	if (!wider.slots)
		return;
	for (size_t i = 0; i < seen->room; i++)
		if (seen->slots[i])
			*seen_slot(&wider, seen->slots[i]) = seen->slots[i];
	free(seen->slots);
	*seen = wider;
}

/* Whether the target is new; without memory every one is. */
static bool
seen_add(struct seen *seen, struct str target)
{
	if (2 * seen->count >= seen->room)
		seen_grow(seen);
	if (2 * seen->count >= seen->room)
		return true;
	uint64_t hash = str_hash(target) | 1; /* 0 marks a slot that is free */
	uint64_t *slot = seen_slot(seen, hash);
	if (*slot)
		return false;
	*slot = hash;
	seen->count++;
	return true;
}

/* Links are gathered below a parent of their own and then hung in behind the block. */
struct gatherer {
	struct doc *doc;
	const struct read_options *options;
	struct node links; /* the parent */
	struct seen seen;
	struct buf target; /* owned */
};

static void
add_link(struct gatherer *gatherer, struct str target, size_t line, struct str label)
{
	if (!seen_add(&gatherer->seen, target))
		return;
	struct node *link = doc_add_link(gatherer->doc, &gatherer->links, target, label);
	link->source_line = line;
	node_set_shown(link, true);
	link->rule = "R8 address";
}

static struct str
without_marks(struct str word)
{
	while (word.n && strchr("(\"'<[", word.p[0]))
		word = str_from(word, 1);
	while (word.n && strchr(")\"'>]", word.p[word.n - 1]))
		word.n--;
	return word;
}

/* Draws the name over the word before it; false: there is none that belongs to a name. */
static bool
take_word_before(struct str text, struct str *name)
{
	size_t end = (size_t)(name->p - text.p) + name->n;
	struct str before = str_upto(text, end - name->n);
	if (!str_ends(before, STR(" ")))
		return false;
	before.n--;
	size_t blank = str_find_last(before, ' ');
	size_t start = blank == STR_NOWHERE ? 0 : blank + 1;
	struct str word = str_from(before, start);
	*name = without_marks(str_from(str_upto(text, end), start));
	return word.n && !str_has(word, ':');
}

/* No word of the language becomes a link. */
static bool
may_end_name(struct str word)
{
	return str_has(word, '.') || str_has(word, '/');
}

struct str
link_name(const struct read_options *options, struct str text, struct str word)
{
	struct str found = STR_NONE, name = word;
	for (size_t words = 1; may_end_name(word) && words <= NAME_WORDS_MAX; words++) {
		if (options->is_page(options->context, name))
			found = name;
		if (!take_word_before(text, &name))
			break;
	}
	return found;
}

/* A name of one word is its own target; blanks are none of an address's bytes. */
static void
add_name(struct gatherer *gatherer, struct str name, size_t line)
{
	buf_reset(&gatherer->target);
	if (str_has(name, ' '))
		uri_add_path(&gatherer->target, name);
	else
		buf_add_str(&gatherer->target, name);
	add_link(gatherer, buf_str(&gatherer->target), line, STR_NONE);
}

static void
gather_pages(struct gatherer *gatherer, struct str text, size_t line)
{
	struct str rest = text;
	while (gatherer->options->is_page && rest.n) {
		struct str word = str_trim(str_cut(&rest, ' '));
		if (!may_end_name(word))
			continue;
		word = without_marks(trim_address(word));
		struct str name = word.n ? link_name(gatherer->options, text, word) : STR_NONE;
		if (name.n)
			add_name(gatherer, name, line);
	}
}

static void
gather(struct gatherer *gatherer, struct str text, size_t line)
{
	struct str rest = text, address;
	while (rest.n && link_next(&rest, &address, &gatherer->target))
		add_link(gatherer, buf_str(&gatherer->target), line,
		         str_has(address, '/') ? label_of(text, address) : STR_NONE);
	rest = text;
	while (rest.n && telephone_next(&rest, &gatherer->target))
		add_link(gatherer, buf_str(&gatherer->target), line, STR_NONE);
	gather_pages(gatherer, text, line);
}

/* Moves the gathered links behind the block. */
static void
hang_in(struct gatherer *gatherer, struct node *block)
{
	struct node *root = block->parent, *last = gatherer->links.last;
	if (!last)
		return;
	for (struct node *link = gatherer->links.first; link; link = link->next)
		link->parent = root;
	last->next = block->next;
	block->next = gatherer->links.first;
	if (root->last == block)
		root->last = last;
	gatherer->links = (struct node){0};
}

void
link_add_all(struct doc *doc, const struct read_options *options)
{
	struct gatherer gatherer = {.doc = doc, .options = options};
	for (struct node *block = doc->root->first, *next; block; block = next) {
		next = block->next;
		if (block->type == NODE_LINK || block->type == NODE_PRE)
			continue;
		gather(&gatherer, block->text, block->source_line);
		for (struct node *part = block->first; part; part = part->next)
			gather(&gatherer, part->text, part->source_line);
		hang_in(&gatherer, block);
	}
	free(gatherer.seen.slots);
	buf_free(&gatherer.target);
}
